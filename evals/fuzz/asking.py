"""Targets among what users and programs hand in: JSON lines, facts, notes, answers to check, threads, exports."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from assistant.api import Assistant
from assistant.checker.check import check_answer
from assistant.checker.pasted import read_pasted
from assistant.cli.lines import Record, answer_lines
from assistant.conversation import Memory
from assistant.criteria.engine import decide
from assistant.facts.errors import FactError
from assistant.facts.reader import Reader
from assistant.facts.validate import implausible, validate
from assistant.formats.conversation import conversation_copy
from assistant.formats.markdown import as_markdown
from assistant.formats.page import as_page
from assistant.formats.sheet import sheet
from assistant.given import read_json
from assistant.identifiers import struck_out
from assistant.models import Answer, Case, Citation, Fact
from assistant.records import answer_record, case_record, checked_record, found_record
from assistant.threads import AsKept, KeptThread, KeptTurn, ThreadStore
from corpus.digest import load_digest
from corpus.references import load_references
from corpus.signs import whole
from evals.fuzz.models import Target
from evals.fuzz.room import room
from evals.fuzz.trees import changed

_OWN = ("FactError", "GivenError")
_NOTES = (
    b"34M, second relapse, 70% blasts, CD19+, LP clean, no donor, t(4;11). Blinatumomab or CAR T cells?",
    b"58-year-old woman, MRD 0.5% after HCT 14 months ago, cleared CNS disease, GVHD on ruxolitinib. DOB 01/02/1960.",
    b"What was the CR rate in ALCANTARA? And CRS >= grade 3 with CAR T cells?",
)
_ANSWERS = (
    b"CAR T cells reach the CSF [1]. The CR rate was 36% (95% CI 22-51%) [2, 3].\n\n- Not for CNS disease [1].\n",
    b"| a | b |\n|---|---|\n| 36% | <b>x</b> [1] |\n\n[1] Table 1, BLAST\n[2] Patient 2, paragraph 4; [table3.cns]\n",
)
_WORDS = (
    b"[1]", b"[1, 2]", b"[99999]", b"%", b"<50%", b"36%", b"no ", b"not ", b"if ", b"year-old ", b"CD19", b"ref. ",
    b"months", b"[table3.cns]", b"**", b"\n\n", b"|", b"(", b")", b";", b"<", b"&amp;", b"](", b"![", b"> ", b"```",
)  # fmt: skip
_JSON = (
    b"{", b"}", b"[", b"]",
    b'"', b":", b",", b"null", b"true", b"1e400", b"NaN", b"-Infinity", b'"\\ud800"', b"[[[[" * 300,
    b'"id":', b'"question":', b'"answer":', b'"citations":', b'"case":', b'"age":', b'"\\u0000"', b"\n",
)  # fmt: skip
_LINES = (
    b'{"id": 1, "answer": "CAR T cells reach the CSF [1].", "citations": {"1": ["table3.cns"]}, '
    b'"case": {"cns": "active"}}\n',
    b'{"id": "a", "question": "CR rate in TOWER?", "answer": "44% [1].", '
    b'"citations": {"1": ["table1.tower#cr"]}}\n{}\n',
)
_FACTS = (
    b'{"age": 34, "cd19": "positive", "cns": "active", "genetics": ["Ph-like"], "proliferative": true}',
    b'{"marrow_blasts_percent": 12.5, "months_since_hct": 3, "gvhd": "none", "donor_available": null}',
)


def targets(assistant: Assistant | None = None) -> tuple[Target, ...]:
    """One for each way in and out. `assistant`: asked itself too, where an index is at hand."""
    texts = (*_NOTES, *_ANSWERS)
    found = [
        Target("facts", _facts, _FACTS, (FactError, ValueError), _JSON, change=changed),
        Target("lines-check", lambda data: _lines(data, checked_record, ("answer", "citations")), _LINES, (), _JSON,
        1500, 5_000, changed),
        Target("notes", _text(_note), _NOTES, (), _WORDS, 1500, 5_000),
        Target("identifiers", _text(struck_out), _NOTES, (), _WORDS),
        Target("checker", _text(_checked), _ANSWERS, (), _WORDS, 800, 5_000),
        Target("pasted", _text(lambda text: read_pasted(text, load_digest())), _ANSWERS, (), _WORDS, aim=20_000),
        Target("formats", _text(lambda text: _exported(whole(text))), texts, (), _WORDS, 2000, 2_000),
        Target("threads", _text(_whole(_Threads())), texts, (), _WORDS, 2000, 2_500),
    ]  # fmt: skip
    if assistant is not None:
        ask, find, read = _handlers(assistant)
        asked = tuple(json.dumps({"id": 1, "question": note.decode()}).encode() + b"\n" for note in _NOTES)
        found += [
            Target("lines-ask", lambda data: _lines(data, ask, ("question",)), asked, (), (*_JSON, *_WORDS), 800,
            2_000, changed),
            Target("lines-retrieve", lambda data: _lines(data, find, ("question",)), asked, (), (*_JSON, *_WORDS), 800,
            2_500, changed),
            Target("notes-by-meaning", _text(read), _NOTES, (), _WORDS, 1000, 2_500),
        ]  # fmt: skip
    return tuple(found)


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """Bytes that are no UTF-8 become what a terminal hands over for them: lone surrogates."""
    return lambda data: read(data.decode("utf-8", "surrogateescape"))


def _whole(read: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: read(whole(text))


def _handlers(
    assistant: Assistant,
) -> tuple[Callable[[Record], Record], Callable[[Record], Record], Callable[[str], object]]:
    return (
        lambda record: answer_record(assistant.ask(record["question"])),
        lambda record: found_record(assistant.retrieve(record["question"], 10)),
        lambda note: case_record(assistant.reader, note),
    )


def _facts(data: bytes) -> None:
    case = validate(read_json(data.decode("utf-8", "surrogateescape")))
    decide(case), implausible(case)


def _lines(data: bytes, handle: Callable[[Record], Record], needed: tuple[str, ...]) -> None:
    """Every line has an answer that can be printed; an error is one of ours."""
    for told in answer_lines(data.decode("utf-8", "surrogateescape").splitlines(True), handle, needed):
        json.dumps(told, ensure_ascii=False, allow_nan=False).encode()
        if "error" in told:
            kind = told["error"].partition(": ")[2].partition(":")[0]
            assert not kind.endswith("Error") or kind in _OWN, f"foreign error: {kind}"
        for check in told.get("checks", ()):
            assert not check["detail"].startswith("could not run"), f"{check['check']}: {check['detail']}"


def _note(text: str) -> None:
    case = Reader().read(text)
    decide(case), implausible(case)
    for fact in case.facts:
        assert fact.start < 0 or whole(text)[fact.start : fact.end] == fact.words, "words are not the user's"


def _checked(text: str) -> None:
    report = check_answer(
        whole(text), {"1": ["table3.cns"], "2": ["table1.tower"], "3": ["nowhere"]}, digest=load_digest()
    )
    for check in report.checks:
        assert not check.detail.startswith("could not run"), f"{check.check}: {check.detail}"


class _Live(HTMLParser):
    """Notes whatever is live in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "object", "embed", "form", "input", "svg", "base", "link", "video"):
            self.live.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (
                name in ("href", "src") and not (value or "").startswith(("#", "https://doi.org/"))
            ):
                self.live.append(f"{tag} {name}={value}")


