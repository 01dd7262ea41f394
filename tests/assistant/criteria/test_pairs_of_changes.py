"""What would change a verdict only together: two facts, where no single one does."""

from __future__ import annotations

from itertools import combinations

import pytest
from generated_cases import SPECS, cases, stable
from hypothesis import given

from assistant.criteria.engine import decide
from assistant.criteria.trials import kinds_of, sensible
from assistant.criteria.weigh import verdict_of
from assistant.models import Case

CHOICES = {"blinatumomab", "car_t", "neither"}


def _of(**facts):
    return decide(Case.of(facts))


def _applied(facts, joint):
    return facts | {change.fact: change.value for change in joint.changes}


class TestPairs:
    def test_two_facts_turn_a_strong_reason_around(self):
        told = _of(cns="active", cd19="positive")
        assert told.recommendation == "car_t"
        assert "blinatumomab" not in {change.recommendation for change in told.would_change}
        first = next(joint for joint in told.would_change_together if joint.recommendation == "blinatumomab")
        assert [(change.fact, change.value) for change in first.changes] == [("cns", "none"), ("proliferative", True)]

    def test_where_single_changes_reach_every_choice_no_pair_is_sought(self):
        told = _of(marrow_blasts_percent=20, cd19="positive")
        assert {change.recommendation for change in told.would_change} >= {"car_t", "neither"}
        assert told.would_change_together == ()

    def test_two_exclusions_are_lifted_together(self):
        told = _of(cd19="negative", gvhd="active", prior_allo_hct=True, on_immunosuppression=True, cns="active")
        assert told.would_change == ()
        lifted = {frozenset(change.fact for change in joint.changes) for joint in told.would_change_together}
        assert frozenset({"cd19", "gvhd"}) in lifted
        assert {joint.recommendation for joint in told.would_change_together} == {"car_t"}

    def test_unknown_facts_are_supposed_before_known_ones_are_overturned(self):
        told = _of(cns="active", cd19="positive", proliferative=False, age=40)
        first = told.would_change_together[0]
        assert sum(change.fact in {"cns", "cd19", "proliferative", "age"} for change in first.changes) == 1

    def test_a_known_age_is_never_changed(self):
        told = _of(age=40, cns="active", severe_toxicity_concern=True, cd19="positive")
        assert "age" not in {change.fact for joint in told.would_change_together for change in joint.changes}

    def test_a_pair_may_make_sense_where_its_parts_do_not(self):
        """GVHD makes no sense without a transplant; both supposed together do."""
        assert not sensible({"gvhd": "active"}, ("gvhd",))
        assert sensible({"gvhd": "active", "prior_allo_hct": True}, ("gvhd", "prior_allo_hct"))


class TestEveryCase:
    @stable(max_examples=40)
    @given(cases())
    def test_each_pair_gives_the_verdict_it_names_and_neither_part_alone_does(self, facts):
        told = decide(Case.of(facts))
        for joint in told.would_change_together:
            assert len({change.fact for change in joint.changes}) == 2
            assert verdict_of(_applied(facts, joint)) == joint.recommendation != told.recommendation
            for change in joint.changes:
                alone = facts | {change.fact: change.value}
                assert verdict_of(alone) != joint.recommendation or not sensible(alone, (change.fact,))

    @stable(max_examples=40)
    @given(cases())
    def test_pairs_make_sense_and_differ_from_what_is_known(self, facts):
        for joint in decide(Case.of(facts)).would_change_together:
            changed = tuple(change.fact for change in joint.changes)
            assert sensible(_applied(facts, joint), changed)
            assert all(facts.get(change.fact) != change.value for change in joint.changes)

    @stable(max_examples=8)
    @given(cases())
    def test_no_choice_that_two_facts_would_give_is_left_out(self, facts):
        """Against every pair of values, tried the long way."""
        told = decide(Case.of(facts))
        free = [key for key in SPECS if kinds_of(key) and not (SPECS[key].fixed and key in facts)]
        moves = [(key, value) for key in free for value in kinds_of(key)]
        single = {verdict_of(facts | dict([move])) for move in moves if sensible(facts | dict([move]), (move[0],))}
        sought = CHOICES - single - {told.recommendation}
        double = set()
        for first, second in combinations(moves, 2) if sought else ():
            both = facts | dict([first, second])
            if first[0] != second[0] and verdict_of(both) in sought and sensible(both, (first[0], second[0])):
                double.add(verdict_of(both))
        assert double <= {joint.recommendation for joint in told.would_change_together}

    @stable(max_examples=40)
    @given(cases())
    def test_few_are_told_for_each_verdict(self, facts):
        told = [joint.recommendation for joint in decide(Case.of(facts)).would_change_together]
        assert all(told.count(recommendation) <= 3 for recommendation in told)


class TestSingleChanges:
    @pytest.mark.parametrize(
        ("facts", "change"),
        [
            ({"disease_status": "mrd", "marrow_blasts_percent": 2}, ("marrow_blasts_percent", 70)),
            ({"prior_allo_hct": True, "months_since_hct": 3}, ("prior_allo_hct", False)),
        ],
        ids=["MRD with 70% blasts", "a dated transplant denied"],
    )
    def test_what_cannot_be_is_not_told(self, facts, change):
        told = _of(**facts, cd19="positive")
        assert change not in {(one.fact, one.value) for one in told.would_change}
