"""Numbers: each stands in the passages its sentence cites, for the same therapy, study, group, measure, denominator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.checker.axes import senses
from assistant.checker.bounds import check_bounds
from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.quantities import Quantity, partners, quantities, same_value
from assistant.checker.regions import Region, regions, strong_breaks
from assistant.checker.rivals import rival
from assistant.checker.roles import given_before
from assistant.checker.shapes import check_shapes
from assistant.checker.shares import check_shares
from assistant.checker.sources import Figure
from assistant.checker.subjects import Subject, denominators, study_places, subjects
from assistant.checker.sums import Sum, misadded, sums
from assistant.checker.support import place_weights
from assistant.models import Finding

NAME = "numbers"
_CONTRAST = re.compile(r"\W*(?:compared|against|versus|vs|as opposed|than|while|whereas)(?!\w)")
_NEXT = re.compile(r",(?= (?:and|with|while|but|as)(?!\w))")
_PERSON = re.compile(r"(?:man|woman|boy|girl|patient|person|male|female) (?:of|aged) $|aged? $|\bis $")
_PRINTED = ("volume", "issue")
_PAIR = 2
_FAR = 1.35
"""How far a result may lie beyond a limit it is said to pass: 5.6 is "more than five times", 9 is not."""
_ROUNDED = 0.5
_REACH = 60
"""Characters beside a figure within which a denominator or an opposing group is taken to be its own."""


class Meant(NamedTuple):
    """What a claim says its figure is of; an empty set says nothing."""

    therapy: frozenset[str]
    studies: frozenset[str]
    measures: frozenset[str]
    arms: frozenset[tuple[str, str]]
    denominators: frozenset[str]
    before: frozenset[str]


def check_numbers(evidence: Evidence) -> list[Finding]:
    """One finding for each figure that the cited passages do not hold, or hold for something else."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    found = quantities(claim.plain)
    if not found:
        return
    cited = [figure for source in evidence.sources(claim) for figure in source.figures]
    named = subjects(claim.clean, claim.plain)
    where = tuple(dict.fromkeys(evidence.locators(claim)))
    weight = place_weights(evidence.digest)
    added = sums(claim, found)
    if any(one.places for one in added):
        named = tuple(one for one in named if one.family != "study")
    holding: dict[int, list[Figure]] = {}
    for region in regions(claim.plain, found, tuple(at for _, at in claim.marks)):
        for at in region.figures:
            quantity = found[at]
            if quantity.unit in _PRINTED and _printed(quantity, evidence, claim):
                continue
            if _given(quantity, evidence.given) or any(one.accounts_for(at, quantity) for one in added):
                continue
            same = [figure for figure in cited if same_value(quantity, figure.quantity)]
            meant = _of_term(_meant(claim, named, found, at, region), at, added)
            holding[at] = [figure for figure in same if not _clash(meant, quantity, figure, claim)]
            if not holding[at] and not (not same and _computed(quantity, cited, found, claim)):
                yield _finding(claim, quantity, same, meant, where)
            other = rival(claim, region, quantity, found, evidence.sources(claim), holding[at], weight)
            if other:
                expected = f"{other[0].said()}, as {other[1]} has it of the same"
                yield claim.finding(NAME, expected, f"{quantity.said()}", (other[1],))
    for quantity, right in misadded(found, added):
        yield claim.finding(NAME, right, quantity.said(), where)
    yield from _parted(claim, found, holding, where)
    yield from check_shapes(claim, found, evidence.sources(claim), where)
    yield from check_shares(claim, found, holding, where)
    yield from check_bounds(claim, found, evidence.sources(claim), weight, where)


def _printed(quantity: Quantity, evidence: Evidence, claim: Claim) -> bool:
    """Whether it is the volume or issue of a reference cited."""
    cited = evidence.locators(claim)
    told = (getattr(one, quantity.unit) for one in evidence.digest.references if f"ref.{one.number}" in cited)
    return f"{quantity.value:g}" in told


def _given(quantity: Quantity, given: Sequence[Quantity]) -> bool:
    """Repeated from the question or the patient's facts."""
    return any(same_value(quantity, one) or (one.value == quantity.value and not one.unit) for one in given)


def _meant(claim: Claim, named: Sequence[Subject], found: Sequence[Quantity], at: int, region: Region) -> Meant:
    quantity = found[at]
    inside = _beside([one for one in named if region.start <= one.start < region.end], claim.plain, quantity)
    rank = _rank(claim.plain, found, at, region)
    second = rank is None and _second(claim.plain, found, at, region)
    return Meant(
        _in_turn(inside, "therapy", rank) or _therapy(claim.plain, inside, named, region, second),
        frozenset(
            place for study in _last(claim.plain, inside, named, "study", region) for place in study_places(study)
        ),
        _measures(_counted(inside, claim.plain, quantity)),
        frozenset() if second else _arms(inside, rank, [found[other].start for other in region.figures]),
        _denominators(claim.plain, quantity, region),
        given_before(claim.plain, inside),
    )


