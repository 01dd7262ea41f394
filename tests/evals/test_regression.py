"""The evals: the five printed patients pass, and every kind of fault is noticed."""

from __future__ import annotations

import json

import pytest

from assistant.models import Case, Check, Citation, Fact
from corpus.criteria import load_criteria, load_fact_specs
from evals.cases import load_cases, load_variants
from evals.command import Asked, Outputs, keep, run
from evals.errors import EvalError, UnknownSuiteError
from evals.scorers.patient import checked, score
from evals.subject import Subject

CASES = load_cases()


def faults_of(case, answer):
    return (check.said for check in checked(case, answer) if check.passed is False)


class Confused:
    """Takes every patient for another one; all else is the real assistant's."""

    def __init__(self, assistant, answer):
        self._assistant, self._answer = assistant, answer

    def __getattr__(self, name):
        return getattr(self._assistant, name)

    def ask(self, question, **given):
        return self._answer


each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@pytest.fixture(scope="module")
def answered(assistant):
    """The real answers, each asked once."""
    return {case.id: assistant.ask(case.note) for case in CASES}


class TestCases:
    def test_are_the_five_of_the_review(self):
        assert [case.id for case in CASES] == [f"patient{number}" for number in range(1, 6)]
        assert [case.recommendation for case in CASES] == ["blinatumomab", "car_t", "car_t", "car_t", "neither"]

    @each
    def test_lean_on_data_that_exist(self, case, digest):
        assert set(case.criteria) <= {criterion.id for criterion in load_criteria()}
        assert set(case.facts) <= {spec.key for spec in load_fact_specs()}
        assert [place for group in case.places for place in group if not digest.at(place)] == []

    @each
    def test_pass(self, case, answered):
        assert list(faults_of(case, answered[case.id])) == []

    @each
    def test_given_the_facts_the_answer_weighs_and_cites_as_the_review_does(self, case, assistant):
        answer = assistant.ask(case.note, case=Case.of(case.facts))
        assert list(faults_of(case, answer)) == []


class TestVariants:
    @pytest.mark.parametrize("told", load_variants(), ids=lambda told: told.id)
    def test_pass(self, told, assistant):
        assert list(faults_of(told, assistant.ask(told.note))) == []

    @each
    def test_tell_each_patient_in_six_ways_and_change_a_fact_each_way(self, case):
        told = case.told_otherwise()
        assert len({one.note for one in told}) >= 6
        assert {"paraphrase", "telegraphic", "detail"} <= {variant.name for variant in case.variants}
        assert sum(bool(variant.facts) for variant in case.variants) >= 2
        assert {one.recommendation for one in told} - {case.recommendation}

    @each
    def test_lean_on_data_that_exist(self, case, digest):
        for told in case.told_otherwise():
            assert set(told.criteria) <= {criterion.id for criterion in load_criteria()}
            assert set(told.facts) <= {spec.key for spec in load_fact_specs()}
            assert [place for group in told.places for place in group if not digest.at(place)] == []

    def test_unchanged_patients_are_held_to_all_that_the_case_is_held_to(self):
        case = CASES[0]
        plain, changed = case.told_otherwise()[0], case.told_otherwise()[-1]
        assert (plain.facts, plain.recommendation, plain.places) == (case.facts, case.recommendation, case.places)
        assert changed.facts == {"age": 64, "sex": "female", "prior_blinatumomab": "failed"}
        assert (changed.recommendation, changed.must_not) == ("car_t", ())


