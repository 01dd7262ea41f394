"""Reference marks in running text: superscripts and the forms in which they survive a conversion."""

from __future__ import annotations

import re

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FORMS = re.compile(
    # 14⁻¹⁶, but no power of ten, no s⁻¹ and no square meters
    rf"(?<!10)(?<!⁻)(?<!\bm)(?<!\b[ckmµ]m)(?P<plain>[{_DIGITS}]+(?:[⁻,–-]+[{_DIGITS}]+)*)"
    r"|\^\{(?P<tex>[\d,\s–-]+)\}"  # TeX: ^{15,21,25-27}
    r"|<sup>(?P<html>[\d,\s–-]+)</sup>"
)
_FOOTNOTE = re.compile(r"(?<![ \t])[ \t]*\[\^(\d{1,4})\]")
_LAST = 400
"""No list of references is longer: what reads as a higher number is none."""


def as_footnotes(text: str) -> str:
    """The text with every reference mark as `[^14]`, ranges written out."""
    return _FORMS.sub(lambda match: _footnotes(match) or match.group(0), text)


def without_marks(text: str) -> str:
    """The text without its marks."""
    return re.sub(r"[ \t]{2,}", " ", _FOOTNOTE.sub("", text)).strip()


def marked(text: str) -> tuple[int, ...]:
    """The numbers that a text's marks name, each once."""
    return tuple(dict.fromkeys(int(number) for number in _FOOTNOTE.findall(text)))


def _footnotes(match: re.Match[str]) -> str:
    numbers = numbers_of(next(group for group in match.groups() if group))
    return "".join(f"[^{number}]" for number in numbers)


def numbers_of(marks: str) -> tuple[int, ...]:
    """The numbers of "14,16-18"; none where it is no such list."""
    found: list[int] = []
    for part in re.split(r"[,\s]+", marks.translate(_SUPERSCRIPT).replace("–", "-").strip(", ")):
        bounds = part.split("-")
        if len(bounds) > 2 or not all(bound.isdecimal() and 0 < int(bound) <= _LAST for bound in bounds):
            return ()
        found += range(int(bounds[0]), int(bounds[-1]) + 1)
    return tuple(found)
