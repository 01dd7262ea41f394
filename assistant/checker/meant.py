"""What a claim says its figure is of: therapy, study, measure, side of a group, denominator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.pairs import begins_change
from assistant.checker.quantities import partners
from assistant.checker.quantity import Quantity
from assistant.checker.regions import Region, strong_breaks
from assistant.checker.roles import given_before
from assistant.checker.shares import sized
from assistant.checker.sided import opening_of, pole_in_turn, rank_of, sides_of
from assistant.checker.subjects import Subject, denominators, study_places, subjects
from assistant.checker.sums import Sum

_CONTRAST = re.compile(r"\W*(?:compared|against|versus|vs|as opposed|than|while|whereas)(?!\w)")
_GOES_ON = re.compile(r",? (?:which|where|whose|that|with which|in whom)(?!\w)")
"""What goes on about the yardstick itself: "than with blinatumomab, which stayed under 6%"."""
_AGAINST = re.compile(r"(?<!\w)(?:against|versus|vs)(?!\w)")
"""What sets the figures behind it against those before it: they are of something else."""
_WHOLE = re.compile(r"(?<!\w)(?:of|among|in|out of)(?: (?:the|all|its))* $")
_OWN = re.compile(r" ?(?:%|per ?cent|percent)? ?\(?")
"""Between a percentage and the denominator it is said of at once: "26% of all patients"."""
_AUTHOR = re.compile(r"(?<!\w)(?:et al|and colleagues|and coworkers)(?!\w)")
_NEXT = re.compile(r",(?= (?:and|with|while|but|as)(?!\w))")
_PERSON = re.compile(r"(?:man|woman|boy|girl|patient|person|male|female) (?:of|aged) $|aged? $|\bis $")
_OF_RELAPSES = ("cd19-relapse", "emd-relapse")
"""Kinds of relapse; the whole of which they are a part is all relapses: "4 of the 15 without CD19"."""
_PAIR = 2
_APART = re.compile(r"[,:;](?! ?(?:(?:for|with|after|of|in|on|to) )?(?:which|whose|where)(?!\w))")
"""What parts a figure from the therapy before it; "for which" does not."""
_REACH = 60
"""Characters beside a figure within which a denominator is taken to be its own."""


class Meant(NamedTuple):
    """What a claim says its figure is of; an empty set says nothing."""

    therapy: frozenset[str]
    studies: frozenset[str]
    measures: frozenset[str]
    arms: frozenset[tuple[str, str]]
    denominators: frozenset[str]
    before: frozenset[str]


def meant_by(claim: Claim, named: Sequence[Subject], found: Sequence[Quantity], at: int, region: Region) -> Meant:
    quantity = found[at]
    here = [one for one in named if region.start <= one.start < region.end and not _beyond_border(one, region, found)]
    inside = _beside(here, claim.plain, quantity, (found[region.figures[0]].start, found[region.figures[-1]].end))
    rank = rank_of(claim.plain, found, at, region)
    second = rank is None and _second(claim.plain, found, at, region)
    opening = opening_of(claim.plain, found, at, region)
    across = rank is not None and rank[0] > 0 and opening is not None
    places = [found[other].start for other in region.figures]
    return Meant(
        pole_in_turn(inside, "therapy", rank) or _therapy(claim.plain, inside, named, region, second or across),
        frozenset(
            place for study in _last(claim.plain, inside, named, "study", region) for place in study_places(study)
        ),
        _measures(_counted(inside, claim.plain, quantity)),
        frozenset() if second or begins_change(claim.plain, found, at) else sides_of(inside, rank, opening, places),
        _denominators(claim.plain, found, at, region),
        given_before(claim.plain, inside),
    )


def measured_elsewhere(
    claim: Claim, named: Sequence[Subject], quantity: Quantity, region: Region, evidence: Evidence, before: Meant | None
) -> frozenset[str]:
    """The measure of a figure beside which none is named: what a list was asked for, or the one compared with."""
    if claim.kind != "sentence" and not any(one.family == "measure" for one in named):
        return _asked(evidence, quantity)
    if before and _CONTRAST.match(claim.plain[region.start : region.end]):  # "69% CR of the one against 43%"
        return before.measures - frozenset(words("subjects")["exact"])
    return frozenset()


def _asked(evidence: Evidence, quantity: Quantity) -> frozenset[str]:
    """The one measure that the question asks for: what a list or table without words of its own tells."""
    asked = [one for one in subjects(evidence.question, evidence.asked) if one.family == "measure"]
    alone = len({one.pole for one in asked}) == 1 and quantity.unit in ("", "count", "%") and not quantity.comparator
    return _measures(asked) if alone else frozenset()


def of_term(meant: Meant, at: int, added: Sequence[Sum]) -> Meant:
    """What a term of a sum is of: the study that belongs to it."""
    places = {term: place for one in added for term, place in zip(one.terms, one.places, strict=False)}
    return meant._replace(studies=places.get(at, meant.studies))


def _denominators(plain: str, found: Sequence[Quantity], at: int, region: Region) -> frozenset[str]:
    """The denominators named near a percentage; what it is itself the share of, "of 20 relapses (61%)", is none."""
    quantity = found[at]
    if quantity.unit != "%":
        return frozenset()
    counted = [found[one].start for one, other in partners(plain, tuple(found)) if other == at]
    named = [one for one in denominators(plain) if region.start <= one.start < region.end]
    named = [one for one in named if not any(one.start <= start < one.end for start in counted)]
    own = [one for one in named if _OWN.fullmatch(plain, quantity.end, one.start)]
    return frozenset(one.pole for one in own or named if abs(one.start - quantity.end) < _REACH)


def _beside(inside: Sequence[Subject], plain: str, quantity: Quantity, pair: tuple[int, int]) -> list[Subject]:
    """What a region names for a figure; of each family what stands in the figure's own clause, if anything does.

    What is set against each other in a pair ("60% vs 6% in that series") is one clause.
    """
    cuts = (match.start() for match in strong_breaks().finditer(plain))
    breaks = [0, *(at for at in cuts if not pair[0] < at < pair[1]), len(plain)]
    start = max(at for at in breaks if at <= quantity.start)
    end = min(at for at in breaks if at > quantity.start)
    told = [one for one in inside if one.start < end and not _set_aside(plain, one, quantity)]
    own = {one.family for one in told if start <= one.start < end and one.family != "measure"}
    return [one for one in told if one.family not in own or start <= one.start < end]


def _set_aside(plain: str, one: Subject, quantity: Quantity) -> bool:
    """Whether a therapy is only the yardstick: "longer than after blinatumomab: ten days"."""
    before, after = plain[max(0, one.start - 30) : one.start], plain[one.end : quantity.start]
    if one.family != "therapy" or cue("reading", "yardstick").search(before) is None or _GOES_ON.match(after):
        return False
    return one.start > quantity.end or _APART.search(after) is not None


def _last(
    plain: str, inside: Sequence[Subject], named: Sequence[Subject], family: str, region: Region
) -> frozenset[str]:
    """The therapy or study meant: named in the region, else the one named before it."""
    here = frozenset(one.pole for one in inside if one.family == family)
    if here:
        return here
    if family == "study" and _AUTHOR.search(plain, region.start, region.end):  # one that the lexicon does not have
        return frozenset()
    if _CONTRAST.match(plain[region.start : region.end]):
        return frozenset()
    if family == "study" and cue("reading", "a_study").search(plain, region.start, region.end):
        return frozenset()
    before = [one for one in named if one.family == family and one.start < region.start]
    before = [one for one in before if one.pole not in given_before(plain, (one,))]
    if before and _AGAINST.search(plain, before[-1].end, region.start):
        return frozenset()
    poles = frozenset(one.pole for one in before)
    return poles if len(poles) == 1 else frozenset()


def _second(plain: str, found: Sequence[Quantity], at: int, region: Region) -> bool:
    """Whether a figure stands behind "compared with" among the figures of its region: "23% to 47% compared with 0%"."""
    between = plain[found[region.figures[0]].end : found[at].start]
    if cue("reading", "beaten").search(plain[max(0, found[at].start - _REACH) : found[at].start]):
        return True
    return re.search(r"(?<!\w)(?:vs?|versus|against|compared (?:with|to)|as opposed to)(?!\w)", between) is not None


def _therapy(
    plain: str, inside: Sequence[Subject], named: Sequence[Subject], region: Region, second: bool
) -> frozenset[str]:
    """The therapy meant; behind "compared with" it is not the one named before."""
    if second and len({one.pole for one in inside if one.family == "therapy"}) < _PAIR:
        return frozenset()
    if cue("reading", "given_before").search(plain, region.start, region.end):
        return frozenset()
    return _last(plain, inside, named, "therapy", region)


def _counted(inside: Sequence[Subject], plain: str, quantity: Quantity) -> list[Subject]:
    """What may be the measure of a figure: the relapses it counts, none for an age; nothing named behind a comma."""
    if quantity.unit == "age" or (not quantity.unit and _PERSON.search(plain[: quantity.start])):
        return []
    if re.match(r"\s(?:of the )?relapses(?!\w)", plain[quantity.end :]) and quantity.unit != "%":
        return [Subject("measure", "relapse", quantity.end, quantity.end)]
    if sized(plain, quantity):
        return [Subject("measure", "n", quantity.end, quantity.end)]
    counted = not quantity.comparator and quantity.unit in ("", "count") and not _WHOLE.search(plain[: quantity.start])
    levels = counted and any(one.family == "cns_level" for one in inside)
    if levels or cue("subjects", "counts_levels").match(plain[quantity.end :].lstrip()):
        return [Subject("measure", "cns", quantity.end, quantity.end)]
    if quantity.unit in ("", "count") and _WHOLE.search(plain[: quantity.start]):
        inside = [one._replace(pole="relapse") if one.pole in _OF_RELAPSES else one for one in inside]
    vague = ("n", "cns")  # named by everyday words; they bind a figure only where it counts them
    named = [one for one in inside if one.family != "measure" or one.pole not in vague]
    return [one for one in named if one.family != "measure" or not _beyond(plain, quantity, one)]


def _beyond_border(one: Subject, region: Region, found: Sequence[Quantity]) -> bool:
    """Whether a measure's phrase runs on to a later figure, whose it is: "relapsed, 8 of those relapses in the CNS"."""
    return one.family == "measure" and any(
        max(region.end, found[region.figures[-1]].end) <= later.start < one.end for later in found
    )


def _beyond(plain: str, quantity: Quantity, one: Subject) -> bool:
    """Whether a measure is named only after a figure, behind a comma: "46%, and median OS was comparable"."""
    return one.start > quantity.end and _NEXT.search(plain, quantity.end, one.start) is not None


def _measures(inside: Sequence[Subject]) -> frozenset[str]:
    """The measures named beside a figure, each with the narrower ones it covers."""
    rules = words("subjects")
    told = [one for one in inside if one.family == "measure" and one.pole in (*rules["telling"], *rules["exact"])]
    return frozenset(wide for one in told for wide in rules["measures"].get(one.pole, [one.pole]))