class TestFaults:
    """A good answer doctored in one way has one kind of fault."""

    CASE = CASES[1]

    @pytest.fixture
    def good(self, answered):
        return answered[self.CASE.id]

    def _faults(self, answer):
        return list(faults_of(self.CASE, answer))

    def test_another_recommendation(self, good):
        faults = self._faults(good.model_copy(update={"recommendation": "blinatumomab"}))
        assert "recommendation is 'blinatumomab', wanted 'car_t'" in faults

    @pytest.mark.parametrize(("key", "value"), [("cns", "none"), ("age", 23)])
    def test_a_fact_misread(self, good, key, value):
        case = good.case.with_fact(Fact(key=key, value=value))
        assert f"fact {key} is {value!r}, wanted {self.CASE.facts[key]!r}" in self._faults(
            good.model_copy(update={"case": case})
        )

    def test_a_fact_not_read(self, good):
        faults = self._faults(good.model_copy(update={"case": good.case.without("cns")}))
        assert "fact cns is None, wanted 'history'" in faults

    def test_no_patient_understood(self, good):
        faults = self._faults(good.model_copy(update={"case": None}))
        assert {fault.split()[1] for fault in faults if fault.startswith("fact")} == set(self.CASE.facts)

    def test_a_criterion_that_does_not_hold(self, good):
        states = tuple(s.model_copy(update={"state": "unknown"}) if s.id == "cns-history" else s for s in good.criteria)
        assert "criterion cns-history does not hold" in self._faults(good.model_copy(update={"criteria": states}))

    def test_a_place_not_cited(self, good):
        cited = (Citation(marker=1, locators=("patient2.4#1", "patient2.4"), text="x"),)
        assert "none of patient2.5 is cited" in self._faults(good.model_copy(update={"citations": cited}))

    def test_a_claim_that_must_not_be_made(self, good):
        claim = self.CASE.must_not[0]
        answer = good.model_copy(update={"answer": f"All is well. {claim.upper()}!"})
        assert f"the answer says {claim!r}" in self._faults(answer)

    def test_a_failed_check(self, good):
        failed = (Check(check="numbers", passed=False, detail="63%"),)
        assert "check numbers failed: 63%" in self._faults(good.model_copy(update={"checks": failed}))

    def test_a_case_passes_only_without_faults(self, answered, assistant):
        first, last = CASES[0], CASES[-1]
        subject = Subject(Confused(assistant, answered[last.id]))
        wrong, right = score(first, subject), score(last, subject)
        assert (wrong.state, wrong.expected, wrong.got) == ("failed", "blinatumomab", "neither")
        assert (right.state, right.expected, right.got) == ("passed", "neither", "neither")


class TestCommand:
    def test_unknown_suite_names_the_known(self, tmp_path):
        with pytest.raises(UnknownSuiteError, match="got suite 'nope'; wanted all or one of cases, variants") as caught:
            run(pytest.fail, Asked("nope"), tmp_path, Outputs())
        assert caught.value.name == "nope"
        assert isinstance(caught.value, EvalError)

    def test_a_regression_is_told(self, answered, assistant, tmp_path, capsys):
        confused = Confused(assistant, answered["patient5"])
        assert run(lambda: confused, Asked("cases"), tmp_path, Outputs(as_json=True)) is False
        report = json.loads(capsys.readouterr().out)
        assert report["of"] == 5
        assert report["passed"] <= 1
        assert all(result["faults"] for result in report["results"][:4])
        assert {(one["kind"], one["id"]) for one in report["changes"]} >= {("broken", case.id) for case in CASES[:4]}

    def test_the_table_names_what_broke_and_why(self, answered, assistant, tmp_path, capsys):
        confused = Confused(assistant, answered["patient5"])
        run(lambda: confused, Asked("cases"), tmp_path, Outputs())
        shown = " ".join(capsys.readouterr().out.split())
        assert "broken: cases, patient1. before: passed; now: recommendation is 'neither'" in shown
        assert "1 of 5 passed" in shown

    def test_a_baseline_is_written_on_purpose_and_held_from_then_on(self, answered, assistant, tmp_path, capsys):
        confused, path = Confused(assistant, answered["patient5"]), tmp_path / "baseline.json"
        keep(lambda: confused, Asked("cases"), tmp_path, Outputs(), path)
        assert f"Written to {path}" in capsys.readouterr().out.replace("\n", "")
        junit, html = tmp_path / "eval.xml", tmp_path / "eval.html"
        assert run(lambda: confused, Asked("cases"), tmp_path, Outputs(True, junit, html), path)
        assert 'failures="0"' in junit.read_text(encoding="utf-8")
        assert "Patient 5" in html.read_text(encoding="utf-8")
