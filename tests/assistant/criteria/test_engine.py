"""The engine: facts to verdict in the order of the design, stable, and moved only by what decides."""

from __future__ import annotations

import random

import pytest
from generated_cases import SPECS, cases, stable, value_of
from hypothesis import given
from hypothesis import strategies as st

from assistant.criteria.engine import decide
from assistant.criteria.trials import try_all
from assistant.criteria.weigh import recommend, verdict_of, weigh
from assistant.models import Case, Fact
from corpus.criteria import load_criteria
from evals.cases import load_cases

UNUSED = [key for key, spec in SPECS.items() if spec.unused]
LEAN = {"blinatumomab": -1, "conflicting": 0, "either": 0, "car_t": 1}


def _facts(**facts):
    return decide(Case.of(facts))


class TestOrder:
    """Rules 1 to 6, each by the smallest case that shows it."""

    @pytest.mark.parametrize(
        ("facts", "recommendation"),
        [
            pytest.param({"cd19": "negative", "cns": "active"}, "neither", id="1: exclusion before strong reasons"),
            pytest.param(
                {"gvhd": "active", "on_immunosuppression": True, "prior_allo_hct": True, "proliferative": True},
                "neither",
                id="1: GVHD on immunosuppression",
            ),
            pytest.param(
                {"cns": "history", "marrow_blasts_percent": 10, "donor_available": True, "age": 70},
                "car_t",
                id="2: one strong reason outweighs three minor ones",
            ),
            pytest.param(
                {"proliferative": True, "marrow_blasts_percent": 80},
                "blinatumomab",
                id="2: the other way round",
            ),
            pytest.param({"cns": "active", "proliferative": True}, "conflicting", id="3: strong on both sides"),
            pytest.param(
                {"hct_candidate": False, "car_t_access": False},
                "blinatumomab",
                id="3: reasons for cells that cannot be had are moot",
            ),
            pytest.param(
                {"cns": "active", "car_t_access": False},
                "conflicting",
                id="3: reasons against blinatumomab are not",
            ),
            pytest.param({"marrow_blasts_percent": 10}, "blinatumomab", id="4: a minor reason"),
            pytest.param({"proliferative": False}, "car_t", id="4: a minor reason for cells"),
            pytest.param(
                {"marrow_blasts_percent": 70, "proliferative": False, "donor_available": True},
                "car_t",
                id="4: the side with more",
            ),
            pytest.param({"marrow_blasts_percent": 70, "donor_available": True}, "either", id="5: as many on both"),
            pytest.param({}, "insufficient", id="6: nothing known"),
            pytest.param({"sex": "male", "genetics": ["Ph-like"]}, "insufficient", id="6: nothing that bears"),
        ],
    )
    def test_rule(self, facts, recommendation):
        assert _facts(**facts).recommendation == recommendation

    @pytest.mark.parametrize(
        "pair",
        [
            ("cns", "active"),
            ("cns", "history"),
            ("extramedullary", "active"),
            ("hct_candidate", False),
            ("donor_available", False),
        ],
        ids=str,
    )
    def test_each_strong_reason_toward_car_t_decides_alone(self, pair):
        assert _facts(**dict([pair])).recommendation == "car_t"

    @pytest.mark.parametrize("course", ["failed", "relapsed_after"])
    def test_after_blinatumomab_cells_are_favored_while_cd19_is_kept(self, course):
        assert _facts(prior_blinatumomab=course, cd19="positive").recommendation == "car_t"
        assert _facts(prior_blinatumomab=course, cd19="negative").recommendation == "neither"

    @pytest.mark.parametrize(
        "facts",
        [
            {"proliferative": True},
            {"leukapheresis_feasible": False},
            {"car_t_access": False},
            {"severe_toxicity_concern": True, "age": 66},
        ],
        ids=str,
    )
    def test_each_strong_reason_toward_blinatumomab_decides_alone(self, facts):
        verdict = _facts(**facts)
        assert verdict.recommendation == "blinatumomab"
        assert any(c.weight == "strong" and c.toward == "blinatumomab" and c.state == "true" for c in verdict.criteria)

    def test_nothing_true_recommends_nothing(self):
        assert recommend(()) == "insufficient"


class TestPrintedPatients:
    @pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.id)
    def test_verdict_is_the_reviews(self, case):
        verdict = _facts(**case.facts)
        assert verdict.recommendation == case.recommendation
        true = {criterion.id for criterion in verdict.criteria if criterion.state == "true"}
        assert set(case.criteria) <= true


class TestStability:
    @stable(max_examples=60)
    @given(cases(), st.randoms(use_true_random=False))
    def test_order_of_facts_does_not_matter(self, facts, rng):
        shuffled = list(facts.items())
        rng.shuffle(shuffled)
        assert decide(Case.of(dict(shuffled))) == decide(Case.of(facts))

    @stable(max_examples=60)
    @given(cases(without=UNUSED), st.data())
    def test_facts_that_no_criterion_reads_do_not_matter(self, facts, data):
        idle = {key: data.draw(value_of(SPECS[key])) for key in UNUSED}
        assert verdict_of(facts | idle) == verdict_of(facts)

    @stable(max_examples=40)
    @given(cases())
    def test_restating_a_fact_changes_nothing(self, facts):
        case = Case.of(facts)
        for fact in case.facts:
            assert decide(case.with_fact(Fact(key=fact.key, value=fact.value, words="said again"))) == decide(case)

    @stable(max_examples=60)
    @given(cases())
    def test_two_ways_to_the_verdict_agree(self, facts):
        assert decide(Case.of(facts)).recommendation == verdict_of(facts)


