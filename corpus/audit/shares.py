"""Counts with percentages in Tables 1 and 2, each recomputed over the groups it may be of.

1. Over the group that the column's head names: it adds up.
2. Over another group that a reader may think of, or over responders if a few patients were not evaluable: a remark.
3. Over none of them: a finding, with what would give the printed percentage.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.audit.denominators import GroupName, Rules, Share, in_words, sizes, unstated_responders, whole
from corpus.audit.models import Finding, Kind
from corpus.audit.rounding import counts, either, fits, groups, said
from corpus.tables import Row, load_columns


def audit_shares(rows: Iterable[Row], rules: Rules) -> tuple[Finding, ...]:
    """One result for each cell that prints a count and a percentage, in the tables' order."""
    found = (audit_share(row, share, rules) for row in rows for share in rules.shares)
    return tuple(one for one in found if one)


def audit_share(row: Row, share: Share, rules: Rules) -> Finding | None:
    """What came of one cell; None where it prints no count or no percentage, or its group is unknown."""
    count, percent = whole(row, share.count), whole(row, share.percent)
    if count is None or percent is None or not sizes(row, share.of, rules):
        return None
    for name in (share.of, *share.also):
        size = next((size for size in sizes(row, name, rules) if fits(count, size, percent)), None)
        if size is not None:
            kind: Kind = "adds up" if name == share.of else "another denominator"
            return _result(row, share, kind, said(count, size), in_words(name, size), rules)
    for size, evaluable in unstated_responders(row, rules).items() if share.of == "responders" else ():
        if fits(count, size, percent):
            group = f"{in_words('responders', size)}, if {evaluable} of the {whole(row, 'n')} patients were evaluable"
            return _result(row, share, "an unstated denominator", _over(row, share, count, rules), group, rules)
    return _result(
        row,
        share,
        "does not add up",
        _over(row, share, count, rules),
        _likely(row, share, count, percent, rules),
        rules,
    )


def _result(row: Row, share: Share, kind: Kind, recomputed: str, denominator: str, rules: Rules) -> Finding:
    column = next(column for column in load_columns() if column.id == share.column)
    place = f"{row.locator}#{share.column}"
    count, percent = whole(row, share.count), whole(row, share.percent)
    hint = _misprint(row, share, rules) if kind == "does not add up" else ""
    return Finding(
        id=f"{row.locator.replace('.', '-')}-{share.column}",
        kind=kind,
        places=(place,),
        what=f"{row.study}, {column.title.removesuffix(', n (%)')}",
        printed=f"{count} ({percent}%)",
        recomputed=recomputed,
        denominator=denominator,
        note=" ".join(part for part in (hint, rules.notes.get(place, "")) if part),
    )


def _over(row: Row, share: Share, count: int, rules: Rules) -> str:
    """The count over each group that the row gives: "74 of 90 = 82.2% (responders)"."""
    parts = []
    for name in (share.of, *share.also):
        found = list(dict.fromkeys(said(count, size) for size in sizes(row, name, rules) if size >= count))
        if found:
            parts.append(f"{' or '.join(found)} ({in_words(name)})")
    return "; ".join(parts)


def _likely(row: Row, share: Share, count: int, percent: int, rules: Rules) -> str:
    """What the printed percentage is most likely of: a group of the row, else the sizes that would give it."""
    others: tuple[GroupName, ...] = ("patients", "evaluable", "responders", "relapses")
    for name in others:
        for size in sizes(row, name, rules):
            if fits(count, size, percent):
                return f"{in_words(name, size)}, which is not what the column is about"
    fitting = groups(count, percent, whole(row, "n") or 0)
    return f"{either(fitting)}, which the row does not state" if fitting else "none: no whole number gives it"


def _misprint(row: Row, share: Share, rules: Rules) -> str:
    """The count that would have given the printed percentage, where there is one: "11 of 14 would be 79%"."""
    percent = whole(row, share.percent)
    if percent is None or share.of != "patients":
        return ""
    would = (
        f"{count} of {size} would be {percent}%."
        for size in sizes(row, "patients", rules)
        for count in counts(size, percent)
    )
    return next(would, "")
