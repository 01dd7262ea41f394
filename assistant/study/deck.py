"""Questions to take away: an Anki deck and a CSV, each card with its citation.

Ids are made of the items' ids: a second export updates the cards of the first and doubles none. Every text is escaped:
a card holds no markup but ours.
"""

from __future__ import annotations

import csv
import hashlib
import html
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from assistant.study.items import LETTERS, Item
from corpus.study import study_words

_FIELDS = ("Id", "Question", "Options", "Answer", "Explanation", "Source")
_FRONT = '<div class="asked">{{Question}}</div>{{#Options}}<div class="options">{{Options}}</div>{{/Options}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="key">{{Answer}}</div>'
    '<p>{{Explanation}}</p><p class="source">{{Source}}</p>'
)
_STYLE = Path(__file__).with_name("deck.css")
_HEAD = ("id", "kind", "topic", "question", "options", "answer", "explanation", "place", "locators")


def write_deck(items: Iterable[Item], path: Path) -> int:
    """Writes an .apkg of the items and returns how many cards it has. Raises OSError where it cannot be written."""
    import genanki  # only here: it loads SQLite, templates and zip

    words = study_words()["deck"]
    model = genanki.Model(
        stable_id("model"), words["name"], fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}], css=_STYLE.read_text(encoding="utf-8"),
    )  # fmt: skip
    deck = genanki.Deck(stable_id("deck"), words["name"])
    for item in items:
        fields = [html.escape(text).replace("\n", "<br>") for text in _shown(item)]
        deck.add_note(genanki.Note(model=model, fields=fields, guid=guid(item), tags=[tag(item), f"kind::{item.kind}"]))
    genanki.Package(deck).write_to_file(str(path))
    return len(deck.notes)


def as_csv(items: Iterable[Item]) -> str:
    """The items as CSV, a head line first; a text that a spreadsheet would run as a formula gets a quote before it."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    for item in items:
        row = (item.id, item.kind, item.topic_title, item.asked, " | ".join(item.options), _key(item),
               item.explanation, item.label, " ".join(item.locators))  # fmt: skip
        writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell for cell in row])
    return text.getvalue()


def guid(item: Item) -> str:
    """The note's id in Anki: the same for the same item in every export."""
    return hashlib.sha256(f"cd19 note {item.id}".encode()).hexdigest()[:20]


def stable_id(name: str) -> int:
    """A model's or deck's id in Anki, made of its name: from 2^30 up to 2^31, as Anki wants them."""
    number = int.from_bytes(hashlib.sha256(f"cd19 {name}".encode()).digest()[:4], "big")
    return (1 << 30) + number % (1 << 30)


def tag(item: Item) -> str:
    """The topic as a tag: Anki's tags hold no spaces."""
    return f"cd19::{item.topic}"


def _shown(item: Item) -> tuple[str, ...]:
    options = "\n".join(f"{letter}) {option}" for letter, option in zip(LETTERS, item.options, strict=False))
    source = f"{item.label} ({', '.join(item.locators)}). {study_words()['deck']['source']}"
    return item.id, item.asked, options, _key(item), item.explanation, source


def _key(item: Item) -> str:
    """The key with its unit, where it is a figure without one."""
    if item.options or item.kind == "spot" or not item.unit:
        return item.key
    return f"{item.key}%" if item.unit == "%" else f"{item.key} {item.unit}"
