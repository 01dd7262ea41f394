"""Scorers: what each check notices, what cannot be scored, and the measures beside it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assistant.models import Answer, Check, Citation, ModelPart
from evals.concordance import MGPS, PRECISION, RECALL, cited_well, concordance, penalty
from evals.matching import holds_figure, holds_words
from evals.outcome import Checked, check
from evals.ranking import ranked_well
from evals.runner import OWN, Ready, run_suite
from evals.scorers import answer as answers
from evals.scorers import guard, retrieval
from evals.scorers.answer import Question, checked
from evals.scorers.guard import Put
from evals.scorers.retrieval import Sought
from evals.subject import Subject


def _answer(text: str, *cited: str, **more) -> Answer:
    citations = tuple(Citation(marker=at, locators=(place,), text="x") for at, place in enumerate(cited, 1))
    return Answer(status="answered", answer=text, citations=citations, **more)


class _Asked:
    """An assistant that says one thing."""

    def __init__(self, assistant, said):
        self.library, self._said = assistant.library, said
        self.reading = assistant.reading

    def ask(self, question, **given):
        if isinstance(self._said, Exception):
            raise self._said
        return self._said


class TestMatching:
    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("the rate was **73%** [1]", "73%"),
            ("CR 36%–69% [2]", "36% to 69%"),
            ("CR 36-69%", "36% to 69%"),
            ("about $500,000 a product", "$500 000"),
            ("7 of 64 patients (11%).", "7 of 64"),
            ("(P = .07)", ".07"),
            ("4-6 weeks", "4 to 6"),
        ],
    )
    def test_a_figure_is_found_however_it_is_written(self, text, figure):
        assert holds_figure(text, figure)

    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("0.5% of blasts", "5%"),
            ("25% of blasts", "5%"),
            ("5.5%", "5"),
            ("7 of 640 patients", "7 of 64"),
            ("12%", "12"),
            (">50% blasts", "50%"),
            ("cited once [73]", "73"),
            ("36% to 690%", "36% to 69%"),
        ],
    )
    def test_a_part_of_another_figure_is_not_it(self, text, figure):
        assert not holds_figure(text, figure)

    def test_words_are_found_from_their_beginning_on(self):
        assert holds_words("Two **mutations** were seen", "mutation")
        assert not holds_words("unproven", "proven")


class TestQuestion:
    ITEM = Question(id="x", ask="?", places=["patient1.5"], figures=["73%", ["29%", "29 %"]], must_not=["cure"])

    def _failed(self, answer):
        return [one.name for one in checked(self.ITEM, answer) if one.passed is False]

    def test_a_good_answer_has_no_fault(self):
        assert self._failed(_answer("It was 73% vs 29% [1].", "patient1.5#2")) == []

    @pytest.mark.parametrize(
        ("answer", "failed"),
        [
            (_answer("It was 73% vs 39% [1].", "patient1.5#2"), ["figure 29% or 29 %"]),
            (_answer("It was 73% vs 29% [1].", "patient1.4#2"), ["cites patient1.5"]),
            (_answer("A cure: 73% vs 29% [1].", "patient1.5"), ["must not say 'cure'"]),
            (_answer("73% vs 29% [1].", "patient1.5", checks=(Check(check="names", passed=False),)), ["check names"]),
            (Answer(status="abstained", answer="73% 29%"), ["status", "cites patient1.5"]),
        ],
        ids=["figure", "place", "words", "check", "status"],
    )
    def test_each_fault_is_named(self, answer, failed):
        assert self._failed(answer) == failed

    def test_nothing_recommended_is_told_from_not_asked(self):
        item = Question(id="x", ask="?", recommendation="none")
        answer = _answer("x", recommendation="car_t")
        assert [one.passed for one in checked(item, answer)] == [True, False]
        assert [one.passed for one in checked(Question(id="x", ask="?"), answer)] == [True]


class TestUnscored:
    """What is not known is neither right nor wrong."""

    def _state(self, item, subject):
        (one,) = run_suite(Ready(OWN, answers.SCORER, (item,)), subject)
        return one.state, one.unscored

    def test_a_model_that_failed_is_not_credited_with_the_answer_in_its_place(self, assistant):
        said = _answer("Fine.", model=ModelPart(name="openai:x", failure="timeout"))
        state, why = self._state(Question(id="x", ask="?"), Subject(_Asked(assistant, said)))
        assert (state, why) == ("unscored", ("openai:x did not answer: timeout",))

    def test_a_place_the_corpus_lacks(self, assistant):
        item = Question(id="x", ask="?", places=["patient9.9"])
        state, why = self._state(item, Subject(_Asked(assistant, _answer("x"))))
        assert (state, why) == ("unscored", ("patient9.9 is not in the corpus 'digest'",))

    def test_an_engine_that_breaks(self, assistant):
        state, why = self._state(Question(id="x", ask="?"), Subject(_Asked(assistant, RuntimeError("down"))))
        assert (state, why) == ("unscored", ("it broke: RuntimeError: down",))


class TestCitations:
    """ALCE's recall and precision, with the checker as entailment."""

    def _measured(self, digest, text, *cited):
        return cited_well(_answer(text, *cited), "", digest)

    def test_a_supported_sentence_and_an_unsupported_one(self, digest):
        text = "CAR T cells take 4 to 6 weeks to manufacture [1]. Manufacturing takes 9 months [1]."
        assert self._measured(digest, text, "patient4.2").figures() == {RECALL: 0.5, PRECISION: 0.5}

    def test_a_citation_that_adds_nothing_is_not_precise(self, digest):
        counts = self._measured(digest, "Manufacturing takes 4 to 6 weeks [1][2].", "patient4.2", "patient2.2")
        assert (counts.supported, counts.citations, counts.precise) == (1, 2, 1)

    def test_two_that_are_needed_together_are_both_precise(self, digest):
        text = "In r/r ALL CR/CRh is 36% to 69% with blinatumomab and CR/CRi 67% to 93% with CAR T cells [1, 2]."
        counts = self._measured(digest, text, "table3.efficacy-rr#blinatumomab", "table3.efficacy-rr#car_t")
        assert (counts.supported, counts.precise) == (1, 2)

    def test_a_statement_without_a_citation_counts_against_recall(self, digest):
        text = "Manufacturing takes 4 to 6 weeks [1]. Persistence in the marrow exceeds two years in most patients."
        assert self._measured(digest, text, "patient4.2").figures() == {RECALL: 0.5, PRECISION: 1.0}

    def test_nothing_said_has_neither(self, digest):
        assert self._measured(digest, "What is asked?").figures() == {}


