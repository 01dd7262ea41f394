"""A case given as data is checked key by key; implausible facts are asked back."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.facts import FactError, implausible, validate
from assistant.facts.access import on_label
from assistant.facts.validate import doubtful, possible
from assistant.models import Case


def test_a_full_case_is_taken_in_the_contracts_order() -> None:
    case = validate({"cd19": "positive", "genetics": ["TP53"], "age": 34, "prior_car_t": None})
    assert case.values() == {"age": 34, "cd19": "positive", "genetics": ("TP53",)}
    assert list(case.values()) == ["age", "cd19", "genetics"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"agee": 34}, r"'agee'.*Did you mean 'age'", id="unknown key"),
        pytest.param({"cd19": "postive"}, r"'cd19'.*\"positive\", \"negative\".*Did you mean", id="misspelt value"),
        pytest.param({"age": "34"}, r"'age': got '34', wanted a number", id="number in quotes"),
        pytest.param({"age": True}, r"'age'", id="truth as number"),
        pytest.param({"age": 340}, r"from 0 to 120 \(years\)", id="out of range"),
        pytest.param({"age": float("nan")}, r"'age'", id="not a number"),
        pytest.param({"relapse_number": 1.5}, r"whole number", id="half a relapse"),
        pytest.param({"prior_car_t": "yes"}, r"true or false.*without quotes", id="flag in words"),
        pytest.param({"genetics": "TP53"}, r"a list", id="list as text"),
        pytest.param({"genetics": ["ABC"]}, r"genetics", id="unknown gene"),
        pytest.param({"marrow_blasts_percent": -1}, r"from 0 to 100", id="negative percent"),
    ],
)
def test_an_unusable_fact_is_named_with_its_remedy(values: dict[str, Any], message: str) -> None:
    with pytest.raises(FactError, match=message):
        validate(values)


def test_a_case_that_is_no_object_is_refused() -> None:
    with pytest.raises(FactError, match="an object of facts"):
        validate([1])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        pytest.param({"age": 119}, "119", id="age"),
        pytest.param({"mrd_percent": 40}, "40%", id="MRD of 40%"),
        pytest.param({"disease_status": "mrd", "marrow_blasts_percent": 60}, "60%", id="MRD with 60% blasts"),
        pytest.param({"prior_allo_hct": False, "months_since_hct": 3}, "transplant", id="dated transplant denied"),
        pytest.param({"genetics": ["Ph-positive", "Ph-like"]}, "exclude each other", id="both Ph"),
    ],
)
def test_implausible_facts_are_asked_back(values: dict[str, Any], asked: str) -> None:
    (question,) = implausible(validate(values))
    assert asked in question
    assert question.endswith("?")


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        pytest.param({"age": 340}, "An age of 340 cannot be and is left out: what is the age in years?", id="age 340"),
        pytest.param({"marrow_blasts_percent": 140}, "Marrow blasts of 140% cannot be", id="blasts 140%"),
        pytest.param({"mrd_percent": 140}, "MRD of 140% cannot be", id="MRD 140%"),
        pytest.param({"prior_allo_hct": True, "months_since_hct": 900}, "900 months", id="900 months"),
        pytest.param({"relapse_number": 15}, "15 cannot be", id="relapse 15"),
    ],
)
def test_a_figure_that_cannot_be_is_asked_back_once_and_left_out(values: dict[str, Any], asked: str) -> None:
    """Such a figure is refused in a case given as data, but may be read from a note."""
    case = Case.of(values)
    (question,) = implausible(case)
    assert asked in question
    assert set(case.values()) - set(possible(case).values()) == {list(values)[-1]}


def test_what_is_possible_is_left_alone() -> None:
    case = Case.of({"age": 110, "cd19": "positive", "marrow_blasts_percent": 0, "genetics": ["TP53"]})
    assert possible(case) is case


@pytest.mark.parametrize(
    ("values", "changed", "doubted"),
    [
        pytest.param({"disease_status": "mrd", "marrow_blasts_percent": 60}, ["disease_status"], True, id="changed"),
        pytest.param({"disease_status": "mrd", "marrow_blasts_percent": 60}, ["cd19"], False, id="another changed"),
        pytest.param({"disease_status": "mrd", "marrow_blasts_percent": 3}, ["disease_status"], False, id="sensible"),
    ],
)
def test_a_change_is_doubtful_by_the_rules_that_bear_on_it(
    values: dict[str, Any], changed: list[str], doubted: bool
) -> None:
    assert doubtful(values, changed) is doubted


def test_a_plausible_case_is_not_questioned() -> None:
    assert implausible(validate({"age": 34, "disease_status": "mrd", "mrd_percent": 0.3})) == ()


@pytest.mark.parametrize(
    ("values", "label"),
    [
        pytest.param({"age": 25, "disease_status": "refractory"}, True, id="25, refractory"),
        pytest.param({"age": 25.9, "relapse_number": 2}, True, id="still 25"),
        pytest.param({"age": 26, "disease_status": "refractory"}, False, id="26"),
        pytest.param({"age": 24, "relapse_number": 1, "disease_status": "relapsed"}, False, id="first relapse"),
        pytest.param({"age": 24, "disease_status": "relapsed"}, None, id="which relapse is unknown"),
        pytest.param({"relapse_number": 2}, None, id="age unknown"),
        pytest.param({"relapse_number": 1, "disease_status": "relapsed"}, False, id="first relapse at any age"),
    ],
)
def test_the_label_of_2020(values: dict[str, Any], label: bool | None) -> None:
    assert on_label(values) is label
