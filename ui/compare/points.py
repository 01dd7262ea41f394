"""The plots' points, read from the tables: pure, nothing is drawn here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.audit.denominators import whole
from corpus.models import Passage
from corpus.tables import Row, comparison_table, load_rows
from ui.compare.asking import topic_of, topic_question
from ui.compare.doubts import doubt
from ui.compare.models import Plot, Point
from ui.compare.shares import share_points
from ui.compare.words import PlotWords, load_words

_SIZED = {"study": "N of the study", "group": "the size of the group"}


def all_plots() -> tuple[Plot, ...]:
    """The plots of words.yaml over Tables 1 to 3."""
    rows, topics = load_rows(), comparison_table()[1]
    return tuple(plot(words, rows, topics) for words in load_words().plots)


def plot(words: PlotWords, rows: Sequence[Row], topics: Sequence[Passage]) -> Plot:
    """One plot with its points, in the tables' order."""
    return Plot(
        id=words.id,
        title=words.title,
        axis=words.axis,
        unit=words.unit,
        caption=words.caption,
        sized=_SIZED[words.sized] if words.kind == "share" else "",
        points=tuple(_points(words, rows, topics)),
    )


def _points(words: PlotWords, rows: Sequence[Row], topics: Sequence[Passage]) -> Iterator[Point]:
    match words.kind:
        case "share":
            return share_points(words, rows, topics)
        case "landmark":
            return _landmarks(words, rows)
        case "range":
            return _ranges(words, topics)


def _landmarks(words: PlotWords, rows: Iterable[Row]) -> Iterator[Point]:
    """A point for each figure that the pattern finds in a row's field."""
    for row in rows:
        place = f"{row.locator}#{words.column}"
        for found in re.finditer(words.pattern, row.fields.get(words.field, "")):
            groups = found.groupdict()
            name = words.named.format(name=groups["name"])
            yield Point(
                series=row.study,
                name=name + (groups.get("among") or ""),
                therapy=row.therapy,
                place=place,
                label=f"Table {row.table[-1]}, {row.study}",
                refs=tuple(map(int, row.fields["refs"].split())),
                value=float(groups["value"]),
                patients=whole(row, "n"),
                question=words.ask.format(name=name, subject=row.subject),
                doubt=doubt(place),
            )


def _ranges(words: PlotWords, topics: Iterable[Passage]) -> Iterator[Point]:
    """A point for each cell of Table 3 under the plot's topics: its middle, and the printed ends."""
    for cell in topics:
        found = re.search(words.pattern, cell.text) if cell.place in words.topics else None
        if found is None:
            continue
        low, high = float(found["low"]), float(found["high"])
        yield Point(
            series=topic_of(cell),
            therapy=cell.therapies[0],
            place=cell.id,
            label=cell.label,
            refs=cell.refs,
            value=(low + high) / 2,
            computed=True,
            low=low,
            high=high,
            interval="printed",
            question=topic_question(cell),
            doubt=doubt(cell.id),
        )
