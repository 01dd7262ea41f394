"""Claims of the text and of Table 3: each kind finds a planted error and is silent on what holds."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from corpus.audit.claims import Claim
from corpus.audit.run import audit_claim

READ = TypeAdapter(Claim).validate_python
POOL = {"table": "table2", "part_field": "cd19_relapse_n", "whole_field": "relapse_n"}
LOSS = {"row": "table2.one", "field": "no_car_t_n", "about": "lost"}
INFUSED = {"row": "table2.one", "field": "n", "about": "infused"}


@pytest.fixture(scope="module")
def rows(study):
    """Two studies; the second does not report CD19-negative relapses."""
    one = study(
        "table2.one", relapse_n=10, cd19_relapse_n=3, cd19_relapse_pct=30, no_car_t_n=4, post_hct_n=15,
        cns="CNS-2 = 7; CNS-3 = 2",
    )  # fmt: skip
    two = study("table2.two", cr_pct=90, relapse_n=7, cd19_relapse_n="NR", post_hct_n=0)
    three = study("table2.three", cr_pct=70, relapse_n=6, cd19_relapse_n=1, post_hct_n=0)
    return {row.locator: row for row in (one, two, three)}


def _balance(total, *parts, rest=""):
    return {"check": "balance", "total": total, "parts": list(parts), "rest": rest}


def _cell(figure):
    return {"check": "cell", "cells": [{"figure": figure, "row": "table2.one", "field": "no_car_t_n"}]}


def _pool(part, whole, percent):
    return {"check": "pool", **POOL, "part": part, "whole": whole, "percent": percent}


def _range(low, high):
    return {"check": "range", "table": "table2", "field": "cr_pct", "low": low, "high": high}


def _cns(number):
    return {"row": "table2.one", "field": "cns", "pattern": rf"CNS-{number} = (\d+)", "about": "CNS"}


def _ratio(percent, *of, fewer=False):
    about = {"row": "table2.one", "field": "cd19_relapse_n", "of": list(of), "or_fewer": fewer}
    return {"check": "ratio", "percent": percent, **about}


def _least(**percents):
    shares = [{"percent": percent, "of": of, "about": of} for of, percent in percents.items()]
    return {"check": "least", "row": "table2.one", "shares": shares}


def _agree(*figures):
    said = [
        {"at": f"place.{at}", "figures": {"with": first, "without": last}} for at, (first, last) in enumerate(figures)
    ]
    return {"check": "agree", "said": said}


CASES = [
    ("share holds", {"check": "share", "part": 7, "whole": 64, "percent": 11}, "adds up"),
    ("share wrong", {"check": "share", "part": 7, "whole": 64, "percent": 12}, "does not add up"),
    ("cell holds", _cell(4), "adds up"),
    ("cell wrong", _cell(5), "two places disagree"),
    ("pool holds", _pool(4, 16, 25), "adds up"),
    ("pool leaves one out", _pool(3, 10, 30), "does not add up"),
    ("pool right, percentage wrong", _pool(4, 16, 26), "does not add up"),
    ("range holds", _range(50, 90), "adds up"),
    ("range leaves out the top", _range(50, 70), "range leaves out a study"),
    ("range leaves out the bottom", _range(51, 90), "range leaves out a study"),
    ("range too wide", _range(45, 90), "does not add up"),
    ("balance holds", _balance(44, INFUSED, LOSS), "adds up"),
    ("balance short", _balance(45, INFUSED, LOSS), "does not add up"),
    ("balance short, rest possible", _balance(45, INFUSED, LOSS, rest="not collected"), "leaves patients out"),
    ("balance over, rest possible", _balance(43, INFUSED, LOSS, rest="not collected"), "does not add up"),
    ("balance read from words", _balance(9, _cns(2), _cns(3)), "adds up"),
    ("count holds", {"check": "count", "percent": 15, "of": 20}, "adds up"),
    ("count of fewer", {"check": "count", "percent": 88, "of": 20}, "an unstated denominator"),
    ("count of none", {"check": "count", "percent": 88, "of": 5}, "does not add up"),
    ("ratio of responders", _ratio(15, "responders"), "adds up"),
    ("ratio of nothing stated", _ratio(35, "responders", "relapses"), "two places disagree"),
    ("ratio of those assessed", _ratio(33, "relapses", fewer=True), "adds up"),
    ("ratio of more than there are", _ratio(29, "relapses", fewer=True), "two places disagree"),
    ("least holds", _least(without=80, **{"with": 7}), "adds up"),
    ("least needs more", _least(without=86), "two places disagree"),
    ("agree", _agree((6, 60), (6, 60)), "adds up"),
    ("agree turned round", _agree((6, 60), (60, 6)), "two places disagree"),
]


@pytest.mark.parametrize(("record", "kind"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_kind_of_claim(rows, rules, record, kind):
    claim = READ({"id": "x", "at": ["place.1"], "about": "x", "printed": "x", **record})
    found = audit_claim(claim, rows, rules)
    assert found.kind == kind
    assert found.recomputed


def test_a_pool_names_the_study_that_was_left_out(rows, rules):
    record = {"id": "x", "check": "pool", "at": ["p"], "about": "x", "printed": "x", **POOL}
    found = audit_claim(READ({**record, "part": 3, "whole": 10, "percent": 30}), rows, rules)
    assert found.recomputed == "4 of 16 = 25%"
    assert "without Three" in found.denominator
    assert "table2.two#relapse" not in found.against


def test_a_range_names_the_study_beyond_it(rows, rules):
    record = {"id": "x", "check": "range", "at": ["p"], "about": "x", "printed": "x", "table": "table2"}
    found = audit_claim(READ({**record, "field": "cr_pct", "low": 50, "high": 70}), rows, rules)
    assert found.against == ("table2.two#cr-mrd",)
    assert "Two 90%" in found.recomputed
