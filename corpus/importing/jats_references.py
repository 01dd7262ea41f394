"""The reference list of a JATS article: each entry's number, id and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from corpus.importing.blocks import Block
from corpus.importing.xmltree import Node
from corpus.models import Frozen

_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation")
_NUMBER = re.compile(r"\D*(\d{1,4})\D*")
Say = Callable[[Node], str]


class Entry(Frozen):
    """An entry before it is said."""

    id: str
    number: int


def entries(article: Node) -> tuple[tuple[Entry, Node], ...]:
    """The entries in their order, numbered by their labels where these number them, else by where they stand."""
    refs = [ref for part in article.all("ref-list") for ref in part.all("ref")]
    labels = [_label(ref) for ref in refs]
    numbers = [label for label in labels if label is not None]
    if len(numbers) < len(refs) or len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(refs) + 1))
    return tuple(
        (Entry(id=ref.attributes.get("id", ""), number=number), ref) for number, ref in zip(numbers, refs, strict=True)
    )


def _label(ref: Node) -> int | None:
    label = next(ref.all("label"), None)
    found = _NUMBER.fullmatch(label.text()) if label else None
    return int(found.group(1)) if found else None


def reference_block(entry: Entry, ref: Node, say: Say) -> Block:
    """An entry as a block: as printed where the file prints it, else put together from its parts."""
    text = " ".join(filter(None, (_said(citation, say) for citation in ref.all("citation-alternatives", *_CITATIONS))))
    return Block(kind="reference", text=text or say(ref), number=entry.number, lines=(ref.line,))


def _said(citation: Node, say: Say) -> str:
    if citation.name == "citation-alternatives":
        return next((said for one in citation.elements(*_CITATIONS) if (said := _said(one, say))), "")
    printed = any(isinstance(child, str) and child.strip() for child in citation.children)
    return say(citation) if printed else _composed(citation, say)


def _composed(citation: Node, say: Say) -> str:
    """Vancouver style, of a citation that holds its parts alone."""
    part = {child.name: say(child) for child in reversed(list(citation.elements()))}
    issue = f"({part['issue']})" if part.get("issue") else ""
    pages = "-".join(filter(None, (part.get("fpage"), part.get("lpage")))) or part.get("elocation-id", "")
    where = f"{part.get('volume', '')}{issue}" + (f":{pages}" if pages else "")
    sentences = (
        ", ".join(_people(citation, say)),
        part.get("article-title") or part.get("chapter-title", ""),
        part.get("source", ""),
        part.get("publisher-name", ""),
        ";".join(filter(None, (part.get("year"), where))),
    )
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def _people(citation: Node, say: Say) -> Iterator[str]:
    for person in citation.all("name", "string-name", "collab", "etal"):
        yield "et al" if person.name == "etal" else person_name(person, say)


def person_name(person: Node, say: Say) -> str:
    """ "Vogel A" of a name in parts; what is printed of any other."""
    parts = (person.first("surname"), person.first("given-names"), person.first("suffix"))
    return " ".join(said for part in parts if part and (said := say(part))) or say(person)
