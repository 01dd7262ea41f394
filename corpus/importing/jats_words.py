"""The words of a JATS element: reference marks as `[^14]`, superscripts kept, formulas as their symbols.

1. A cross reference to an entry of the reference list is a mark, `14-16` and "14" dash "16" written out as 14, 15, 16.
   Names ("Smith 2019") stay and get their mark; the brackets of "[14]" go.
2. A superscript list of numbers that nobody linked is marks too where it follows a word or punctuation and the list
   of references is that long: "remission.14,15", but not "10 6" or "m 2".
3. Formulas are said by their MathML symbols; TeX, pictures and words for machines are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.importing.marks import numbers_of
from corpus.importing.xmltree import Node

_SILENT = (
    "tex-math", "annotation", "graphic", "inline-graphic", "media", "alt-text", "long-desc", "object-id", "index-term",
    "permissions", "fn", "supplementary-material", "inline-supplementary-material", "pub-id", "processing-meta",
)  # fmt: skip
_SPACED = (
    "p", "title", "break", "label", "list", "list-item", "def-list", "def-item", "term", "def", "td", "th", "tr", "sec",
)  # fmt: skip
"""Elements whose words stand apart from their neighbours', whatever blanks the file has between them."""
_SUPERSCRIPTS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_MARKS = r"(?:\[\^\d+\])+"
_RANGE = re.compile(r"\[\^(\d{1,4})\]\s*[-‐‑–—−]\s*\[\^(\d{1,4})\]")
_COMMA = re.compile(rf"(?<=\])\s*[,;]\s*(?={_MARKS})")
_BRACKETS = re.compile(rf"[\[(]\s*({_MARKS})\s*[\])]")
_NUMERIC = re.compile(r"[\s\d\[\]().,;‐‑–—−-]*[a-z]?\W*")
_WORD = re.compile(r"(?:[^\W\d_]{3,}|[.,;:?!)\]”\"’])$")
_LONGEST_RANGE = 50
_LONGEST_MARK = 200
_BEFORE = 8
"""Characters that tell what a superscript stands behind."""


class Words:
    """Says the elements of one article."""

    def __init__(self, references: Mapping[str, int]) -> None:
        """`references`: the numbers of the reference list's entries, by id."""
        self._references = references

    def say(self, node: Node) -> str:
        """An element's words on one line."""
        text = self._inner(node, "")
        text = _COMMA.sub("", _RANGE.sub(_written_out, text))
        text = _BRACKETS.sub(r"\1", text)
        return re.sub(r"\s+", " ", text).strip()

    def _inner(self, node: Node, before: str) -> str:
        """`before`: the text that stands before it."""
        said = ""
        for child in node.children:
            if isinstance(child, str):
                said += child
            elif child.name not in _SILENT:
                said += self._element(child, (before + said[-_BEFORE:])[-_BEFORE:])
        return said

    def _element(self, node: Node, before: str) -> str:
        if node.name == "xref" and (node.attributes.get("ref-type") == "bibr" or self._cited(node)):
            return self._mark(node)
        if node.name == "sup":
            return self._superscript(node, before)
        if node.name == "alternatives":
            sayable = (child for child in node.elements() if child.name not in _SILENT)
            return next((said for child in sayable if (said := self._inner(child, before).strip())), "")
        said = self._inner(node, before)
        return f" {said} " if node.name in _SPACED else said

    def _mark(self, node: Node) -> str:
        said, numbers = node.text(), self._cited(node)
        printed = numbers_of(said.strip(" []()"))
        if not numbers:
            numbers = [number for number in printed if number in self._references.values()]
        elif set(numbers) <= set(printed):
            numbers = list(printed)
        marks = "".join(f"[^{number}]" for number in numbers)
        return marks if marks and len(said) <= _LONGEST_MARK and _NUMERIC.fullmatch(said) else said + marks

    def _cited(self, node: Node) -> list[int]:
        return [self._references[own] for own in node.attributes.get("rid", "").split() if own in self._references]

    def _superscript(self, node: Node, before: str) -> str:
        said = self._inner(node, before)
        if "[^" in said or not said.strip():
            return said
        numbers = numbers_of(said)
        if numbers and _WORD.search(before) and set(numbers) <= set(self._references.values()):
            return "".join(f"[^{number}]" for number in numbers)
        return said.translate(_SUPERSCRIPTS) if re.fullmatch(r"[\d+−–-]+", said.strip()) else said


def _written_out(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), int(match.group(2))
    if not first < last <= first + _LONGEST_RANGE:
        return match.group(0)
    return "".join(f"[^{number}]" for number in range(first, last + 1))