class TestDecisiveFacts:
    @stable(max_examples=80)
    @given(cases())
    def test_cd19_negative_rules_out_both(self, facts):
        assert verdict_of(facts | {"cd19": "negative"}) == "neither"

    @stable(max_examples=80)
    @given(cases())
    def test_active_gvhd_on_immunosuppression_rules_out_both(self, facts):
        excluding = {"prior_allo_hct": True, "gvhd": "active", "on_immunosuppression": True}
        assert verdict_of(facts | excluding) == "neither"

    @stable(max_examples=80)
    @given(cases())
    def test_neither_is_said_for_no_other_reason(self, facts):
        excluded = facts.get("cd19") == "negative" or (
            facts.get("gvhd") in ("active", "history") and facts.get("on_immunosuppression") is True
        )
        assert (verdict_of(facts) == "neither") == excluded

    @pytest.mark.parametrize(
        ("fact", "before", "after", "side"),
        [
            ("proliferative", None, True, -1),
            ("proliferative", False, True, -1),
            ("leukapheresis_feasible", None, False, -1),
            ("car_t_access", None, False, -1),
            ("marrow_blasts_percent", 80, 20, -1),
            ("cns", "none", "active", 1),
            ("cns", "none", "history", 1),
            ("extramedullary", "none", "active", 1),
            ("hct_candidate", True, False, 1),
            ("donor_available", True, False, 1),
            ("prior_blinatumomab", "none", "failed", 1),
        ],
    )
    @stable(max_examples=50)
    @given(facts=cases())
    def test_a_reason_never_moves_the_verdict_to_the_other_side(self, facts, fact, before, after, side):
        base = {key: value for key, value in facts.items() if key != fact} | {"cd19": "positive"}
        first = verdict_of(base if before is None else base | {fact: before})
        then = verdict_of(base | {fact: after})
        if first in LEAN and then in LEAN:
            assert (LEAN[then] - LEAN[first]) * side >= 0
        assert (first == "neither") == (then == "neither")


class TestWhatChangesIt:
    @stable(max_examples=30)
    @given(cases())
    def test_each_change_gives_the_verdict_it_names(self, facts):
        verdict = decide(Case.of(facts))
        for change in verdict.would_change:
            changed = Case.of(facts).with_fact(Fact(key=change.fact, value=change.value))
            assert decide(changed).recommendation == change.recommendation != verdict.recommendation

    @stable(max_examples=30)
    @given(cases())
    def test_missing_facts_are_unknown_and_can_change_the_verdict(self, facts):
        case = Case.of(facts)
        verdict = decide(case)
        assert set(verdict.missing).isdisjoint(facts)
        assert len(set(verdict.missing)) == len(verdict.missing)
        for key in verdict.missing:
            others = {trial.recommendation for trial in try_all(case) if trial.fact == key}
            assert others - {verdict.recommendation}, key

    @stable(max_examples=30)
    @given(cases())
    def test_trials_are_whole_verdicts(self, facts):
        """The short way, which weighs only what reads the changed fact, agrees with the long one."""
        trials = try_all(Case.of(facts))
        for trial in random.Random(0).sample(trials, min(12, len(trials))):
            assert trial.recommendation == verdict_of(facts | {trial.fact: trial.value})

    def test_exclusion_comes_first(self):
        verdict = _facts(age=40, disease_status="relapsed", marrow_blasts_percent=20)
        assert verdict.would_change[0].recommendation == "neither"
        assert verdict.missing[0] == "cd19"

    def test_what_is_excluded_changes_only_by_the_fact_that_excludes(self):
        verdict = _facts(cd19="negative", cns="active")
        assert {change.fact for change in verdict.would_change} == {"cd19"}

    def test_nobody_without_a_transplant_is_asked_about_gvhd(self):
        assert not {"gvhd", "months_since_hct", "hct_donor"} & set(_facts(prior_allo_hct=False, age=40).missing)

    def test_tried_values_lie_within_their_limits(self):
        for trial in try_all(Case.of({"prior_allo_hct": True})):
            spec = SPECS[trial.fact]
            if spec.type == "number":
                assert (spec.low or 0) <= trial.value <= spec.high, trial
            elif spec.type != "flag":
                assert set(trial.value if isinstance(trial.value, tuple) else [trial.value]) <= set(spec.values), trial


class TestStates:
    @stable(max_examples=40)
    @given(cases())
    def test_those_that_bear_are_told_true_ones_first(self, facts):
        case = Case.of(facts)
        verdict = decide(case)
        states = [criterion.state for criterion in verdict.criteria]
        assert "false" not in states
        assert states == sorted(states, key=["true", "unknown"].index)
        assert {c.id for c in verdict.criteria} == {c.id for c in weigh(case) if c.state != "false"}

    @stable(max_examples=40)
    @given(cases())
    def test_open_ones_name_the_facts_that_keep_them_open(self, facts):
        for criterion in decide(Case.of(facts)).criteria:
            assert bool(criterion.missing) == (criterion.state == "unknown"), criterion.id
            assert set(criterion.missing).isdisjoint(facts)

    def test_every_criterion_is_weighed(self):
        assert {state.id for state in weigh(Case())} == {criterion.id for criterion in load_criteria()}
