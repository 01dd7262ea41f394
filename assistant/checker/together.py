"""Figures that belong together: a part with its percentage, the two sides of a group, a study with its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import permutations

from assistant.checker.claims import Claim
from assistant.checker.clashes import apart, tabled
from assistant.checker.meant import Meant
from assistant.checker.quantities import partners, quantities, same_value
from assistant.checker.quantity import Quantity
from assistant.checker.sources import Figure, Source
from assistant.models import Finding

NAME = "numbers"
_WHOLE = re.compile(r"(?<!\w)(?:of|among|in|out of)(?: (?:the|all|its|[\w-]+['’]s))* $")


def check_parts(
    claim: Claim,
    found: Sequence[Quantity],
    holding: dict[int, list[Figure]],
    cited: Sequence[Source],
    where: tuple[str, ...],
) -> Iterable[Finding]:
    """Figures said as one ("22 (36%)") that no single passage holds together, or holds with another."""
    said = [pair for source in cited for pair in _coupled(source.plain) if source.passage.kind != "row"]
    for one, other in partners(claim.plain, tuple(found)):
        if not holding.get(one) or not holding.get(other):
            continue
        together = {(first.value, second.value) for first, second in said if first.unit != "%" and second.unit == "%"}
        near = {first for first, second in together if second == found[other].value}
        whole = _WHOLE.search(claim.plain[: found[one].start])
        closed = not whole and claim.plain[found[other].end :].lstrip().startswith("%)")
        if found[other].unit == "%" and closed and near and found[one].value not in near:
            wanted = " or ".join(f"{value:g}" for value in sorted(near))
            yield claim.finding(NAME, f"{wanted} with {found[other].said()}", found[one].said(), where)
        elif not _places(holding[one], found[other]) & _places(holding[other], found[other]):
            told = claim.plain[found[one].start : found[other].end]
            expected = "figures said together that stand together in a passage"
            yield claim.finding(NAME, expected, f"{told}: from two places", where)


@lru_cache(maxsize=4096)
def _coupled(plain: str) -> tuple[tuple[Quantity, Quantity], ...]:
    """The figures that a text says as one."""
    found = quantities(plain)
    return tuple((found[one], found[other]) for one, other in partners(plain, found))


def check_sides(
    claim: Claim,
    found: Sequence[Quantity],
    meanings: Mapping[int, Meant],
    holding: Mapping[int, Sequence[Figure]],
    cited: Sequence[Figure],
) -> Iterable[Finding]:
    """Figures of the two sides of a group, where the sentence that has the one has another for the other side."""
    results = [at for at in holding if not found[at].comparator and found[at].unit == "%"]
    for one, other in permutations(results, 2):
        if not holding[one] or not holding[other]:
            continue
        sides = dict(meanings[other].arms)
        for family, pole in meanings[one].arms:
            if sides.get(family, pole) == pole:
                continue
            homes = {figure.passage for figure in holding[other] if dict(figure.arms).get(family) == sides[family]}
            across = [
                figure
                for figure in cited
                if figure.passage in homes
                and dict(figure.arms).get(family) == pole
                and figure.quantity.unit == found[one].unit
                and not figure.quantity.comparator
                and not apart(meanings[one].measures, figure.measures)
            ]
            if across and not any(same_value(found[one], figure.quantity) for figure in across):
                expected = f"{across[0].quantity.said()} beside {found[other].said()}"
                yield claim.finding(NAME, expected, found[one].said(), (across[0].passage,))
                return


def check_study(
    claim: Claim, quantity: Quantity, meant: Meant, holding: Sequence[Figure], cited: Sequence[Figure]
) -> Iterable[Finding]:
    """A figure of no study told of one, where the same paragraph has another of the kind for that study."""
    if quantity.unit != "%" or quantity.comparator or any(figure.studies for figure in holding):
        return
    homes = {figure.passage.split("#")[0] for figure in holding}
    denominators = {one for figure in holding for one in figure.denominators}
    rest = [
        figure
        for figure in cited
        if figure.studies & meant.studies
        and figure.quantity.unit == quantity.unit
        and not figure.quantity.comparator
        and figure.passage.split("#")[0] in homes
        and figure.denominators & denominators
    ]
    if rest:
        yield claim.finding(NAME, f"{rest[0].quantity.said()} of that study", quantity.said(), (rest[0].passage,))


def _places(figures: Sequence[Figure], second: Quantity) -> set[str]:
    """Where figures stand: by passage; in a table "6 of 20" may take its 20 from another cell of the row."""
    return {one.passage if second.unit == "%" else one.passage.split("#")[0] for one in figures if tabled(one)} | {
        one.passage for one in figures
    }
