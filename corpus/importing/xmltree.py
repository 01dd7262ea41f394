"""XML read into plain nodes, safely: nothing is fetched, no entity is expanded, nesting has a limit.

The parser is Python's own (expat). Names lose their prefix: `mml:math` and `math` are the same element to a reader.
"""

from __future__ import annotations

import html.entities
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Never
from xml.parsers import expat

from corpus.errors import UnreadableError

_WANTED = "well-formed JATS XML"
_DEEPEST = 100
"""No article nests its elements deeper; what does is made to exhaust its reader."""
_MOST = 300_000
"""Elements of one file; a long article with its tables has some ten thousand."""


@dataclass(slots=True)
class Node:
    """An element, with its text and its elements in their order."""

    name: str
    """Without prefix."""
    attributes: dict[str, str]
    line: int
    """Where it begins in the file, from 1."""
    children: list[Node | str] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator[Node]:
        """Its own elements of these names; all of them where none is named."""
        for child in self.children:
            if isinstance(child, Node) and (not names or child.name in names):
                yield child

    def all(self, *names: str) -> Iterator[Node]:
        """Every element of these names within it, outermost first; not those within one that was found."""
        for child in self.elements():
            if child.name in names:
                yield child
            else:
                yield from child.all(*names)

    def text(self) -> str:
        """All its text as it stands in the file."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def first(self, *names: str) -> Node | None:
        """The first of `all`; None where there is none."""
        return next(self.all(*names), None)


class _Builder:
    """Expat's events as nodes. Raises UnreadableError."""

    def __init__(self, name: str) -> None:
        self._file = name
        self._count = 0
        self._open = [Node(name="", attributes={}, line=0)]
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = self._entity
        self._parser.SkippedEntityHandler = self._skipped

    def build(self, raw: bytes) -> Node:
        try:
            self._parser.Parse(raw, True)
        except expat.ExpatError as error:
            got = f"broken XML at line {error.lineno}, column {error.offset + 1} ({expat.ErrorString(error.code)})"
            remedy = "Download the file again, or import the article as plain text."
            raise UnreadableError(self._file, got, _WANTED, remedy) from error
        except (LookupError, ValueError) as error:  # an encoding that Python does not know, or of several bytes
            got = f"an encoding we cannot read ({error})"
            raise UnreadableError(self._file, got, _WANTED, "Save the file as UTF-8.") from error
        return next(self._open[0].elements())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEEPEST:
            self._refuse(f"elements nested more than {_DEEPEST} deep", "Import the article as plain text.")
        own = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self._count += 1
        if self._count > _MOST:
            self._refuse(f"more than {_MOST:,} elements", "Import the article alone, or as plain text.")
        node = Node(name=name.rpartition(":")[2], attributes=own, line=self._parser.CurrentLineNumber)
        self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _said(self, text: str) -> None:
        self._open[-1].children.append(text)

    def _entity(self, name: str, _parameter: bool, _value: str | None, *places: str | None) -> None:
        # An unparsed one (a picture's, with a notation) is never put into the text.
        if places[-1] is None:
            remedy = "Remove the <!ENTITY ...> declarations from the file's head: they are never expanded here."
            self._refuse(f"a declaration of the entity {name!r}", remedy)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        """Characters by name (&ndash;): declared in the DTD, which is never fetched."""
        if not is_parameter:
            self._said(html.entities.html5.get(f"{name};", f"&{name};"))

    def _refuse(self, got: str, remedy: str) -> Never:
        where = f"{got} at line {self._parser.CurrentLineNumber}"
        raise UnreadableError(self._file, where, _WANTED, remedy)


def read_xml(raw: bytes, name: str) -> Node:
    """The root element of an XML file. `name`: of the file, for errors. Raises UnreadableError."""
    return _Builder(name).build(raw)
