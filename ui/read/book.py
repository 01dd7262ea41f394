"""The whole Read view as HTML."""

from __future__ import annotations

import html

from corpus.digest import Digest
from corpus.models import Place
from ui.read.paragraph import paragraph_html
from ui.read.sections import Section, sections
from ui.read.table import table_html
from ui.references import reference_html

_OWN_WORDS = (
    "<b>The built-in digest.</b> The review restated paragraph by paragraph in our own words; figures are exact. "
    'The review itself is at <a href="https://doi.org/10.1182/blood.2019002132" target="_blank" '
    'rel="noopener noreferrer">doi 10.1182/blood.2019002132</a>.'
)
_COPY = "<b>Your own copy of the review</b>, word for word, kept on this machine. Criteria and doubts are ours."
_FIND = (
    '<form class="cd19-find" role="search"><label for="cd19-find">Search the review</label>'
    '<input id="cd19-find" type="search" autocomplete="off" spellcheck="false" placeholder="Search…">'
    '<output for="cd19-find" aria-live="polite"></output>'
    '<button type="button" data-step="-1" aria-label="Previous match" title="Previous (Shift+Enter)">↑</button>'
    '<button type="button" data-step="1" aria-label="Next match" title="Next (Enter)">↓</button></form>'
)


def book_html(review: Digest) -> str:
    """The review in the form given: what it is, search and contents, then all sections."""
    told = _OWN_WORDS if review.name == "digest" else _COPY
    parts = sections(review)
    body = "".join(_section(section, review) for section in parts)
    return (
        f'<div class="cd19-book"><div class="cd19-tools">{_FIND}{_contents(parts)}</div>'
        f'<div class="cd19-pages"><p class="cd19-form">{told}</p>'
        f'<p id="read-status" role="status"></p>{body}</div></div>'
    )


def _contents(parts: tuple[Section, ...]) -> str:
    links = "".join(
        f'<li><a href="#{section.anchor}"><span>{html.escape(section.short)}</span>'
        f"{_subject(section)}<i data-count></i></a></li>"
        for section in parts
    )
    return (
        '<details class="cd19-contents" open><summary>Contents</summary>'
        f'<nav aria-label="Contents"><ol>{links}</ol></nav></details>'
    )


def _subject(section: Section) -> str:
    """What a heading says beyond its name, for the contents: of a patient, of a table."""
    rest = section.title[len(section.short) :].lstrip(":, ")
    return f"<small>{html.escape(rest[:1].upper() + rest[1:])}</small>" if rest else ""


def _section(section: Section, review: Digest) -> str:
    return (
        f'<section id="{section.anchor}" tabindex="-1" aria-labelledby="{section.anchor}-head">'
        f'<h2 id="{section.anchor}-head" data-find>{html.escape(section.title)}</h2>{_body(section, review)}</section>'
    )


def _body(section: Section, review: Digest) -> str:
    if section.name.startswith("table"):
        return table_html(section, review)
    if section.name == "ref":
        return _references(section.places, review)
    return "".join(paragraph_html(place, review) for place in section.places)


def _references(places: tuple[Place, ...], review: Digest) -> str:
    """The numbered list; the links of a copy's references are those of the digest's records."""
    known = {reference.locator: reference for reference in review.references}
    items = "".join(
        f'<li id="{place.locator}" value="{known[place.locator].number}" tabindex="-1" data-find>'
        f"{reference_html(known[place.locator])}</li>"
        for place in places
        if place.locator in known
    )
    return f'<ol class="cd19-list">{items}</ol>'
