"""A plain view of a note: lower case, one kind of dash, digits for number words, each character traced to its origin.

All phrases are matched on the view, so that case, spacing, typography and "twenty-six" for 26 make no difference;
`View.words` gives back the user's own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from assistant.facts.lexicon import load
from corpus.signs import alike

_CHARS = {
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("‘’ʼ′", "'"),
    **dict.fromkeys("“”«»", '"'),
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)),
    "⁺": "+", "⁻": "-", "×": "x", "→": "->", "≤": "<=", "≥": ">=", "½": ".5", "\u00b5": "u", "μ": "u", "\u200b": "",
}  # fmt: skip
# A new line starts a new statement only where it opens a list item, a labelled entry or a paragraph.
_BREAK = re.compile(r"\s*\n\s*\n\s*|\s*\n\s*(?=[-*•]\s|\d+[.)]\s|[A-Za-z][\w /+-]{0,24}:)")
_LONGEST_WORD, _NO_WORD = 60, "\ufffd"
"""A longer run of letters or digits says nothing of a patient, and takes the patterns long: it counts as one sign."""


class View(NamedTuple):
    """The plain text and, for each of its characters, where it begins and ends in the source."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the source of a non-empty span of the view."""
        return self.begins[start], self.ends[end - 1]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Span in the view of a non-empty span of the source."""
        return bisect_right(self.ends, start), bisect_left(self.begins, end)

    def words(self, start: int, end: int) -> str:
        """The user's own words, verbatim, for a span of the view."""
        first, last = self.span(start, end)
        return self.source[first:last]


def view_of(source: str) -> View:
    """The plain view of a note."""
    text: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for match in _tokens().finditer(alike(source)):
        start, end = match.span()
        for char in _plain(match):
            text.append(char)
            begins.append(start)
            ends.append(end)
    return View("".join(text), tuple(begins), tuple(ends), source)


def _plain(match: re.Match[str]) -> str:
    piece = match[0]
    if match["gap"] is not None:
        return ". " if _BREAK.fullmatch(piece) and not _ends_statement(match) else " "
    if match["power"] is not None:
        return "^" + "".join(_CHARS.get(char, char) for char in piece)
    if match["ordinal"] is not None:
        return _ordinal(piece.lower())
    if match["number"] is not None:
        return str(_number(piece.lower()))
    if match["thousands"] is not None:
        return piece.replace(",", "")
    if match["decimal"] is not None:
        return piece.replace(",", ".")
    if len(piece) > _LONGEST_WORD:
        return _NO_WORD
    return "".join(_CHARS.get(char, char) for char in piece.lower())


def _ends_statement(match: re.Match[str]) -> bool:
    return match.start() == 0 or match.string[match.start() - 1] in ".;:!?,"


def _number(words: str) -> int:
    known = load("numbers")
    values = known["tens"] | known["small"] | known["units"]
    return sum(int(values[word]) for word in _split(words))


def _ordinal(words: str) -> str:
    known = load("numbers")
    values = known["tens"] | known["unit_ordinals"] | known["ordinals"]
    number = sum(int(values[word]) for word in _split(words))
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _split(words: str) -> list[str]:
    return re.findall("[a-z]+", words)


@cache
def _tokens() -> re.Pattern[str]:
    known = {name: "|".join(words) for name, words in load("numbers").items()}
    hyphen = r"(?:\s*[-\u2010-\u2014]\s*|\s+)"
    return re.compile(
        rf"(?P<gap>{_BREAK.pattern}|\s+)"
        r"|(?P<power>(?<=10)[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
        rf"|(?P<ordinal>\b(?:(?:{known['tens']}){hyphen}(?:{known['unit_ordinals']})"
        rf"|{known['unit_ordinals']}|{known['ordinals']})\b)"
        rf"|(?P<number>\b(?:(?:{known['tens']})(?:{hyphen}(?:{known['units']})\b)?"
        rf"|{known['small']}|{known['units']})\b)"
        r"|(?P<thousands>\b\d{1,3}(?:,\d{3})+\b)"
        r"|(?P<decimal>\b\d+,\d+(?=\s?%))"
        r"|[^\W\d_]+|\d+|.",
        re.IGNORECASE,
    )
