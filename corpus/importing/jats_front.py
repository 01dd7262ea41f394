"""What a JATS article says of itself before its text: authors, places of work, journal, dates, DOI."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.importing.jats_references import person_name
from corpus.importing.xmltree import Node

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATES = {"received": "submitted", "rev-recd": "revised", "accepted": "accepted"}
Say = Callable[[Node], str]


def front_line(article: Node, meta: Node, say: Say) -> str:
    """The particulars as one line; what the file does not give is left out."""
    sentences = (
        ", ".join(_authors(meta, say)),
        "; ".join(dict.fromkeys(_places(meta, say))),
        _journal(article, meta, say),
        "; ".join(_dates(meta, say)),
    )
    doi = doi_of(meta, say)
    told = [f"{sentence[0].upper()}{sentence[1:].rstrip('.')}." for sentence in sentences if sentence]
    return " ".join([*told, f"DOI {doi}."] if doi else told)


def doi_of(meta: Node, say: Say) -> str:
    """The article's DOI without a resolver's address; empty where it gives none."""
    ids = (own for own in meta.elements("article-id") if own.attributes.get("pub-id-type") == "doi")
    return next((say(own).removeprefix("https://doi.org/") for own in ids), "")


def _authors(meta: Node, say: Say) -> Iterator[str]:
    for group in meta.elements("contrib-group"):
        for contributor in group.elements("contrib"):
            person = next(contributor.elements("name", "string-name", "collab"), None) or contributor.first("name")
            if person and contributor.attributes.get("contrib-type", "author") == "author":
                yield person_name(person, say)


def _places(meta: Node, say: Say) -> Iterator[str]:
    for place in meta.all("aff"):
        parts = [child for child in place.children if isinstance(child, str) or child.name not in _NO_PLACE]
        yield say(Node(place.name, {}, place.line, parts)).strip(" .;,")


_NO_PLACE = ("label", "institution-id", "sup", "email")


def _journal(article: Node, meta: Node, say: Say) -> str:
    front = next(article.elements("front"), None)
    title = front.first("journal-title") if front else None
    part = {
        name: say(node) for name in ("volume", "issue", "fpage", "lpage") if (node := next(meta.elements(name), None))
    }
    issue = f"({part['issue']})" if "issue" in part else ""
    pages = "-".join(part[name] for name in ("fpage", "lpage") if name in part)
    where = f"{part.get('volume', '')}{issue}" + (f":{pages}" if pages else "")
    return " ".join(filter(None, (say(title) if title else "", where)))


def _dates(meta: Node, say: Say) -> Iterator[str]:
    for date in meta.all("date"):
        kind = date.attributes.get("date-type", "")
        if kind in _DATES and (told := _date(date, say)):
            yield f"{_DATES[kind]} {told}"
    published = [told for date in meta.elements("pub-date") if (told := _date(date, say))]
    if published:
        yield f"published {max(published, key=lambda told: len(told.split()))}"


def _date(date: Node, say: Say) -> str:
    part = {child.name: say(child) for child in date.elements()}
    month = part.get("month", "")
    if month.isdecimal() and len(month) <= 2 and 1 <= int(month) <= len(_MONTHS):
        month = _MONTHS[int(month) - 1]
    return " ".join(filter(None, (part.get("day", "").lstrip("0"), month, part.get("year", ""))))
