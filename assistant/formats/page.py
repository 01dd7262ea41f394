"""A copy of an answer as one HTML file: nothing is fetched, nothing runs, every text is escaped.

Marks lead to their sources and back, sources to the references they cite and back.
"""

from __future__ import annotations

import html
from collections import Counter
from functools import cache
from pathlib import Path

from assistant.formats.prose import MARK_ATTRIBUTES, safe_html
from assistant.formats.references import Entry
from assistant.formats.sheet import Sheet, Source
from assistant.formats.wording import wording

_TITLE_LENGTH = 80
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_page(sheet: Sheet) -> str:
    """The copy as a whole HTML document, for screens light and dark, narrow and wide, and for paper."""
    words, (answer, marks) = {k: _text(v) for k, v in wording().items() if isinstance(v, str)}, _answer(sheet)
    parts = [
        f"<header><h1>{words['title']}</h1></header>",
        f'<section class="asked" aria-label="{words["asked"]}"><p>{_text(sheet.question)}</p></section>'
        if sheet.question
        else "",
        f'<section class="answer" aria-label="{words["answer"]}">{answer}</section>',
        _facts(sheet),
        _section("sources", words["sources"], f'<p class="told">{_text(sheet.told)}</p>{_sources(sheet, marks)}'),
        _since(sheet),
        _section("references", words["references"], _references(sheet)),
        f"<footer>{''.join(f'<p>{_text(line)}</p>' for line in sheet.foot)}</footer>",
    ]
    return _document(_title(sheet.question, wording()["title"]), "\n".join(part for part in parts if part))


def _document(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _title(question: str, otherwise: str) -> str:
    """The question on one line, cut at a word."""
    asked = " ".join(question.split())
    return (asked if len(asked) <= _TITLE_LENGTH else f"{asked[:_TITLE_LENGTH].rsplit(' ', 1)[0]}…") or otherwise


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _section(anchor: str, title: str, body: str) -> str:
    return (
        f'<section id="{anchor}" aria-labelledby="{anchor}-title"><h2 id="{anchor}-title">{title}</h2>{body}</section>'
    )


def _answer(sheet: Sheet) -> tuple[str, Counter[int]]:
    """The answer's HTML, and how often each source is marked in it: marks are told apart so that sources lead back."""
    known, marked = {source.marker for source in sheet.sources}, Counter[int]()

    def mark(number: int) -> str:
        if number not in known:
            return f"[{number}]"
        marked[number] += 1
        own = f"mark-{number}-{marked[number]}"
        return f'<a class="mark" id="{own}" href="#source-{number}" aria-label="Source {number}">{number}</a>'

    drawn = safe_html(sheet.answer, mark, MARK_ATTRIBUTES | {"id"})
    drawn = drawn.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    return drawn.replace(' <a class="mark"', '\u00a0<a class="mark"'), marked  # a mark stays on its sentence's line


def _facts(sheet: Sheet) -> str:
    words = wording()
    if not sheet.facts:
        return ""
    head = "".join(f'<th scope="col">{_text(words[name])}</th>' for name in ("fact", "value", "words"))
    rows = "".join(
        f'<tr><th scope="row">{_text(row.title)}</th><td>{_text(row.value)}</td><td>{_text(row.words)}</td></tr>'
        for row in sheet.facts
    )
    table = f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    return _section("patient", _text(words["patient"]), table)


def _sources(sheet: Sheet, marks: Counter[int]) -> str:
    items = "".join(_source(source, marks[source.marker]) for source in sheet.sources)
    return f'<ul class="listed">{items}</ul>' if items else ""


def _source(source: Source, marked: int) -> str:
    back = "".join(
        f' <a class="back" href="#mark-{source.marker}-{time}" aria-label="Back to mark {source.marker}, place {time} '
        f'of {marked}">↑{time if marked > 1 else ""}</a>'
        for time in range(1, marked + 1)
    )
    cited = ", ".join(f'<a href="#ref-{number}">{number}</a>' for number in source.refs)
    count = "References" if len(source.refs) > 1 else "Reference"
    refs = f'<p class="refs">{count} {cited}</p>' if source.refs else ""
    return (
        f'<li id="source-{source.marker}"><span class="number">{source.marker}</span><div><h3>{_text(source.place)}'
        f"{back}</h3><p>{_text(source.text)}</p>{refs}</div></li>"
    )


def _since(sheet: Sheet) -> str:
    words = wording()
    if not sheet.since:
        return ""
    items = "".join(
        f"<li><p>{_text(f'{one.date}, {one.jurisdiction}: {one.statement}')} "
        f'<a href="{_text(one.source.url)}" rel="noreferrer noopener">{_text(one.source.title)}</a></p></li>'
        for one in sheet.since
    )
    return _section("since", _text(words["since"]), f'<p class="told">{_text(words["since_told"])}</p><ul>{items}</ul>')


def _references(sheet: Sheet) -> str:
    review, *others = sheet.references
    own = f'<p class="review">{_linked(review)}</p>'
    if not others:
        return own
    items = "".join(
        f'<li id="ref-{entry.number}"><span class="number">{entry.number}</span>'
        f"<p>{_linked(entry)}{_cited_by(entry, sheet)}</p></li>"
        for entry in others
    )
    return f'{own}<p class="told">{_text(wording()["numbered"])}</p><ul class="listed">{items}</ul>'


def _linked(entry: Entry) -> str:
    """The line, its DOI a link: followed only when it is clicked."""
    line, doi = _text(entry.vancouver), _text(entry.doi)
    link = f'<a href="https://doi.org/{doi}" rel="noreferrer noopener">{doi}</a>'
    return line.replace(f"doi: {doi}", f"doi: {link}", 1) if doi else line


def _cited_by(entry: Entry, sheet: Sheet) -> str:
    markers = [source.marker for source in sheet.sources if entry.number in source.refs]
    return "".join(
        f' <a class="back" href="#source-{n}" aria-label="Back to source {n}">↑{n}</a>' for n in markers
    )  # fmt: skip
