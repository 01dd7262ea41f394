"""Numbers are read with value, unit and comparator; numbers that are names are not read."""

from __future__ import annotations

import pytest

from assistant.checker.quantities import partners, quantities, same_value
from corpus.lexicon import fold


def _read(text: str) -> list[tuple[float, str, str]]:
    return [(one.value, one.unit, one.comparator) for one in quantities(fold(text))]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("at least 5% blasts", [(5, "%", "above")]),
        ("≤25 years", [(25, "year", "below")]),
        ("aged 25 or less", [(25, "age", "below")]),
        ("fewer than five white cells per microliter", [(5, "cells/ul", "below")]),
        ("<5 WBC/μL", [(5, "cells/ul", "below")]),
        ("<5 WBC per mL", [(5, "cells/ml", "below")]),
        ("4 to 6 weeks", [(4, "week", ""), (6, "week", "")]),
        ("56% vs 46%", [(56, "%", ""), (46, "%", "")]),
        ("P = .023", [(0.023, "p", "")]),
        ("$500,000 or 500 000 dollars", [(500000, "usd", ""), (500000, "usd", "")]),
        ("thirty-six patients", [(36, "count", "")]),
        ("12-month OS 76%", [(12, "month", ""), (76, "%", "")]),
        ("three or more earlier lines", [(3, "", "above")]),
        ("grade 2", [(2, "grade", "")]),
        ("at 10 years", [(10, "year", "")]),
        ("CD19, CNS-2, 4-1BB, t(4;11), Table 3, patient 2, NCT02146924, CR1", []),
        ("the better of the two; one day; two reasons", []),
        ("over a year after; a year later", [(1, "year", "above")]),
        ("on 7 March 2019", [(7, "march", "")]),
        ("6 of 8 patients", [(6, "count", ""), (8, "count", "")]),
        ("a median age of 31 years (range <1-67)", [(31, "age", ""), (1, "age", "below"), (67, "age", "")]),
        ("aged 20 to 70, median 41", [(20, "age", ""), (70, "age", ""), (41, "age", "")]),
        ("nine patients relapsed, four of them late", [(9, "count", ""), (4, "", "")]),
        ("six of the relapses; six of the reasons", [(6, "", "")]),
        ("below 5 per microliter", [(5, "cells/ul", "below")]),
    ],
)
def test_reading(text: str, read: list[tuple[float, str, str]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1 year", "12 months", True),
        ("10 days", "10 weeks", False),
        ("0.5%", "5%", False),
        ("7 months", "7 years", False),
        ("about 80%", "79%", True),
        ("80%", "79%", False),
        ("5 WBC/µL", "5 WBC/mL", False),
        ("7 of", "7 patients", True),
    ],
)
def test_same_value(one: str, other: str, same: bool) -> None:
    assert same_value(quantities(fold(one))[0], quantities(fold(other))[0]) is same


def test_figures_said_as_one_are_partners() -> None:
    plain = fold("6 of 8 (75%) at one and 22 relapses (36%) at the other")
    found = quantities(plain)
    said = [(found[one].value, found[other].value) for one, other in partners(plain, found)]
    assert said == [(6, 8), (6, 75), (22, 36)]
