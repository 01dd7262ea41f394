"""The quantities of a text: value, unit, comparator, and which of them belong together ("6 of 8 (75%)")."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.checker.carried import FRACTION, ranged, shared_units
from assistant.checker.lexicon import cue, words
from assistant.checker.quantity import Comparator, Quantity

_DIGITS = r"\d{1,3}(?:[ ,]\d{3})+(?!\d|\.\d)|\d*\.\d+|\d+"
_PAREN = re.compile(
    r"(?:[^.;:()\d]|(?<=[a-z\d-])\d){0,40}\((?:(?:that is|that's|ie|or|so|about|roughly|nearly|almost|=),? ?){0,2}\s*"
    r"|, (?:or|that is|ie|i\.e\.?),? (?:about |some )?"
)
_PERSON = re.compile(
    r"(?<!\w)(?:(?:he|she) (?:was|is)|"
    r"(?:man|woman|boy|girl) of|(?:adults|patients|people|those|anyone|everyone)(?: aged)? "
    r"(?:older than|younger than|over|under|above|below|past|beyond)|(?:older|younger) than|past(?: the age of)?)\s$"
)
"""What stands before an age that goes without its unit: "a man of 22", "patients older than 60"."""
_PEOPLE = r"(?:patients?|responders?|relapses?|recipients?|participants?|children|adults|people|cases)"
_OF_PEOPLE = re.compile(rf"\s(?:of|out of)\s(?:(?:the|these|those|its|their|all)\s)*(?:[\w-]+\s)?{_PEOPLE}(?!\w)")
_OF_THEM = re.compile(r"\s(?:of|out of)\s(?:them|whom|these|those)(?!\s(?:\w+\s)?\w+s(?!\w))")
LAPSES = ("month", "week", "day", "hour")
"""Units that a number told without one is not taken to have."""
_SEVERAL = 2
_WHOLES = (2, 3, 4, 5, 10, 100)
"""Wholes out of which people tell a share: "three in ten"."""
_FEW = 20
"""Whole up to which one of it is such a share too: "one in seven"."""
_SPOKEN = 4.0
"""Percentage points by which a share in words may miss its figure: "one in three" of 36%."""
_ROUNDED, _CONVERTED = 0.05, 0.03
"""How far, as a share of it, a value said to be about another may lie from it, and one told in another unit of time."""


@lru_cache(maxsize=4096)
def quantities(plain: str) -> tuple[Quantity, ...]:
    """The quantities of a folded text, in order; numbers that are names (CD19, Table 3, NCT numbers) are left out."""
    shares = [share for match in _spoken().finditer(plain) if (share := _share(plain, match))]
    masked = _names().sub(lambda match: "\x00" * len(match[0]), plain)
    for share in shares:
        masked = masked[: share.start] + "\x00" * (share.end - share.start) + masked[share.end :]
    found = [_read(masked, match) for match in _number().finditer(masked)]
    kept = sorted([*shares, *(quantity for quantity in found if quantity is not None)], key=lambda one: one.start)
    return tuple(ranged(masked, shared_units(masked, kept)))


def partners(plain: str, found: tuple[Quantity, ...]) -> tuple[tuple[int, int], ...]:
    """Indexes of neighbours that state one figure: "6 of 8", "22 (36%)". They must stand in one passage."""
    pairs: list[tuple[int, int]] = []
    for at in range(len(found) - 1):
        gap = plain[found[at].end : found[at + 1].start]
        if found[at].unit not in ("", "count"):
            continue
        if FRACTION.fullmatch(gap) and found[at + 1].unit in ("", "count"):
            pairs.append((at, at + 1))
        elif found[at + 1].unit == "%" and _PAREN.fullmatch(gap):
            pairs.append((at - 1, at + 1) if pairs and pairs[-1] == (at - 1, at) else (at, at + 1))
    return tuple(pairs)


def same_value(claimed: Quantity, source: Quantity) -> bool:
    """Whether two quantities agree in value and unit; months, weeks and days are converted, "about" allows 5%."""
    seconds = _seconds()
    one, other = claimed.unit, source.unit
    if one in seconds and other in seconds:
        near = _ROUNDED if claimed.approximate else _CONVERTED
        return abs(claimed.value * seconds[one] / (source.value * seconds[other] or 1) - 1) < near
    if one and other and one != other and not _loose(one, other):
        return False
    margin = _ROUNDED * abs(source.value) if claimed.approximate else 1e-9
    if claimed.approximate and claimed.spelled and one == other == "%":
        margin = max(margin, _SPOKEN)
    return abs(claimed.value - source.value) <= margin


@lru_cache(maxsize=1)
def _seconds() -> dict[str, float]:
    return {unit: float(seconds) for unit, seconds in words("reading")["seconds"].items()}


def _loose(one: str, other: str) -> bool:
    """Units that say the same of a number: "two lines" and "two cycles" are counts; an age is in years."""
    return {one, other} <= {"count", "line", "cycle"} or {one, other} <= {"age", "year"}


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    return re.compile("|".join(words("reading")["names_with_numbers"]))


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    spelled = "|".join(sorted(words("reading")["number_words"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,])(?P<currency>[$€£]\s?)?(?:(?P<digits>{_DIGITS})|(?P<word>(?:{spelled})(?:-(?:{spelled}))?)|(?P<article>an?)(?=\s(?:year|month|week)(?!\w)))(?!\w*[a-z]\d)"
        rf"(?=$|[^\w]|(?<=\d)(?:y|d|h|mo|mg|m|f)\b|(?<=\d)k\b)"
    )


@lru_cache(maxsize=1)
def _spoken() -> re.Pattern[str]:
    """A share told by a number and a part, or a round whole: "two thirds", "three-quarters", "one in five"."""
    table = words("reading")
    numbers = "|".join(word for word, value in table["number_words"].items() if 0 < float(value) <= max(_WHOLES))
    parts, wholes = "|".join(table["parts"]), "|".join(str(one) for one in _WHOLES)
    return re.compile(
        rf"(?<![\w.-])(?<!grade )(?<!phase )(?<!cns )(?:(?P<number>{numbers})[\s-](?P<part>{parts})"
        rf"|(?P<of>{numbers}|\d{{1,2}}) (?:in (?:every )?|out of every )(?P<whole>{wholes}|{numbers})"
        r"(?! (?:of|out of)\b))(?![\w%]|\.\d|-)"
    )


def _share(text: str, match: re.Match[str]) -> Quantity | None:
    table = words("reading")
    part, whole = match["number"] or match["of"], table["parts"].get(match["part"], match["whole"])
    one, other = (float(table["number_words"].get(said, said)) for said in (part, whole))
    if one >= other or (other not in _WHOLES and not (one == 1 and other <= _FEW)):
        return None
    return Quantity(100 * one / other, "%", "", True, match.start(), match.end(), spelled=True)


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    options = []
    for number, entry in enumerate(words("reading")["units"]):
        options.append(rf"(?P<u{number}>{'|'.join(entry['words'])})")
    return re.compile(rf"(?:\s|-)*(?P<adjectives>(?:[a-z][\w/-]*\s+){{0,3}}?)(?:{'|'.join(options)})(?!\w)")


@lru_cache(maxsize=1)
def _leading() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = words("reading")["before_unit"]
    return tuple((unit, re.compile(rf"(?<!\w)(?:{said})\s+$")) for unit, said in listed.items())


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    spelled = match["digits"] is None
    value = _word_value(match["word"] or "one") if spelled else float(re.sub(r"[ ,]", "", match["digits"]))
    start, end = match.start(), match.end()
    times = _times().match(text, end)
    if times:
        value, end = value * float(words("reading")["multiples"][times[1]]), times.end()
    unit = "usd" if (match["currency"] or "").startswith("$") else "euro" if match["currency"] else ""
    unit = unit or _unit_after(text, end) or _unit_before(text, start)
    if spelled and not _counts(text, start, end, value, unit):
        return None
    before = text[max(0, start - 28) : start]
    approximate = _approximate(before)
    comparator: Comparator = "" if approximate else _comparator(before, text[end : end + 40])
    if match["article"] and not comparator:  # "a year" measures only where it limits: "more than a year"
        return None
    return Quantity(value, unit, comparator, approximate, start, end, spelled)


@lru_cache(maxsize=1)
def _times() -> re.Pattern[str]:
    return re.compile(rf"\s?({'|'.join(words('reading')['multiples'])})(?!\w)")


def _word_value(word: str) -> float:
    table = words("reading")["number_words"]
    return sum(float(table[part]) for part in word.split("-"))


def _unit_after(text: str, end: int) -> str:
    match = _unit().match(text, end)
    if match is None:
        return ""
    unit: str = next(
        words("reading")["units"][int(name[1:])]["unit"]
        for name, said in match.groupdict().items()
        if said is not None and name != "adjectives"
    )
    if match["adjectives"].strip():
        blocked = re.search(
            r"(?<!\w)(?:of|in|at|and|to|vs|or|with|had|were|was|for|by|after|from|on|among|the)(?!\w)",
            match["adjectives"],
        )
        return "" if blocked or unit not in ("count", "line", "cells/ul", "cells/ml") else unit
    return unit


def _unit_before(text: str, start: int) -> str:
    before = text[max(0, start - 14) : start]
    if re.search(r"(?<!\w)p\s?[=<>]\s?$", before):
        return "p"
    if re.search(r"(?<!\w)n\s?[=:]\s?$", before):
        return "count"
    if _PERSON.search(text[max(0, start - 34) : start]):
        return "age"
    plain_before = re.sub(r"[(≥≤<>]\s?$", "", before)
    return next((unit for unit, said in _leading() if said.search(plain_before)), "")


def _counts(text: str, start: int, end: int, value: float, unit: str) -> bool:
    """Whether a number word measures: "six of eight", "seven months", not "the better of the two", "two reasons"."""
    after = text[end : end + 30]
    if unit and unit != "age":
        return value >= 2 or unit != "count"
    if re.search(r"(?:every|each|any)\s$", text[max(0, start - 6) : start]):
        return False
    spelled = "|".join(words("reading")["number_words"])
    if re.match(rf"\s(?:of|out of)\s(?:the |these |those |all )*(?:\d|{spelled})", after):
        return True
    if re.search(r"(?:the|these|those|both|of|last|first|other)\s$", text[max(0, start - 6) : start]) and value < 3:
        return False
    people = re.search(rf"(?<!\w){_PEOPLE}(?!\w)", text[:start])
    if value >= _SEVERAL and (_OF_PEOPLE.match(text, end) or (people and _OF_THEM.match(text, end))):
        return True
    if _talk().match(after.lstrip()) or value < 3:
        return re.match(r"\sor (?:more|fewer|less)", after) is not None
    return True


@lru_cache(maxsize=1)
def _talk() -> re.Pattern[str]:
    return re.compile(r"(?:[\w-]+\s){0,2}?" + cue("reading", "counted_in_talk").pattern)


def _comparator(before: str, after: str) -> Comparator:
    said = [(len(match[0]), sign) for sign in ("below", "above") if (match := _sign(sign, "before").search(before))]
    if said:
        return "below" if max(said)[1] == "below" else "above"
    for sign in ("below", "above"):
        if _sign(sign, "after").match(after):
            return "below" if sign == "below" else "above"
    return ""


@lru_cache(maxsize=4)
def _sign(sign: str, side: str) -> re.Pattern[str]:
    said = cue("reading", "comparators", sign, side).pattern
    if side == "before":
        open_ended = said.removesuffix(r"(?!\w)")
        return re.compile(rf"{open_ended}\s*(?:(?:the|a|an|age|ages|of|only|just|about|some)\s+)*[$]?$")
    return re.compile(rf"\s*(?:%|percent|per cent)?\s*(?:[a-z]+(?=\sor\s|\sand\s))?\s*{said}")


def _approximate(before: str) -> bool:
    return re.search(cue("reading", "approximate").pattern.removesuffix(r"(?!\w)") + r"\s*[$]?$", before) is not None