def _of_term(meant: Meant, at: int, added: Sequence[Sum]) -> Meant:
    """What a term of a sum is of: the study that belongs to it."""
    places = {term: place for one in added for term, place in zip(one.terms, one.places, strict=False)}
    return meant._replace(studies=places.get(at, meant.studies))


def _denominators(plain: str, quantity: Quantity, region: Region) -> frozenset[str]:
    """The denominators named near a percentage."""
    if quantity.unit != "%":
        return frozenset()
    named = [one for one in denominators(plain) if region.start <= one.start < region.end]
    return frozenset(one.pole for one in named if abs(one.start - quantity.end) < _REACH)


def _rank(plain: str, found: Sequence[Quantity], at: int, region: Region) -> tuple[int, int] | None:
    """A figure's place among those set against each other ("56% vs 46%": 0 and 1 of 2); None for one alone."""
    rivals = [other for other in region.figures if found[other].unit == found[at].unit and not found[other].comparator]
    if len(rivals) != _PAIR or at not in rivals:
        return None
    between = plain[found[rivals[0]].end : found[rivals[-1]].start]
    against = re.search(r"(?<!\w)(?:vs|versus|and|against|compared with)(?!\w)", between)
    return (rivals.index(at), len(rivals)) if against else None


def _in_turn(inside: Sequence[Subject], family: str, rank: tuple[int, int] | None) -> frozenset[str]:
    """The pole meant where as many poles as figures are named in order: "older and younger: 56% vs 46%"."""
    poles = tuple(dict.fromkeys(one.pole for one in inside if one.family == family))
    return frozenset({poles[rank[0]]}) if rank and len(poles) == rank[1] else frozenset()


def _beside(inside: Sequence[Subject], plain: str, quantity: Quantity) -> list[Subject]:
    """What a region names for a figure; of each family what stands in the figure's own clause, if anything does."""
    breaks = [0, *(match.start() for match in strong_breaks().finditer(plain)), len(plain)]
    start = max(at for at in breaks if at <= quantity.start)
    end = min(at for at in breaks if at > quantity.start)
    told = [one for one in inside if one.start < end and not _set_aside(plain, one, quantity)]
    own = {one.family for one in told if start <= one.start < end and one.family != "measure"}
    return [one for one in told if one.family not in own or start <= one.start < end]


def _set_aside(plain: str, one: Subject, quantity: Quantity) -> bool:
    """Whether a therapy is only the yardstick: "longer than after blinatumomab: ten days"."""
    if one.family != "therapy" or one.start > quantity.start:
        return False
    before, after = plain[max(0, one.start - 30) : one.start], plain[one.end : quantity.start]
    return (
        cue("reading", "yardstick").search(before) is not None
        and re.search(r"[,:;](?! (?:(?:for|with|after|in|of|on|to) )?(?:which|where)(?!\w))", after) is not None
    )


def _last(
    plain: str, inside: Sequence[Subject], named: Sequence[Subject], family: str, region: Region
) -> frozenset[str]:
    """The therapy or study meant: named in the region, else the one named before it."""
    here = frozenset(one.pole for one in inside if one.family == family)
    if here:
        return here
    if _CONTRAST.match(plain[region.start : region.end]):
        return frozenset()
    if family == "study" and cue("reading", "a_study").search(plain, region.start, region.end):
        return frozenset()
    before = [one.pole for one in named if one.family == family and one.start < region.start]
    return frozenset(before) if len(set(before)) == 1 else frozenset()


def _second(plain: str, found: Sequence[Quantity], at: int, region: Region) -> bool:
    """Whether a figure stands behind "compared with" among the figures of its region: "23% to 47% compared with 0%"."""
    between = plain[found[region.figures[0]].end : found[at].start]
    return re.search(r"(?<!\w)(?:vs|versus|against|compared (?:with|to)|as opposed to)(?!\w)", between) is not None


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
    return [one for one in inside if one.family != "measure" or not _beyond(plain, quantity, one)]


def _beyond(plain: str, quantity: Quantity, one: Subject) -> bool:
    """Whether a measure is named only after a figure, behind a comma: "46%, and median OS was comparable"."""
    return one.start > quantity.end and _NEXT.search(plain, quantity.end, one.start) is not None


def _measures(inside: Sequence[Subject]) -> frozenset[str]:
    """The measures named beside a figure, each with the narrower ones it covers."""
    rules = words("subjects")
    told = [one for one in inside if one.family == "measure" and one.pole in rules["telling"]]
    return frozenset(wide for one in told for wide in rules["measures"].get(one.pole, [one.pole]))


