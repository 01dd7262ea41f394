"""The room of files: an Anki deck, a table, a paper for a class; made in memory, saved by the browser."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.study.deck import as_csv, write_deck
from assistant.study.desk import Desk
from assistant.study.errors import StudyError
from assistant.study.items import Item
from assistant.study.paper import as_html, paper
from assistant.study.questions import every_item, item_by_id
from assistant.study.report import as_csv as progress_csv
from corpus.models import Frozen
from ui.bridge import Action
from ui.study.acting import TOPICS
from ui.study.bench import Bench
from ui.study.parts import many, select
from ui.study.sitting import Sitting

_ALL, _MINE = "", "answered"


class File(Frozen):
    """A file for the browser to save."""

    name: str
    kind: str
    """Its media type."""
    base64: str

    @classmethod
    def of(cls, name: str, kind: str, content: bytes | str) -> File:
        """A file of these bytes, or of this text in UTF-8."""
        raw = content.encode("utf-8") if isinstance(content, str) else content
        return cls(name=name, kind=kind, base64=b64encode(raw).decode("ascii"))


def taking_html(bench: Bench, sitting: Sitting, learner: str) -> str:
    """What can be taken away."""
    every, mine = len(every_item()), len(bench.store.cards(learner))
    choices = {_ALL: f"all {every:,}", **({_MINE: f"the {mine:,} I answered"} if mine else {}), **TOPICS}
    which = select("which", choices, sitting.topic, "Questions")
    form = select("form", {"apkg": "an Anki deck", "csv": "a table (CSV)"}, "apkg", "As")
    return (
        '<div class="cd19-st-files">'
        '<form class="cd19-st-file" data-do="save"><h2>Questions</h2><p>For Anki, with the citation on every card and '
        "a tag for each topic. A later export updates your cards and doubles none. Or as a table.</p>"
        f'{which}{form}<p class="cd19-st-acts"><button type="submit" class="cd19-st-first">Save</button></p></form>'
        '<form class="cd19-st-file" data-do="save" data-form="paper"><h2>A paper for a class</h2><p>Ten patients to '
        "print, the key on a page of its own. The same seed, the same paper.</p>"
        '<label>Seed <input name="seed" inputmode="numeric" maxlength="9" value="7" required></label>'
        '<p class="cd19-st-acts"><button type="submit" class="cd19-st-first">Ten cases (HTML)</button></p></form></div>'
        f'<p class="cd19-quiet">In the terminal: <code>cd19 study export</code>, <code>cd19 study paper</code>; for '
        f"teachers <code>cd19 study report</code>. {many(every, 'question')}, {many(mine, 'card')} of yours.</p>"
    )


def saved(bench: Bench, desk: Desk, action: Action) -> File:
    """The file asked for. Raises StudyError, in words, for a seed that is none."""
    form = action.get("form")
    if form == "paper":
        seed = _seed(action.get("seed"))
        return File.of(f"cd19-paper-{seed}.html", "text/html", as_html(paper(seed), bench.digest))
    if form == "progress":
        return File.of("cd19-progress.csv", "text/csv", progress_csv([desk.progress()]))
    items = _chosen(bench, desk, action.get("which"))
    if form == "csv":
        return File.of("cd19-questions.csv", "text/csv", as_csv(items))
    return File.of("cd19-questions.apkg", "application/octet-stream", _deck(items))


def _chosen(bench: Bench, desk: Desk, which: str) -> tuple[Item, ...]:
    if which != _MINE:
        return every_item(which if which in TOPICS else "")
    found = []
    for own in bench.store.cards(desk.learner):
        try:
            found.append(item_by_id(own))
        except StudyError:
            continue  # of older data
    return tuple(found)


def _deck(items: tuple[Item, ...]) -> bytes:
    with TemporaryDirectory() as folder:  # genanki writes a file
        path = Path(folder) / "deck.apkg"
        write_deck(items, path)
        return path.read_bytes()


def _seed(typed: str) -> int:
    if not typed.strip().isdecimal() or len(typed) > 9:
        raise StudyError(f"seed {typed!r}", "a whole number like 7, of at most 9 figures", "Type one.")
    return int(typed)
