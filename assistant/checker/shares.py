"""Denominators: a share is of the group it is said of - relapses are not responders, nor responders all patients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.checker.claims import Claim
from assistant.checker.lexicon import cue, words
from assistant.checker.quantities import partners
from assistant.checker.quantity import Quantity
from assistant.checker.regions import strong_breaks
from assistant.checker.sources import Figure
from assistant.models import Finding

NAME = "numbers"
_NEAR = 12
"""Characters between a percentage and the size right behind it: "67% of the 21"."""
_ABOUT = 6.0
"""Percentage points by which a share in words may miss its figure: "a third" for 38%."""
_MANY = {"two": 2, "three": 3, "four": 4}
_SAME = re.compile(r"[^.;:%()]{0,60}\((?:that is,? |ie,? |about )?|,? (?:or|that is|exactly|precisely),? ")
"""Between a share in words and the same in figures."""
_OWN_GROUP = re.compile(r"\s?(?:%|percent) of (?:the |these |those |all )*(?:them|these|those|whom|responders)(?!\w)")
"""Behind a percentage that names its group itself, whatever size stands before it."""
_NAMED = re.compile(r" (?:\w+ )?(responders|relapses)(?!\w)")
"""Behind a size that names its kind itself: "the 11 responders"."""
_IN_WORDS = re.compile(
    r"(?<!\w)(?:half|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?) (?:to|and|or)(?: [a-z]+)? $"
)
"""Before the second of two shares in words: "a quarter to almost half"."""
_REACH = 60
_ENDING = re.compile(
    r"(?:[ -](?:patients|adults|children|people|participants|recipients|subjects|pts))?"
    r"(?=\s*(?:[.,;:|)]|$|and\b|in all|took))"
)
"""What may follow the size of a study: at most whom it counts, and then a break."""
_SLACK = 2.0
"""Percentage points by which "n of N (p%)" may miss p: rounding, and patients not counted."""


def check_shares(
    claim: Claim, found: Sequence[Quantity], holding: Mapping[int, Sequence[Figure]], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for each percentage said of a group of another kind, or of another size than it was counted in."""
    for at, quantity in enumerate(found):
        figures = holding.get(at, ())
        if quantity.unit != "%" or not figures:
            continue
        told = all(figure.denominators for figure in figures)
        kinds = frozenset(kind for figure in figures for kind in figure.denominators if told)
        other = _size(claim.plain, found, at, holding)
        if kinds and other and other not in kinds:
            yield claim.finding(NAME, f"{quantity.said()} of {_or(kinds)}", f"said of {other}", where)
        elif "relapses" in kinds and len(kinds) == 1 and _of_people(claim.plain, quantity):
            yield claim.finding(NAME, f"{quantity.said()} of relapses", "said of patients", where)
    yield from _miscounted(claim, found, holding, where)
    yield from _misworded(claim, found, where)


def sized(plain: str, quantity: Quantity) -> bool:
    """Whether a number is told as the size of a study: "a study with 31 patients", "only 20 were in it"."""
    if quantity.unit not in ("", "count") or quantity.comparator:
        return False
    before, after = plain[max(0, quantity.start - _REACH) : quantity.start], plain[quantity.end :]
    if cue("shares", "size_after").match(after.lstrip()):
        return True
    return cue("shares", "size_before").search(before) is not None and _ENDING.match(after) is not None


def _size(plain: str, found: Sequence[Quantity], at: int, holding: Mapping[int, Sequence[Figure]]) -> str:
    """The kind of group whose size is named with a percentage: "of the 53 patients" is all of them; "" for none."""
    if _OWN_GROUP.match(plain, found[at].end):
        return ""
    counted = {whole: part for part, whole in partners(plain, tuple(found))}
    for other, quantity in enumerate(found):
        if quantity.unit not in ("", "count") or abs(quantity.start - found[at].end) > 60:
            continue
        if not cue("shares", "of_size").search(plain[max(0, quantity.start - 22) : quantity.start]):
            continue
        if _taken(plain, found, other, at) or _of_another(plain, found[at], found[counted.get(other, at)]):
            continue
        named = _NAMED.match(plain, quantity.end)
        if named:
            return named[1]
        measures = {measure for figure in holding.get(other, ()) for measure in figure.measures}
        kinds = {words("shares")["sizes"][measure] for measure in measures if measure in words("shares")["sizes"]}
        if len(kinds) == 1:
            return str(kinds.pop())
    return ""


