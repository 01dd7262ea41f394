"""Claims on Tables 1 and 2: cells repeated, columns summed, ranges, totals; and figures said at several places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from corpus.audit.claims import AgreeClaim, BalanceClaim, CellClaim, PoolClaim, RangeClaim
from corpus.audit.denominators import whole
from corpus.audit.models import Kind
from corpus.audit.outcome import Outcome, agreed, cell
from corpus.audit.rounding import fits, said
from corpus.tables import Row


def cells(claim: CellClaim, rows: Mapping[str, Row]) -> Outcome:
    """Figures of the text against the cells that hold them too."""
    found = [(one, rows[one.row].fields[one.field]) for one in claim.cells]
    holds = all(text == str(one.figure) for one, text in found)
    against = tuple(dict.fromkeys(cell(rows[one.row], one.field) for one in claim.cells))
    return Outcome(agreed(holds), ", ".join(text for _, text in found), against=against)


def pool(claim: PoolClaim, rows: Mapping[str, Row]) -> Outcome:
    """Two columns summed over the rows that report both."""
    reporting = [one for row in rows.values() if row.table == claim.table and (one := _reported(row, claim))]
    part, total = _sums(reporting)
    holds = (part, total) == (claim.part, claim.whole) and fits(part, total, claim.percent)
    against = tuple(cell(one.row, field) for one in reporting for field in (claim.part_field, claim.whole_field))
    group = f"{total} relapses of {len(reporting)} studies"
    if not holds:
        group += f"; {_chosen(reporting, (claim.part, claim.whole))}"
    return Outcome("adds up" if holds else "does not add up", said(part, total), group, against)


class _Reported(NamedTuple):
    row: Row
    part: int
    whole: int


def _reported(row: Row, claim: PoolClaim) -> _Reported | None:
    part, total = whole(row, claim.part_field), whole(row, claim.whole_field)
    return None if part is None or total is None else _Reported(row, part, total)


def _sums(reporting: Iterable[_Reported]) -> tuple[int, int]:
    there = tuple(reporting)
    return sum(one.part for one in there), sum(one.whole for one in there)


def _chosen(reporting: Sequence[_Reported], printed: tuple[int, int]) -> str:
    """Which of the studies would give the printed sums, in words."""
    for many in range(len(reporting), 0, -1):
        for chosen in combinations(reporting, many):
            if _sums(chosen) == printed:
                without = ", ".join(one.row.study for one in reporting if one not in chosen)
                return f"the printed sums are those without {without}"
    return "no choice among them gives the printed sums"


def limits(claim: RangeClaim, rows: Mapping[str, Row]) -> Outcome:
    """The lowest and the highest number of a column; studies beyond the printed range are named."""
    there = [row for row in rows.values() if row.table == claim.table]
    known = [(row, number) for row in there if (number := whole(row, claim.field)) is not None]
    low, high = min(number for _, number in known), max(number for _, number in known)
    beyond = [(row, number) for row, number in known if not claim.low <= number <= claim.high]
    if beyond:
        named = ", ".join(f"{row.study} {number}%" for row, number in beyond)
        against = tuple(cell(row, claim.field) for row, _ in beyond)
        return Outcome("range leaves out a study", f"{low}% to {high}% ({named})", against=against)
    kind: Kind = "adds up" if (low, high) == (claim.low, claim.high) else "does not add up"
    ends = tuple(cell(row, claim.field) for row, number in known if number in (low, high))
    return Outcome(kind, f"{low}% to {high}%", against=ends)


def balance(claim: BalanceClaim, rows: Mapping[str, Row]) -> Outcome:
    """The parts of a total, summed."""
    parts = [(part, int(re.findall(part.pattern, rows[part.row].fields[part.field])[0])) for part in claim.parts]
    total = sum(number for _, number in parts)
    told = f"{' + '.join(f'{number} {part.about}' for part, number in parts)} = {total}, of {claim.total}"
    against = tuple(dict.fromkeys(cell(rows[part.row], part.field) for part in claim.parts))
    left = claim.total - total
    if left > 0 and claim.rest:
        return Outcome("leaves patients out", told, f"{left} {claim.rest}", against)
    return Outcome("does not add up" if left else "adds up", told, against=against)


def agree(claim: AgreeClaim) -> Outcome:
    """The figures of several places, each under its name."""
    told = [
        f"{said.at}: {', '.join(f'{name} {figure}' for name, figure in said.figures.items())}" for said in claim.said
    ]
    holds = all(said.figures == claim.said[0].figures for said in claim.said)
    return Outcome(agreed(holds), "; ".join(told))
