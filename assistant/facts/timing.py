"""When the transplant was and from whom: months from it to this relapse, and the donor of the graft already given.

A day is 1/30.44 month, a week 7/30.44, a year 12 months; rounded to one decimal.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.lexicon import alternation, cue, load, phrases
from assistant.facts.note import Note
from assistant.models import Fact

_DAYS_A_MONTH = 30.44
_FRACTION_MONTHS = {"12": 1.0, "52": 7 / _DAYS_A_MONTH, "7": 1 / _DAYS_A_MONTH}


def read_timing(note: Note) -> tuple[Fact, ...]:
    """Months since transplant and donor kind, as far as the note dates and names them."""
    return tuple(fact for fact in (_months_since(note), _donor(note)) if fact)


def months_of(match: re.Match[str]) -> float | None:
    """Months that a match states; None when it holds no duration."""
    group = {name: value for name, value in match.groupdict().items() if value is not None}
    if "day" in group:
        return round(int(group["day"]) / _DAYS_A_MONTH, 1)
    if "months" in group:
        return float(group["months"])
    if "years" in group:
        return 12.0 * int(group["years"])
    if "fraction" in group:
        over, under = group["fraction"].split("/")
        return round(int(over) * _FRACTION_MONTHS[under], 1)
    if "n" not in group:
        return None
    number = _count(group["n"]) + (0.5 if "half" in group or "more" in group else 0)
    unit = group["unit"]
    scale = 12.0 if unit.startswith("y") else 7 / _DAYS_A_MONTH if unit.startswith("w") else 1.0
    scale = 1 / _DAYS_A_MONTH if unit.startswith("d") else scale
    return round(number * scale, 1)


def _count(words: str) -> float:
    digits = re.search(r"\d+(?:\.\d+)?", words)
    if digits:
        return float(digits[0])
    return 0.5 if words.startswith("half") else 2.0 if "couple" in words else 1.0


def _months_since(note: Note) -> Fact | None:
    for entry in ("after_transplant", "then_relapse"):
        found = [
            (match, months)
            for pattern in phrases("timing", entry)
            for match in pattern.finditer(note.text)
            if (months := months_of(match)) is not None and _meant(note, match, entry)
        ]
        if found:
            match, months = min(found, key=lambda pair: pair[0].start())
            value = int(months) if float(months).is_integer() else months
            return note.fact("months_since_hct", value, match.span(), 0.85, f"from '{note.view.words(*match.span())}'")
    return None


def _meant(note: Note, match: re.Match[str], entry: str) -> bool:
    context = note.context(match.start(), match.end())
    if context.conditional or context.other:
        return False
    if re.search(
        r"(?:next|in|within|planned(?: in| for)?|booked for|scheduled in) $",
        note.text[max(0, match.start() - 14) : match.start()],
    ):
        return False
    later = note.text[match.end() :]
    if entry == "then_relapse" or re.search(r"\brelapse ?#?1\b|1st relapse", match[0]):
        return not cue("timing", "earlier_relapse").search(later)
    return True


def _donor(note: Note) -> Fact | None:
    found = [
        (match, kind)
        for kind in load("timing")["donors"]
        for match in _donor_words(kind).finditer(note.text)
        if not re.search(
            r"\b(?:eve of|planned|no|plan|booked|for an?|goal|2nd|before|seek\w*|pre-?)\W*(?:\w+ )?$",
            note.text[max(0, match.start() - 25) : match.start()],
        )
    ]
    if not found:
        return None
    match, kind = min(found, key=lambda pair: pair[0].start())
    return note.fact("hct_donor", kind, match.span(), 0.8)


@cache
def _donor_words(kind: str) -> re.Pattern[str]:
    return alternation(tuple(load("timing")["donors"][kind]), "", "timing")
