"""Marks of a model's sentences: read, and numbered anew as sentences are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checker.claims import Claim, split_claims
from assistant.model.tokens import is_free, tokens
from assistant.models import Citation
from corpus.models import Passage

_MARKS = re.compile(r"\s*((?:\[\s*\^?\d+(?:\s*[,;–-]\s*\d+)*\s*\]\s*)+)")
_CONTENT = 3
"""Content words from which on what stands before a mark is a part of its own."""
_MARKUP = re.compile(r"[*_#>]+")


class Marking:
    """Numbers passages 1, 2, ... in the order in which kept sentences cite them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)
        self._order: list[int] = []

    def kept(self, claim: Claim) -> str:
        """A kept sentence with its marks numbered anew and its markup taken off."""
        return _rewritten(claim, self._renumbered)

    def citations(self) -> tuple[Citation, ...]:
        """What the kept sentences cite, in the order of their marks."""
        return tuple(citation(new, self._passages[old - 1]) for new, old in enumerate(self._order, 1))

    def _renumbered(self, number: int) -> int:
        if number not in self._order:
            self._order.append(number)
        return self._order.index(number) + 1


def cited(claim: Claim, passages: Sequence[Passage]) -> tuple[str, tuple[Citation, ...]]:
    """A sentence as it would be shown alone, and its citations, numbered as the prompt numbers them."""
    numbers = sorted({int(number) for number in claim.numbers})
    return _rewritten(claim, lambda number: number), tuple(citation(n, passages[n - 1]) for n in numbers)


def marked(claim: Claim, number: int) -> tuple[Claim, ...]:
    """The sentence with one mark in place of its own, before its full stop; none where it has no full stop."""
    bare = " ".join(_MARKUP.sub("", _MARKS.sub(" ", claim.text)).split())
    bare = re.sub(r"\s+([.!,;:])", r"\1", bare)
    if not bare.endswith("."):
        return ()
    found = split_claims(f"{bare[:-1]} [{number}].")
    return found if len(found) == 1 else ()


def citation(number: int, passage: Passage) -> Citation:
    """A passage behind a mark."""
    return Citation(marker=number, locators=passage.locators, text=passage.text, refs=passage.refs, label=passage.label)


def parts(claim: Claim) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """What a sentence says up to each of its marks, with their numbers: "A is so [1], B is so [2]" has two parts."""
    found: list[tuple[str, tuple[int, ...]]] = []
    text, last = "", 0
    waiting: tuple[int, ...] = ()
    for match in _MARKS.finditer(claim.text):
        text += claim.text[last : match.start()]
        last, waiting = match.end(), (*waiting, *_numbers(match[1]))
        if sum(not is_free(token) for token in tokens(text)) >= _CONTENT:
            found.append((text, waiting))
            text, waiting = "", ()
    text += claim.text[last:]
    if re.search(r"\w", text) or waiting:
        # Words after the last mark, or too few before it to be a part of their own, belong to the part before.
        said, numbers = found.pop() if found else ("", ())
        found.append((f"{said} {text}", (*numbers, *waiting)))
    return tuple((_MARKUP.sub("", said), numbers) for said, numbers in found)


def _rewritten(claim: Claim, number_of: object) -> str:
    assert callable(number_of)

    def marks(match: re.Match[str]) -> str:
        return " " + "".join(f"[{number_of(number)}]" for number in _numbers(match[1]))

    text = _MARKS.sub(marks, _MARKUP.sub("", claim.text)).strip()
    text = re.sub(r"([.!])\s*((?:\[\d+\])+)\s*$", r" \2\1", " ".join(text.split()))
    return re.sub(r"(\])(?=\w)", r"\1 ", text)


def _numbers(marks: str) -> tuple[int, ...]:
    """The numbers in some marks, each once; a range such as [1-3] is all in it."""
    found: list[int] = []
    for part in re.findall(r"\d+(?:\s*[–-]\s*\d+)?", marks):
        low, *high = (int(number) for number in re.findall(r"\d+", part))
        found += range(low, min(high[0] if high else low, low + 8) + 1)
    return tuple(dict.fromkeys(found))
