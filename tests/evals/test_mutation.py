"""The mutation harness: faithful answers pass, every kind of fault is made, and the checker catches it."""

from __future__ import annotations

from random import Random

import pytest

from assistant.api import Assistant
from corpus.digest import load_digest
from evals.mutation.answers import Faithful, built_in, held_back, unheard, written
from evals.mutation.edits import Bench, Mutant
from evals.mutation.judging import judge, wilson
from evals.mutation.making import MUTATORS, mutants
from evals.mutation.running import SEED, load_floors, run_mutation
from evals.scorers.mutation import QUESTIONS, outcomes

ANSWERS = written()
SAMPLE = 80
"""Of the suite's faithful answers, the built-in engine's among them: the floors are of the whole of it."""


@pytest.fixture(scope="module")
def made() -> list[Mutant]:
    return list(mutants(ANSWERS[::3], load_digest(), SEED, each=1))


@pytest.fixture(scope="module")
def report(assistant: Assistant):
    answers = [*ANSWERS, *built_in(assistant.ask, QUESTIONS, Random(SEED))]
    return run_mutation(Random(SEED).sample(answers, SAMPLE), load_digest(), each=1)


def _said(text: str, place: str) -> Faithful:
    return Faithful(id=text, say=text, cite={"1": (place,)})


class TestAnswers:
    def test_are_many_with_unlike_ids(self):
        assert len(ANSWERS) >= 150
        assert len({one.id for one in ANSWERS}) == len(ANSWERS)

    def test_cover_every_paragraph_and_row(self):
        digest = load_digest()
        cited = {place.split("#")[0] for one in ANSWERS for places in one.citations.values() for place in places}
        wanted = {place.locator for place in digest.places if place.kind != "reference"} - {"table3.notes"}
        assert wanted - cited == set()

    def test_cite_places_of_the_review(self):
        places = {place for one in ANSWERS for places in one.citations.values() for place in places}
        assert [place for place in places if not load_digest().at(place)] == []

    def test_a_third_is_held_back(self):
        assert 0.25 < sum(one.held_back for one in ANSWERS) / len(ANSWERS) < 0.42

    def test_what_is_spared_is_a_kind(self):
        assert {kind for one in ANSWERS for kind in one.spare} <= set(MUTATORS)


class TestMutants:
    def test_are_made_of_every_kind(self, made):
        assert {one.kind for one in made} == set(MUTATORS)

    def test_differ_from_their_original_where_they_say(self, made):
        answers = {one.id: one for one in ANSWERS}
        for one in made:
            original = answers[one.original]
            start, end = one.span
            back = one.answer[:start] + one.was + one.answer[end:]
            assert back == original.answer
            assert (one.answer, dict(one.citations), dict(one.case)) != (
                original.answer, dict(original.citations), dict(original.case),
            )  # fmt: skip

    def test_a_count_of_a_part_is_not_said_of_the_whole(self):
        told = ("2 of the responders relapsed [1].", "14% of the responders relapsed [1].")
        made = [
            list(MUTATORS["mixed-denominator"](Bench(_said(text, "table2.nci"), load_digest(), Random(1))))
            for text in told
        ]
        assert [bool(edits) for edits in made] == [False, True]

    def test_are_the_same_for_the_same_seed(self, made):
        few = ANSWERS[:30:3]
        again, other = (list(mutants(few, load_digest(), seed, each=1)) for seed in (SEED, SEED + 1))
        assert again == [one for one in made if one.original in {own.id for own in few}]
        assert again != other

    def test_held_back_answers_share_no_additions_with_the_others(self, made):
        added = [one for one in made if one.kind == "unsupported-clause"]
        assert all(held_back(one.became.removeprefix(", ")) == one.held_back for one in added)


class TestReport:
    def test_every_kind_holds_its_floor(self, report):
        assert report.below == ()

    def test_answers_in_unheard_voices_pass(self):
        digest, answers = load_digest(), unheard()
        rejected = [one.id for one in answers if not judge(one, digest).passed]
        assert len(answers) > 150
        assert len(rejected) / len(answers) <= load_floors().unheard_false_alarms

    def test_floors_name_every_kind(self):
        assert set(load_floors().kinds) == set(MUTATORS)

    def test_is_a_suite_of_kinds_held_to_their_floors(self, report):
        cases = {one.id: one for one in outcomes(report, load_floors())}
        assert set(MUTATORS) & set(cases) == set(report.kinds)
        assert {one.state for one in cases.values()} == {"passed"}
        assert f"{report.caught.hits} of {report.caught.of}" in cases["all kinds"].got

    def test_a_kind_below_its_floor_fails_and_one_without_mutants_is_unscored(self, report):
        poor = report.model_copy(update={"kinds": {"wrong-unit": wilson(1, 50), "overclaim": wilson(0, 0)}})
        cases = {one.id: one for one in outcomes(poor, load_floors())}
        assert cases["wrong-unit"].state == "failed"
        assert cases["overclaim"].state == "unscored"

    def test_a_false_alarm_is_counted_and_not_mutated(self):
        wrong = Faithful(id="x", say="In BLAST 12% became MRD-negative [1].", cite={"1": ("table1.blast",)})
        report = run_mutation([wrong], load_digest())
        assert (report.false_alarms.hits, report.caught.of) == (1, 0)
        assert not judge(wrong, load_digest()).passed


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 0, 0.0, 1.0), (50, 50, 0.929, 1.0), (45, 50, 0.786, 0.957)]
)
def test_wilson_intervals(hits: int, of: int, low: float, high: float):
    share = wilson(hits, of)
    assert (round(share.low, 3), round(share.high, 3)) == (low, high)
