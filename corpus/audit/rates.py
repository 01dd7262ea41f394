"""Percentages printed without their count in Tables 1 and 2: of each group it must be a whole number of patients.

The same order as for shares: the group of the column, other groups, responders if a few patients were not evaluable.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.audit.denominators import Rate, Rules, in_words, sizes, unstated_responders, whole
from corpus.audit.models import Finding, Kind
from corpus.audit.rounding import counts, said
from corpus.tables import Row


def audit_rates(rows: Iterable[Row], rules: Rules) -> tuple[Finding, ...]:
    """One result for each cell that prints such a percentage."""
    found = (audit_rate(row, rate, rules) for row in rows for rate in rules.rates)
    return tuple(one for one in found if one)


def audit_rate(row: Row, rate: Rate, rules: Rules) -> Finding | None:
    """What came of one percentage; None where the cell prints none, or it is what the group is worked out from."""
    percent = whole(row, rate.percent)
    source = next((field for field in rules.responders_from if whole(row, field) is not None), None)
    if percent is None or (rate.of == "responders" and rate.percent == source):
        return None
    for name in (rate.of, *rate.also):
        for size in sizes(row, name, rules):
            if found := _possible(row, rate, size, percent, rules):
                kind: Kind = "adds up" if name == rate.of else "another denominator"
                return _result(row, rate, kind, said(found[0], size), in_words(name, size))
    told = "; ".join(_nearest(size, percent) for name in (rate.of, *rate.also) for size in sizes(row, name, rules))
    for size, evaluable in unstated_responders(row, rules).items() if rate.of == "responders" else ():
        if counts(size, percent):
            group = f"{in_words('responders', size)}, if {evaluable} of the {whole(row, 'n')} patients were evaluable"
            return _result(row, rate, "an unstated denominator", told, group)
    return _result(row, rate, "does not add up", told, "none: no group of the row gives it")


def _possible(row: Row, rate: Rate, size: int, percent: int, rules: Rules) -> tuple[int, ...]:
    """The counts that would be printed so; of what responders alone can have, no more than there are responders."""
    most = max(sizes(row, "responders", rules), default=size) if rate.of == "responders" else size
    return tuple(count for count in counts(size, percent) if count <= most)


def _nearest(size: int, percent: int) -> str:
    """The counts of a group just below and above a percentage."""
    below = percent * size // 100
    return " or ".join(said(count, size) for count in (below, below + 1) if count <= size)


def _result(row: Row, rate: Rate, kind: Kind, recomputed: str, denominator: str) -> Finding:
    return Finding(
        id=f"{row.locator.replace('.', '-')}-{rate.percent.removesuffix('_pct').replace('_', '-')}",
        kind=kind,
        places=(f"{row.locator}#{rate.column}",),
        what=f"{row.study}, {rate.about}",
        printed=f"{whole(row, rate.percent)}%",
        recomputed=recomputed,
        denominator=denominator,
    )