def _arms(inside: Sequence[Subject], rank: tuple[int, int] | None, places: Sequence[int]) -> frozenset[tuple[str, str]]:
    """The poles a region names: one of a family alone, or in the order of the figures set against each other."""
    found = set()
    for family in words("arms"):
        poles = {one.pole for one in inside if one.family == family}
        if rank:
            found |= {(family, pole) for pole in _in_turn(inside, family, rank)}
            found |= {(family, pole) for pole in _of_each(inside, family, places)}
        elif len(poles) == 1:
            found.add((family, next(iter(poles))))
    return frozenset(found)


def _of_each(inside: Sequence[Subject], family: str, places: Sequence[int]) -> frozenset[str]:
    """The one pole that stands beside each of the figures set against each other: "6% with one, 56% with one"."""
    named = [one for one in inside if one.family == family]
    nearest = {min(places, key=lambda place: abs(place - one.start)) for one in named}
    poles = {one.pole for one in named}
    return frozenset(poles) if len(poles) == 1 and len(nearest) == len(named) == len(places) else frozenset()


def _clash(meant: Meant, quantity: Quantity, figure: Figure, claim: Claim) -> str:
    """What a figure of the review is of, against what the claim says; empty when they agree."""
    if _apart(meant.therapy, figure.therapy) or _apart(meant.before, figure.before):
        return "therapy"
    if _apart(meant.studies, figure.studies):
        return "study"
    limits = quantity.comparator and figure.quantity.comparator  # they bound a group and measure nothing
    measured = quantity.unit in ("%", "month", "year", "count", "") and not limits
    if measured and _apart(meant.measures, _widened(figure)):
        return "measure"
    arms = dict(figure.arms)
    if any(family in arms and arms[family] != pole for family, pole in meant.arms):
        return "group"
    if _apart(meant.denominators, figure.denominators):
        return "denominator"
    signs = {quantity.comparator, figure.quantity.comparator}
    turned = any(one.axis in ("amount", "quality") for one in senses(claim.clean, claim.plain))
    if signs == {"above", "below"} and not turned and not _beyond_limit(claim.plain, quantity):
        return "limit"
    return ""


def _beyond_limit(plain: str, quantity: Quantity) -> bool:
    """Whether a figure names who is left outside a limit: "over 25 it is not approved"."""
    start, end = max(0, quantity.start - _REACH + 15), quantity.end + _REACH
    return cue("limits", "beyond").search(plain, start, end) is not None


def _widened(figure: Figure) -> frozenset[str]:
    return figure.measures if figure.measures & set(words("subjects")["telling"]) else frozenset()


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _computed(quantity: Quantity, cited: Sequence[Figure], found: Sequence[Quantity], claim: Claim) -> bool:
    """Worked out from cited figures, where the sentence says so: a sum, a difference, a quotient, a share."""
    if not cue("reading", "computed").search(claim.plain):
        return False
    values = {figure.quantity.value for figure in cited}
    near = 0.04 * abs(quantity.value) if quantity.approximate else 0.51 if quantity.unit == "%" else 1e-6
    results = [sum(one.value for one in found if one is not quantity and one.unit == quantity.unit)]
    for one, other in combinations(sorted(values), 2):
        results += [one + other, other - one]
        results += [other / one, 100 * one / other] if one else []
    if quantity.comparator:
        low, high = (1.0, _FAR) if quantity.comparator == "above" else (1 / _FAR, 1.0)
        return any(low * quantity.value <= result <= high * quantity.value for result in results)
    return any(abs(result - quantity.value) <= max(near, _ROUNDED) for result in results)


def _parted(
    claim: Claim, found: Sequence[Quantity], holding: dict[int, list[Figure]], where: tuple[str, ...]
) -> Iterable[Finding]:
    """Figures said as one ("22 (36%)") that no single passage holds together."""
    for one, other in partners(claim.plain, tuple(found)):
        if not holding.get(one) or not holding.get(other):
            continue
        if not _places(holding[one], found[other]) & _places(holding[other], found[other]):
            said = claim.plain[found[one].start : found[other].end]
            expected = "figures said together that stand together in a passage"
            yield claim.finding(NAME, expected, f"{said}: from two places", where)


def _places(figures: Sequence[Figure], second: Quantity) -> set[str]:
    """Where figures stand: by passage; in a table "6 of 20" may take its 20 from another cell of the row."""
    return {one.passage if second.unit == "%" else one.passage.split("#")[0] for one in figures if _tabled(one)} | {
        one.passage for one in figures
    }


def _tabled(figure: Figure) -> bool:
    return figure.passage.startswith(("table1.", "table2."))


def _finding(claim: Claim, quantity: Quantity, same: Sequence[Figure], meant: Meant, where: tuple[str, ...]) -> Finding:
    if not same:
        expected = f"{quantity.said()} in a cited passage"
        found = "not there"
    else:
        reason = _clash(meant, quantity, same[0], claim)
        expected = f"{quantity.said()} for the same {reason}"
        found = f"in {same[0].passage} it is of another {reason}"
    return claim.finding(NAME, expected, found, where)
