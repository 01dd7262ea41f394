"""Points that are a percentage of a group of patients, with Wilson's interval.

1. The percentage is the one printed; where the table prints a count alone, it is worked out from the count.
2. The group is that of the plot. Responders are not printed: the fewest that the printed rate allows.
3. The count is the one printed, else the whole number nearest to the printed percentage of the group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.audit.denominators import load_rules, sizes, whole
from corpus.intervals import wilson
from corpus.models import Passage
from corpus.tables import Row
from ui.compare.asking import topic_question
from ui.compare.doubts import doubt
from ui.compare.models import Point
from ui.compare.words import Group, PlotWords

_WORKED_OUT = "worked out here"


def share_points(words: PlotWords, rows: Iterable[Row], pooled: Sequence[Passage] = ()) -> Iterator[Point]:
    """A point for each row that reports the share, then what Table 3 pools."""
    for row in rows:
        point = _of_row(words, row)
        if point:
            yield point
    if words.pooled:
        for passage in pooled:
            if passage.place == words.pooled.topic:
                yield _of_pool(words, passage)


def _of_row(words: PlotWords, row: Row) -> Point | None:
    printed = whole(row, words.count) if words.count else None
    percent = row.number(words.percent) if words.percent else None
    of, group = _group(words.of, row, printed)
    if not of or (printed is None and percent is None):
        return None
    count = round((percent or 0) * of / 100) if printed is None else printed
    value = 100 * count / of if percent is None else percent
    low, high = wilson(count, of)
    return Point(
        series=row.study,
        therapy=row.therapy,
        place=f"{row.locator}#{words.column}",
        label=f"Table {row.table[-1]}, {row.study}",
        refs=tuple(map(int, row.fields["refs"].split())),
        value=value,
        computed=percent is None,
        low=100 * low,
        high=100 * high,
        interval="wilson",
        count=count,
        of=of,
        group=group,
        patients=whole(row, "n"),
        size=of if words.sized == "group" else whole(row, "n") or 0,
        question=words.ask.format(subject=row.subject),
        doubt=doubt(f"{row.locator}#{words.column}"),
    )


def _group(name: Group, row: Row, count: int | None) -> tuple[int | None, str]:
    """A row's group: how many there are and what they are; None where the row does not tell."""
    patients, evaluable = whole(row, "n"), sizes(row, "evaluable", load_rules())
    if name == "relapses":
        relapses = whole(row, "relapse_n")
        return relapses, f"{relapses} relapses"
    if name == "collected":
        known = patients is not None and count is not None
        both = (patients or 0) + (count or 0) if known else None
        return both, f"{both} patients, {count} not infused and N = {patients}, {_WORKED_OUT}"
    if name == "responders" and (count is not None or row.number("cr_pct") is not None):
        fewest = min(sizes(row, "responders", load_rules()), default=None)
        return fewest, f"{fewest} responders, {_WORKED_OUT}"
    if evaluable:
        return evaluable[0], f"{evaluable[0]} evaluable patients"
    return patients, f"{patients} patients"


def _of_pool(words: PlotWords, passage: Passage) -> Point:
    pool = words.pooled
    found = re.search(pool.pattern, passage.text) if pool else None
    if pool is None or found is None:
        raise ValueError(f"{passage.id}: got no share in {passage.text!r}, wanted the pattern of words.yaml")
    count, of = int(found["count"]), int(found["of"])
    low, high = wilson(count, of)
    return Point(
        series=pool.name,
        therapy=passage.therapies[0],
        place=passage.id,
        label=passage.label,
        refs=passage.refs,
        value=float(found["value"]),
        low=100 * low,
        high=100 * high,
        interval="wilson",
        count=count,
        of=of,
        group=f"{of} relapses, as Table 3 pools them",
        size=of,
        pooled=True,
        question=topic_question(passage),
        doubt=doubt(passage.id),
    )
