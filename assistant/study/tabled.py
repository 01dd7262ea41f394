"""Questions on the figures of Tables 1 and 2: by choice, by filling in, and two studies side by side.

1. A figure that the audit of the review doubts is never asked, nor offered beside another; nor is a percentage that it
   finds to be of other patients than its column names.
2. Wrong options are printed in the same column for other studies, the nearest ones by value; each differs from the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from assistant.study.items import Item, shuffled
from corpus.audit.kept import questioned, remarked
from corpus.models import Passage
from corpus.study import FieldAsked, load_asking, study_words
from corpus.tables import Column, Row, cell_passage, load_columns, load_rows

_OTHERS = 3


def cell_items() -> Iterator[Item]:
    """By choice: every sound figure that has three other figures in its column."""
    for row, field, asked in asked_figures():
        value, own = row.fields[field], f"cell:{row.locator}:{field}"
        others = _nearest(row, field)
        if len(others) < _OTHERS:
            continue
        options = [_with_unit(figure, asked) for figure in others]
        key = _with_unit(value, asked)
        yield _item(row, asked, id=own, kind="cell", prompt=asked.ask.format(**_named(row)), key=key,
                    options=shuffled(key, options, own), unit=asked.unit)  # fmt: skip


def fill_items() -> Iterator[Item]:
    """By filling in: what the cell says, its figure left open."""
    words = study_words()["question"]
    for row, field, asked in asked_figures():
        yield _item(row, asked, id=f"fill:{row.locator}:{field}", kind="fill", prompt=words["fill"],
                    sentence=_blanked(row, field, words["blank"]).text, key=row.fields[field],
                    unit=asked.unit)  # fmt: skip


def compare_items() -> Iterator[Item]:
    """Two studies by one figure: which printed the higher one, or the same in both."""
    words = study_words()
    for field, asked in load_asking().fields.items():
        rows = [row for row, own, _ in asked_figures() if own == field] if asked.compare else []
        for one, other in combinations(rows, 2):
            high, low = (one, other) if (_number(one, field) >= _number(other, field)) else (other, one)
            same = _number(one, field) == _number(other, field)
            key = words["question"]["same"] if same else _study(high)
            text = words["explain"]["same" if same else "higher"].format(
                high_study=_study(high), high=high.fields[field], low_study=_study(low), low=low.fields[field],
                unit=asked.unit if asked.unit == "%" else f" {asked.unit}",
            )  # fmt: skip
            own = f"compare:{field}:{one.locator}:{other.locator}"
            places = tuple(f"{row.locator}#{asked.column}" for row in (high, low))
            yield Item(
                id=own, kind="compare", topic=asked.column, prompt=asked.compare, key=key, unit=asked.unit,
                options=(_study(one), _study(other), words["question"]["same"]), locators=places,
                label=f"Table {high.table[-1]}, {high.study}; Table {low.table[-1]}, {low.study}", explanation=text,
            )  # fmt: skip


def sound(locator: str) -> bool:
    """Whether the audit doubts no figure of a place."""
    return locator not in questioned()


def _as_named(row: Row, asked: FieldAsked) -> bool:
    """Whether a cell's figure is sound, and a percentage of the patients its column names."""
    place = f"{row.locator}#{asked.column}"
    kinds = {remark.kind for remark in remarked().get(place, ())}
    return sound(place) and not (asked.unit == "%" and "another denominator" in kinds)


def neighbours(row: Row, field: str) -> tuple[str, ...]:
    """Sound figures of the same column in the same table that differ from the row's own, nearest by value first."""
    return tuple(_nearest(row, field))


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, Column]:
    return {column.id: column for column in load_columns()}


def asked_figures() -> Iterator[tuple[Row, str, FieldAsked]]:
    """Every sound figure that may be asked for."""
    for row in load_rows():
        for field, asked in load_asking().fields.items():
            if row.number(field) is not None and _as_named(row, asked):
                yield row, field, asked


def _nearest(row: Row, field: str) -> list[str]:
    own, asked = _number(row, field), load_asking().fields[field]
    found = {
        value: other.fields[field]
        for other in load_rows()
        if other.table == row.table and _as_named(other, asked)
        for value in [other.number(field)]
        if value is not None and value != own
    }
    return [found[value] for value in sorted(found, key=lambda value: (abs(value - own), value))][:_OTHERS]


def _study(row: Row) -> str:
    """A study with what it gave: names alone tell little of it."""
    return f"{row.study} ({row.treatment})"


def _number(row: Row, field: str) -> float:
    value = row.number(field)
    assert value is not None, f"{row.locator} {field}: only figures are asked for"
    return value


def _with_unit(value: str, asked: FieldAsked) -> str:
    return f"{value}%" if asked.unit == "%" else f"{value} {asked.unit}"


def _named(row: Row) -> dict[str, str]:
    return {"subject": row.subject, "treatment": row.treatment, "study": row.study}


def _blanked(row: Row, field: str, blank: str) -> Passage:
    open_row = row.model_copy(update={"fields": {**row.fields, field: blank}})
    return cell_text(open_row, load_asking().fields[field].column)


def cell_text(row: Row, column: str) -> Passage:
    """What a cell says as a sentence. Raises ValueError for a column that the row's table has not."""
    passage = cell_passage(row, _columns()[column])
    if passage is None:
        raise ValueError(f"{row.locator}: no column {column!r}; mend corpus/study/asking.yaml")
    return passage


def _item(row: Row, asked: FieldAsked, **given: object) -> Item:
    column = _columns()[asked.column]
    own = f"{row.locator}#{column.id}"
    return Item.model_validate({
        "topic": column.id, "locators": (own,), "label": f"Table {row.table[-1]}, {row.study}",
        "explanation": cell_text(row, column.id).text, **given,
    })  # fmt: skip
