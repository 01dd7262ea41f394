"""A JATS table as rows of cells: spans filled in, the head made one row, rows that go on joined.

1. A cell that spans rows or columns stands in each of them. The rows of the head are joined: "Response: CR".
2. A row goes on with the row before where its first cell hangs over or is empty and so are at least half of the
   others: two lines of one study's survival. Where fewer are, an empty first cell means that of the row before.
3. A row of a single cell across the table names the group of the rows below it: "Adults, cohort 1". One with no row
   below it stands for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.importing.blocks import Block
from corpus.importing.xmltree import Node
from corpus.models import Frozen

_MOST_COLUMNS = 100
_MOST_ROWS = 2000
Say = Callable[[Node], str]


class _Cell(Frozen):
    text: str
    across: bool = False
    """Whether it fills its row alone."""
    hangs: bool = False
    """Whether it began in a row above."""
    repeats: bool = False
    """Whether it began in a column before."""


_Row = tuple[tuple[_Cell, ...], int]
"""Its cells and its line."""


def table_block(table: Node, caption: str, say: Say) -> Block | None:
    """The table of an element `table`; None for one without rows."""
    head = _grid([row for part in table.elements("thead") for row in part.elements("tr")], say)
    body = _grid([row for part in (table, *table.elements("tbody", "tfoot")) for row in part.elements("tr")], say)
    if not head:
        head, body = body[:1], body[1:]
    if not head:
        return None
    rows = [(_joined_head([cells for cells, _ in head]), tuple(line for _, line in head)), *_joined_body(body)]
    return Block(
        kind="table", text=caption, rows=tuple(cells for cells, _ in rows),
        row_lines=tuple(lines for _, lines in rows), lines=(table.line,),
    )  # fmt: skip


def _grid(rows: Sequence[Node], say: Say) -> list[_Row]:
    """Rule 1's first half: every row with a cell in each of its columns."""
    over: dict[int, tuple[int, _Cell]] = {}
    found: list[_Row] = []
    for row in rows[:_MOST_ROWS]:
        cells: dict[int, _Cell] = {at: cell for at, (_, cell) in over.items()}
        over = {at: (more - 1, cell) for at, (more, cell) in over.items() if more > 1}
        own = list(row.elements("td", "th"))
        column = 0
        for cell in own:
            while column in cells:
                column += 1
            width, height = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS)
            text = say(cell)
            for at in range(column, min(column + width, _MOST_COLUMNS)):
                cells[at] = _Cell(text=text, across=len(own) == 1 and width > 1, repeats=at > column)
                if height > 1:
                    over[at] = (height - 1, cells[at].model_copy(update={"hangs": True}))
        if cells:
            found.append((tuple(cells.get(at, _Cell(text="")) for at in range(max(cells) + 1)), row.line))
    return found


def _span(cell: Node, name: str, most: int) -> int:
    given = cell.attributes.get(name, "1").strip()
    return min(max(int(given), 1), most) if given.isascii() and given.isdigit() else 1


def _joined_head(rows: Sequence[Sequence[_Cell]]) -> tuple[str, ...]:
    width = max(map(len, rows))
    columns = ([row[at].text for row in rows if at < len(row) and row[at].text] for at in range(width))
    return tuple(": ".join(dict.fromkeys(column)) for column in columns)


def _joined_body(rows: Sequence[_Row]) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Rules 2 and 3."""
    found: list[tuple[list[str], list[int]]] = []
    group, first = "", ""
    empty: tuple[list[str], list[int]] | None = None
    for cells, line in rows:
        texts = ["" if cell.repeats else cell.text for cell in cells]
        if all(cell.across for cell in cells):
            found += [empty] if empty else []
            group, first, empty = texts[0], "", ([texts[0]], [line])
        elif found and not empty and _goes_on(cells):
            _add(found[-1], texts, cells, line)
        else:
            first, empty = texts[0] or first, None
            found.append(([f"{group}, {first}" if group and first else first, *texts[1:]], [line]))
    found += [empty] if empty else []
    return [(tuple(texts), tuple(lines)) for texts, lines in found]


def _goes_on(cells: Sequence[_Cell]) -> bool:
    lacking = [cell.hangs or not cell.text for cell in cells]
    return lacking[0] and 2 * sum(lacking[1:]) >= max(1, len(lacking) - 1)


def _add(row: tuple[list[str], list[int]], texts: Sequence[str], cells: Sequence[_Cell], line: int) -> None:
    """Put a row's own cells below those of the row it goes on with."""
    row[0].extend([""] * (len(texts) - len(row[0])))
    for at, cell in enumerate(cells):
        if texts[at] and not cell.hangs:
            row[0][at] = f"{row[0][at]}\n{texts[at]}".strip("\n")
    row[1].append(line)
