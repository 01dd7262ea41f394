"""Units carried over: a number without one takes that of the number it is joined to."""

from __future__ import annotations

import re

from assistant.checker.lexicon import words
from assistant.checker.quantity import Quantity

FRACTION = re.compile(r"\s*(?:of|out of|in|/|from)(?: (?:the|these|those|all|a total of|his|her|their|its))*\s*")
_RANGE_OF = re.compile(r"(?<!\w)range[:\s]+(?:of\s|from\s|was\s|is\s)*[<>≤≥]?\s?$")
_MIDDLE = re.compile(r"(?<!\w)median(?: age)?(?: (?:of|was|is|being|at|about))*[:\s]+$")
_AGE = re.compile(r"(?<!\w)ages?(?: (?:was|is|of|being|at|about))*[:\s]+$")
_SPAN = re.compile(r"\s?(?:to|-|–|through)\s?[<>≤≥]?\s?")
_AGES = ("age", "year")
_RANGE_OPENS = re.compile(r"[\s\w-]{0,16}\((?:the )?range:?,? (?:of |from )?")


def shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Numbers joined to another take over its unit: "4 to 6 weeks", "56 vs 46%", "6 of 8 patients", "(range 1-30)"."""
    for at in range(len(found) - 2, -1, -1):
        gap = text[found[at].end : found[at + 1].start]
        if found[at].unit or (")" in gap and "(" not in gap):
            continue
        if gap == ", " and text[: found[at].start].endswith("("):  # "(2, 100%)": a count and its share
            continue
        if gap == ", " and at and FRACTION.fullmatch(text, found[at - 1].end, found[at].start):  # "(10 of 65, 15%)"
            continue
        unit = found[at + 1].unit
        bare = gap.strip(" ()")
        joined = bare in words("reading")["joining"] or re.fullmatch("|".join(words("reading")["joining"]), bare)
        if (joined and unit not in ("", "count", "p")) or (unit == "count" and FRACTION.fullmatch(gap)):
            found[at] = found[at]._replace(unit=unit)
    for at, one in enumerate(found):
        if one.unit == "year" and _AGE.search(text[: one.start]):
            found[at] = one._replace(unit="age")
    return found


def ranged(text: str, found: list[Quantity]) -> list[Quantity]:
    """A median and the ends of a range are in one unit: "47 years (range 20-77)", "aged 18 to 60, median 35"."""
    for at in range(1, len(found)):
        last, one = found[at - 1], found[at]
        if one.unit or not last.unit:
            continue
        before, gap = text[: one.start], text[last.end : one.start]
        spans = _SPAN.fullmatch(gap) is not None
        opens = _RANGE_OPENS.fullmatch(gap) is not None
        goes_on = spans and at > 1 and "(range" in text[found[at - 2].end : last.start]
        aged = last.unit in _AGES and (spans or _RANGE_OF.search(before) or _MIDDLE.search(before))
        if opens or goes_on or aged:
            found[at] = one._replace(unit=last.unit)
    return found
