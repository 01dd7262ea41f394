"""Studies kept by a limit on a column: above, below, none, not reported."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import corpus
from assistant.answer.limits import Limit, limit_in
from corpus.lexicon import fold

TABLES = Path(corpus.__file__).parent / "tables"


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("Which trials treated more than 50 patients?", Limit(kind="over", number=50)),
        ("Which trials treated at least 50 patients?", Limit(kind="over", number=50, itself=True)),
        ("CR rate >80%: which studies?", Limit(kind="over", number=80)),
        ("CR rate \u226580%: which studies?", Limit(kind="over", number=80, itself=True)),
        ("Studies whose median age was under 15", Limit(kind="under", number=15)),
        ("Which cohorts had at most 14 patients?", Limit(kind="under", number=14, itself=True)),
        ("Which studies had no patient with CNS disease?", Limit(kind="none")),
        ("Which series do not report EMD?", Limit(kind="unreported")),
        ("Which studies had relapses over 40% or under 20%?", None),
        ("Which studies reported the CR rate?", None),
    ],
)
def test_limits_are_read_from_a_question(question, limit):
    assert limit_in(fold(question)) == limit


def _kept(field, keep):
    found = set()
    for path in (TABLES / "table1.csv", TABLES / "table2.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {record["locator"] for record in csv.DictReader(file) if keep(record.get(field, ""))}
    return found


def _over(least):
    return lambda printed: printed.replace(".", "").isdigit() and float(printed) > least


@pytest.mark.parametrize(
    ("question", "field", "keep"),
    [
        ("Which studies enrolled more than 60 patients?", "n", _over(60)),
        ("Which studies had MRD negativity above 87%?", "mrd_neg_pct", _over(87)),
        ("Which studies had a CR rate above 89%?", "cr_pct", _over(89)),
        ("Which CAR T-cell studies had none with CNS disease?", "cns", lambda printed: printed == "None"),
        ("Which studies do not report CD19-negative relapse?", "cd19_relapse_n", lambda printed: printed == "NR"),
    ],
)
def test_the_studies_within_the_limit_are_listed_and_no_others(assistant, question, field, keep):
    answer = assistant.ask(question)
    cited = {citation.locators[0].split("#")[0] for citation in answer.citations if "table" in citation.locators[0]}
    assert cited == _kept(field, keep)
    assert answer.answer.startswith("| Study |")


def test_the_highest_is_that_of_the_measure_asked_for(assistant):
    """The highest CR rate is another study's than the highest share of MRD-negative responders."""
    first = [
        assistant.ask(f"Which study had the highest {of}?").citations[0].locators[0]
        for of in ("CR rate", "MRD negativity")
    ]
    assert first == ["table2.coh#cr-mrd", "table2.seattle#cr-mrd"]