def live_in(page: str) -> list[str]:
    """Elements and attributes of a page that run, fetch or lead somewhere else than within it or to a DOI."""
    parser = _Live()
    parser.feed(page)
    parser.close()
    return parser.live


def _hostile(text: str) -> Answer:
    """An answer of which every text is the one given."""
    return Answer(
        status="answered", answer=text, corpus_name=text, engine=text,
        citations=(Citation(marker=1, locators=("table3.cns",), text=text, refs=(1, 2), label=text),
                   Citation(marker=2, locators=(f"own/{text}",), text=text, label=text)),
        case=Case(facts=(Fact(key="age", value=34, words=text), Fact(key=text, value=text, note=text))),
    )  # fmt: skip


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _exported(text: str) -> None:
    """In no form of an export is anything live that came from a text in it."""
    answer = _hostile(text)
    own = sheet(answer, load_references(), text, "1")
    page = as_page(own)
    assert not (live := live_in(page.partition("</style>")[2])), f"live in HTML: {live}"
    turns = tuple(
        KeptTurn(key=str(n), number=n, question=text, asked_as=text, said=text, trouble=text, answer=one)
        for n, one in enumerate((answer, None), 1)
    )
    thread = KeptThread(id="t", title=text, turns=turns)
    copies = [conversation_copy(thread, load_references(), form, {"version": "1"}) for form in ("md", "json")]
    assert json.loads(copies[1].text)["title"] == text
    for copy in (as_markdown(own), copies[0].text):
        drawn = _markdown().render(copy)
        assert not (live := live_in(drawn)), f"live in Markdown: {live}"
    for copy in (page, as_markdown(own), *(one.text for one in copies)):
        copy.encode()


class _Threads:
    """A store of conversations whose every text is the one given: what was kept is read back."""

    def __init__(self) -> None:
        self._store = ThreadStore(room() / "threads.sqlite")
        self._number = itertools.count()

    def __call__(self, text: str) -> None:
        store, thread, owner = self._store, f"{text[:60]}{next(self._number)}", text[:20]
        store.keep(thread, text, _hostile(text), Memory(asked=text), AsKept(owner=owner, key="k", asked_as=text))
        store.rename(thread, text, owner)
        store.rate(thread, "k", "down", text, owner)
        kept = store.open(thread, owner)
        assert kept is not None, "not read back"
        assert kept.turns[0].answer is not None, "answer not read back"
        assert store.open(thread, f"{owner}x") is None, "another owner reads it"
        store.list(owner, text[:40])
        store.forget(thread, owner)
        assert store.open(thread, owner) is None, "not forgotten"


def open_for(data_dir: Path) -> Any:
    """The assistant over an index that is there already; None where there is none."""
    from assistant.api import open_assistant
    from assistant.settings import Settings

    return open_assistant(Settings(data_dir=data_dir)) if (data_dir / "index" / "digest").is_dir() else None
