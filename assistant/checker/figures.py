"""Numbers: each stands in the passages its sentence cites, for the same therapy, study, group, measure, denominator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from assistant.checker.bounds import check_bounds, sides
from assistant.checker.claims import Claim
from assistant.checker.clashes import clash, turned_round
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.meant import Meant, meant_by, measured_elsewhere, of_term
from assistant.checker.orders import check_orders
from assistant.checker.pairs import fractions
from assistant.checker.pieces import pieces
from assistant.checker.quantities import LAPSES, quantities, same_value
from assistant.checker.quantity import Quantity
from assistant.checker.ratios import Agrees, told_otherwise
from assistant.checker.regions import regions
from assistant.checker.rivals import rival
from assistant.checker.shapes import check_shapes
from assistant.checker.shares import check_shares
from assistant.checker.sources import Figure
from assistant.checker.subjects import subjects
from assistant.checker.sums import misadded, sums
from assistant.checker.support import place_weights
from assistant.checker.together import check_parts, check_sides, check_study
from assistant.models import Finding

NAME = "numbers"
_PRINTED = ("volume", "issue")
_FAR = 1.35
"""How far a result may lie beyond a limit it is said to pass: 5.6 is "more than five times", 9 is not."""
_ROUNDED = 0.5


def check_numbers(evidence: Evidence) -> list[Finding]:
    """One finding for each figure that the cited passages do not hold, or hold for something else."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    found = quantities(claim.plain)
    if not found:
        return
    cited = [figure for source in evidence.sources(claim) for figure in source.figures]
    named = (*subjects(claim.clean, claim.plain), *sides(claim.plain, found))
    where = tuple(dict.fromkeys(evidence.locators(claim)))
    weight = place_weights(evidence.digest)
    added = sums(claim, found)
    if any(one.places for one in added):
        named = tuple(one for one in named if one.family != "study")
    sentences = (piece.plain for source in evidence.sources(claim) if source.figures for piece in pieces(source))
    parts = [pair for plain in sentences for pair in fractions(plain, quantities(plain))]
    holding: dict[int, list[Figure]] = {}
    meanings: dict[int, Meant] = {}
    for region in regions(claim.plain, found, tuple(at for _, at in claim.marks)):
        for at in region.figures:
            quantity = found[at]
            if quantity.unit in _PRINTED and _printed(quantity, evidence, claim):
                continue
            if _given(quantity, evidence.given) or any(one.accounts_for(at, quantity) for one in added):
                continue
            same = [figure for figure in cited if same_value(quantity, figure.quantity)]
            meant = of_term(meant_by(claim, named, found, at, region), at, added)
            if not meant.measures:
                before = meanings.get(at - 1)
                measures = measured_elsewhere(claim, named, quantity, region, evidence, before)
                meant = meant._replace(measures=measures)
            meanings[at] = meant
            if quantity.comparator:  # a limit of a side that the passages tell is that side's
                same = [figure for figure in same if meant.arms & figure.arms] or same
            turned = turned_round(claim, same, evidence.sources(claim))
            holding[at] = [figure for figure in same if not clash(meant, quantity, figure, claim, turned)]
            reckoned = not same and _computed(quantity, cited, found, claim)
            if not (same and quantity.unit == "%"):  # a percentage that stands there is of something else
                agrees = _agreeing(meant, claim, turned)
                reckoned = reckoned or told_otherwise(claim.plain, found, at, cited, agrees, parts)
            if not (holding[at] or reckoned):
                yield _finding(claim, quantity, same, meant, turned, where)
            if meant.studies and holding[at]:
                yield from check_study(claim, quantity, meant, holding[at], cited)
            other = rival(claim, region, quantity, found, evidence.sources(claim), holding[at], weight)
            if other:
                expected = f"{other[0].said()}, as {other[1]} has it of the same"
                yield claim.finding(NAME, expected, f"{quantity.said()}", (other[1],))
    for quantity, right in misadded(found, added):
        yield claim.finding(NAME, right, quantity.said(), where)
    yield from check_parts(claim, found, holding, evidence.sources(claim), where)
    yield from check_sides(claim, found, meanings, holding, cited)
    yield from check_shapes(claim, found, evidence.sources(claim), where)
    yield from check_shares(claim, found, holding, where)
    yield from check_orders(claim, found, where)
    yield from check_bounds(claim, found, evidence.sources(claim), weight, where)


def _printed(quantity: Quantity, evidence: Evidence, claim: Claim) -> bool:
    """Whether it is the volume or issue of a reference cited."""
    cited = evidence.locators(claim)
    told = (getattr(one, quantity.unit) for one in evidence.digest.references if f"ref.{one.number}" in cited)
    return f"{quantity.value:g}" in told


def _given(quantity: Quantity, given: Sequence[Quantity]) -> bool:
    """Repeated from the question or the patient's facts; a limit only where a limit was told."""
    alike = [one for one in given if not quantity.comparator or one.comparator]
    bare = quantity.unit not in LAPSES
    return any(same_value(quantity, one) if one.unit else bare and one.value == quantity.value for one in alike)


def _agreeing(meant: Meant, claim: Claim, turned: bool) -> Agrees:
    """Whether a figure said in another form is of what the claim says."""
    return lambda quantity, figure: not clash(meant, quantity, figure, claim, turned)


def _computed(quantity: Quantity, cited: Sequence[Figure], found: Sequence[Quantity], claim: Claim) -> bool:
    """Worked out from cited figures, where the sentence says so: a sum, a difference, a quotient, a share."""
    if not cue("reading", "computed").search(claim.plain):
        return False
    alike = [figure.quantity for figure in cited if _comparable(quantity, figure.quantity)]
    values = {one.value for one in alike}
    near = 0.04 * abs(quantity.value) if quantity.approximate else 0.51 if quantity.unit == "%" else 1e-6
    results = [sum(one.value for one in found if one is not quantity and one.unit == quantity.unit)]
    for one, other in combinations(sorted(values), 2):
        results += [one + other, other - one]
    if quantity.unit in ("", "%", "count"):
        told = {figure.quantity.value for figure in cited}
        results += [
            result for one, other in combinations(sorted(told), 2) if one for result in (other / one, 100 * one / other)
        ]
    if quantity.comparator:
        low, high = (1.0, _FAR) if quantity.comparator == "above" else (1 / _FAR, 1.0)
        return any(low * quantity.value <= result <= high * quantity.value for result in results)
    return any(abs(result - quantity.value) <= max(near, _ROUNDED) for result in results)


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities may be terms of one sum: of one unit, or one of them of none."""
    return one.unit == other.unit or not one.unit or same_value(one, other._replace(value=one.value))


def _finding(
    claim: Claim, quantity: Quantity, same: Sequence[Figure], meant: Meant, turned: bool, where: tuple[str, ...]
) -> Finding:
    if not same:
        expected = f"{quantity.said()} in a cited passage"
        found = "not there"
    else:
        reason = clash(meant, quantity, same[0], claim, turned)
        expected = f"{quantity.said()} for the same {reason}"
        found = f"in {same[0].passage} it is of another {reason}"
    return claim.finding(NAME, expected, found, where)