def _taken(plain: str, found: Sequence[Quantity], size: int, share: int) -> bool:
    """Whether a size belongs to another percentage than this: "67% of 21 patients; 10 responders (71%)"."""
    first, last = sorted((size, share))
    if strong_breaks().search(plain, found[first].end, found[last].start):
        return True
    if size < share and cue("shares", "of_those").search(plain, found[size].end, found[share].start):
        return True
    return size < share and size > 0 and found[size - 1].unit == "%" and found[size].start - found[size - 1].end < _NEAR


def _of_another(plain: str, share: Quantity, part: Quantity) -> bool:
    """Whether the part of a fraction comes after a percentage and an "and": "26% of responders, and 3 of the 7"."""
    return share.end < part.start and re.search(r"(?<!\w)and(?!\w)", plain[share.end : part.start]) is not None


def _of_people(plain: str, quantity: Quantity) -> bool:
    """Whether a percentage is said of patients: "68% of patients", "the share of patients ... 16% to 100%"."""
    if cue("shares", "of_people").match(plain[quantity.end :].lstrip(" %")):
        return True
    begin = max((match.end() for match in strong_breaks().finditer(plain, 0, quantity.start)), default=0)
    return cue("shares", "share_of_people").search(plain, begin, quantity.start) is not None


def _miscounted(
    claim: Claim, found: Sequence[Quantity], holding: Mapping[int, Sequence[Figure]], where: tuple[str, ...]
) -> Iterable[Finding]:
    """Fractions that do not make the percentage said with them, where no passage says the three together."""
    pairs = set(partners(claim.plain, tuple(found)))
    for part, whole in pairs:
        share = next((at for first, at in pairs if first == part and found[at].unit == "%"), None)
        if share is None or found[whole].unit == "%" or not found[whole].value:
            continue
        off = abs(100 * found[part].value / found[whole].value - found[share].value)
        together = [{figure.passage for figure in holding.get(at, ())} for at in (part, whole, share)]
        if off > _SLACK and not set.intersection(*together):
            said = claim.plain[found[part].start : found[share].end]
            yield claim.finding(NAME, "a fraction that makes its percentage", said, where)


def _misworded(claim: Claim, found: Sequence[Quantity], where: tuple[str, ...]) -> Iterable[Finding]:
    """One finding for a share in words beside another in figures: "a third (8%)", "under a third, that is 35%"."""
    for match in _worded().finditer(claim.plain):
        share = _MANY.get(match["many"], 1) * float(words("shares")["in_words"][match["part"].removesuffix("s")])
        beside = next((one for one in found if one.unit == "%" and one.start >= match.end()), None)
        if _IN_WORDS.search(claim.plain[: match.start("part")]):
            continue
        if beside is None or not _SAME.fullmatch(claim.plain, match.end(), beside.start):
            continue
        off = beside.value - share
        wrong = off < 0 if match["over"] else off > 0 if match["under"] else abs(off) > _ABOUT
        if wrong:
            said = claim.plain[match.start() : beside.end]
            yield claim.finding(NAME, f"{match[0].strip()} as in figures", f"{said}%", where)


@lru_cache(maxsize=1)
def _worded() -> re.Pattern[str]:
    parts = "|".join(words("shares")["in_words"])
    return re.compile(
        r"(?<!\w)(?:(?P<over>over|more than|at least|above)|(?P<under>under|less than|fewer than|below|at most)|about"
        r"|nearly|almost|roughly|some|just over|just under)? ?"
        rf"(?:(?P<many>an?|one|two|three|four) )?(?P<part>{parts})s?(?!\w|-)"
    )


def _or(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))
