"""A copy of an answer as Markdown: the answer, its sources, the references in Vancouver style, a foot."""

from __future__ import annotations

from assistant.formats.inert import inert, lifeless
from assistant.formats.references import Entry
from assistant.formats.sheet import FactRow, Sheet, Source
from assistant.formats.wording import wording
from corpus.updates import Update


def as_markdown(sheet: Sheet) -> str:
    """The copy as one Markdown text; what the question and the passages hold stays text, never live HTML."""
    words = wording()
    parts = [
        f"# {words['title']}",
        "\n".join(f"> {line}".rstrip() for line in inert(sheet.question).splitlines()),
        lifeless(sheet.answer),
        _facts(sheet.facts),
        f"## {words['sources']}",
        sheet.told,
        "\n".join(_source(source) for source in sheet.sources),
        _since(sheet.since),
        _references(sheet.references),
        "---",
        *(inert(line) for line in sheet.foot),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(facts: tuple[FactRow, ...]) -> str:
    words = wording()
    if not facts:
        return ""
    rows = ["| " + " | ".join(map(_cell, (row.title, row.value, row.words))) + " |" for row in facts]
    head = f"| {words['fact']} | {words['value']} | {words['words']} |"
    return "\n".join([f"## {words['patient']}", "", head, "|---|---|---|", *rows])


def _cell(text: str) -> str:
    return _line(text).replace("|", r"\|")


def _source(source: Source) -> str:
    count = "references" if len(source.refs) > 1 else "reference"
    refs = f" ({count} {', '.join(map(str, source.refs))})" if source.refs else ""
    return f"- [{source.marker}] **{_line(source.place)}**{refs}: {_line(source.text)}"


def _since(updates: tuple[Update, ...]) -> str:
    words = wording()
    if not updates:
        return ""
    lines = [f"- {one.date}, {one.jurisdiction}: {_line(one.statement)} <{one.source.url}>" for one in updates]
    return "\n\n".join([f"## {words['since']}", words["since_told"], "\n".join(lines)])


def _references(references: tuple[Entry, ...]) -> str:
    words, (review, *others) = wording(), references
    listed = "\n".join(f"- **{entry.number}.** {_line(entry.vancouver)}" for entry in others)
    parts = [f"## {words['references']}", _line(review.vancouver), *([words["numbered"], listed] if others else [])]
    return "\n\n".join(parts)


def _line(text: str) -> str:
    return " ".join(inert(text).split())