class TestConcordance:
    MET = (check("recommendation", True, ""), check("fact age", True, ""), check("cites ref.1", False, "none"))

    def test_half_for_the_recommendation_half_for_what_it_rests_on(self):
        assert concordance(self.MET) == 0.75
        assert concordance((check("recommendation", False, "x"), *self.MET[1:])) == 0.0
        assert concordance((check("recommendation", True, ""),)) == 1.0

    def test_penalty_is_what_is_not_supported_and_whole_for_a_grave_fault(self):
        assert penalty(self.MET, 0.75) == 0.25
        assert penalty((*self.MET, check("must not say 'x'", False, "x")), 1.0) == 1.0
        assert penalty((*self.MET, check("check verdict", False, "x")), 1.0) == 1.0
        assert penalty(self.MET, None) == 0.0

    def test_a_wrong_choice_against_the_criteria_is_minus_one(self):
        wrong = (check("recommendation", False, "x"), check("check verdict", False, "x"))
        assert concordance(wrong) - penalty(wrong, 1.0) == -1.0
        assert MGPS == "mGPS"


class TestGuard:
    def _score(self, assistant, **put):
        return guard.score(Put.model_validate({"id": "x", **put}), Subject(assistant))

    def test_a_fault_that_passes_and_a_sound_answer_that_does_not_both_fail(self, assistant):
        sound = {"say": "Manufacturing takes 4 to 6 weeks [1].", "cite": {1: "patient4.2"}}
        wrong = {"say": "Manufacturing takes 4 to 6 months [1].", "cite": {1: "patient4.2"}}
        states = [self._score(assistant, holds=holds, **put).state for put in (sound, wrong) for holds in (True, False)]
        assert states == ["passed", "failed", "failed", "passed"]


class TestRetrieval:
    def test_metrics_are_those_of_the_books(self):
        figures = ranked_well(["a", "b", "c"], ["b", "z"])
        assert figures["R@1"] == 0.0
        assert figures["R@5"] == figures["R@10"] == 0.5
        assert figures["RR@10"] == 0.5
        assert figures["nDCG@10"] == pytest.approx((1 / 1.584963) / (1 + 1 / 1.584963), abs=1e-4)

    def test_nothing_found_is_zero_not_an_error(self):
        assert set(ranked_well([], ["b"]).values()) == {0.0}

    def test_a_place_beyond_the_first_ten_fails(self, assistant):
        hit = lambda place: SimpleNamespace(passage=assistant.library.digest.at(place)[0])  # noqa: E731
        found = SimpleNamespace(retrieve=lambda ask, k: [hit("patient1.1")], reading=assistant.reading)
        one = retrieval.score(Sought(id="x", ask="?", places=["patient4.2"]), Subject(found))
        assert (one.state, one.got) == ("failed", "not among the first 10")


def test_a_case_without_any_check_is_unscored():
    from evals.outcome import Outcome

    assert Outcome(id="x").state == "unscored"
    assert Outcome(id="x", checks=(Checked(name="a", passed=None), check("b", False, "no"))).state == "failed"
