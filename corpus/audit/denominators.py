"""The groups of patients in a study's row that a percentage may be of, and how many each may hold.

1. Patients: N. Evaluable: where the table states them. Relapses: as counted.
2. Responders: every whole number of patients, or of evaluable patients, that would be printed as the row's rate.
3. Unstated: responders as they would be if a few patients were not evaluable.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any, Literal

from corpus.audit.rounding import counts
from corpus.models import Frozen
from corpus.tables import Row
from corpus.yamls import read_yaml

GroupName = Literal["patients", "evaluable", "responders", "relapses"]
_WORDS: dict[str, str] = {
    "patients": "all {}patients",
    "evaluable": "{}evaluable patients",
    "responders": "{}responders",
    "relapses": "{}relapses",
}


class Share(Frozen):
    """A count and its percentage in Tables 1 and 2, and the groups it may be of."""

    column: str
    count: str
    percent: str
    of: GroupName
    also: tuple[GroupName, ...] = ()


class Rate(Frozen):
    """A percentage printed without its count, and the groups it may be of."""

    column: str
    percent: str
    about: str
    of: GroupName
    also: tuple[GroupName, ...] = ()


class Rules(Frozen):
    """The audit's data on the tables (shares.yaml)."""

    responders_from: tuple[str, ...]
    evaluable: dict[str, int]
    unstated_evaluable_from: float
    shares: tuple[Share, ...]
    rates: tuple[Rate, ...]
    notes: dict[str, str]


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The rules of shares.yaml, read once."""
    record: dict[str, Any] = read_yaml(Path(__file__).parent / "shares.yaml")
    return Rules(**record)


def whole(row: Row, field: str) -> int | None:
    """A field's whole number; None where it holds none."""
    number = row.number(field)
    return None if number is None or number != int(number) else int(number)


def sizes(row: Row, name: GroupName, rules: Rules) -> tuple[int, ...]:
    """How many patients a group of the row may hold; none where the row does not tell."""
    if name == "responders":
        return _responders(row, (*_known(row, "n"), *_evaluable(row, rules.evaluable)), rules)
    if name == "evaluable":
        return _evaluable(row, rules.evaluable)
    return _known(row, {"patients": "n", "relapses": "relapse_n"}[name])


def unstated_responders(row: Row, rules: Rules) -> dict[int, int]:
    """Numbers of responders if a few patients were not evaluable, each with the evaluable patients it takes."""
    found: dict[int, int] = {}
    for patients in _known(row, "n"):
        for evaluable in range(patients - 1, ceil(patients * rules.unstated_evaluable_from) - 1, -1):
            for number in _responders(row, (evaluable,), rules):
                found.setdefault(number, evaluable)
    return found


def in_words(name: GroupName, size: int | None = None) -> str:
    """A group for readers: "all 53 patients", "responders"."""
    return _WORDS[name].format("" if size is None else f"{size} ")


def _responders(row: Row, groups: tuple[int, ...], rules: Rules) -> tuple[int, ...]:
    rate = next((rate for field in rules.responders_from if (rate := whole(row, field)) is not None), None)
    if rate is None:
        return ()
    return tuple(sorted({number for group in groups for number in counts(group, rate)}))


def _evaluable(row: Row, stated: Mapping[str, int]) -> tuple[int, ...]:
    return (stated[row.locator],) if row.locator in stated else ()


def _known(row: Row, field: str) -> tuple[int, ...]:
    number = whole(row, field)
    return () if number is None else (number,)
