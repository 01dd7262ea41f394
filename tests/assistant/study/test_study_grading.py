"""A choice and its sentence: reasons named, missed and mistaken; facts mistold; what would have turned it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.models import Recommendation
from assistant.study.cases import StudyCase, case_of
from assistant.study.errors import StudyError
from assistant.study.grading import Grade, decisive, grade, turning
from assistant.study.patients import PrintedCase, printed_case, printed_cases
from corpus.criteria import load_fact_specs
from corpus.digest import Digest, load_digest
from evals.cases import load_cases

DIGEST = load_digest()


def graded(own: str, picked: Recommendation, reason: str) -> Grade:
    return grade(printed_case(own, DIGEST).study, picked, reason, DIGEST)


def judged(one: Grade) -> dict[str, str]:
    return {reason.id: reason.judged for reason in one.reasons}


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()}


@pytest.fixture(scope="module")
def printed(digest: Digest) -> tuple[PrintedCase, ...]:
    return printed_cases(digest)


def test_printed_patients_unfold_in_four_steps_told_by_their_places(printed: tuple[PrintedCase, ...]) -> None:
    for case in printed:
        assert [step.name for step in case.steps] == ["presentation", "work-up", "choice", "course"]
        for step in case.steps:
            assert all(DIGEST.at(passage.id) == (passage,) for passage in step.passages)
        later = [passage.text for step in case.steps[2:] for passage in step.passages]
        assert not any(text in case.study.note for text in later), "the choice is not given away"


def test_printed_patients_have_the_facts_and_verdicts_of_the_regression_cases(printed: tuple[PrintedCase, ...]) -> None:
    known = {case.id: case for case in load_cases()}
    for case in printed:
        wanted = known[case.study.id]
        assert plain(case.study.case.values()) == plain(wanted.facts)
        assert case.study.verdict.recommendation == wanted.recommendation


def test_an_unknown_patient_is_refused_in_words() -> None:
    with pytest.raises(StudyError, match="patient 'patient9': wanted one of patient1"):
        printed_case("patient9", DIGEST)


def test_reasons_are_named_and_missed() -> None:
    one = graded("patient1", "blinatumomab", "Her marrow burden is low and a donor stands ready.")
    assert one.right
    assert judged(one) == {"low-burden": "named", "bridge-to-hct": "named", "older": "missed"}


def test_a_reason_turned_round_has_the_wrong_direction() -> None:
    one = graded("patient1", "car_t", "The low burden speaks for CAR T cells.")
    assert not one.right
    assert judged(one)["low-burden"] == "wrong direction"


def test_a_conceded_reason_may_speak_for_the_other_side() -> None:
    one = graded("patient2", "car_t", "He had CNS disease in the past, although a donor is available.")
    assert judged(one)["bridge-to-hct"] == "named"
    assert judged(one)["cns-history"] == "named"


def test_what_stands_before_but_is_conceded() -> None:
    one = graded("patient4", "car_t", "It is an early relapse, but blinatumomab has failed and CD19 is kept.")
    assert judged(one)["early-relapse"] == "named"
    assert judged(one)["after-blinatumomab"] == "named"


def test_a_reason_of_another_patient_is_told_as_foreign_and_its_fact_as_mistold() -> None:
    one = graded("patient1", "blinatumomab", "The marrow is packed with 80% blasts.")
    assert judged(one)["high-burden"] == "not of this patient"
    assert [(fact.fact, fact.said, fact.is_) for fact in one.contradictions] == [("marrow_blasts_percent", 80, 10)]


def test_a_denied_word_names_nothing() -> None:
    one = graded("patient1", "blinatumomab", "No extramedullary disease was seen.")
    assert "emd-active" not in judged(one)


def test_a_fact_told_beside_a_word_may_take_its_meaning_away() -> None:
    one = graded("patient3", "car_t", "Immunosuppression was stopped, and it is a late relapse.")
    assert judged(one) == {"late-relapse": "named"}
    for reason in ("He had a CNS relapse before.", "He has a history of CNS disease.", "Prior CNS disease."):
        one = graded("patient2", "car_t", reason)
        assert judged(one) == {"cns-history": "named"}, "words that may be read as a neighbouring value are no denial"


def test_what_stands_before_is_conceded_only_where_it_is() -> None:
    one = graded("patient4", "car_t", "Relapsed after blinatumomab, CD19 still positive.")
    assert judged(one) == {"after-blinatumomab": "named"}
    one = graded("patient1", "blinatumomab", "She is not only older but also has a low burden.")
    assert judged(one) == {"older": "named", "low-burden": "named", "bridge-to-hct": "missed"}


def test_facts_of_several_sentences_name_a_criterion_together() -> None:
    one = graded("patient4", "car_t", "Blinatumomab did not hold; the leukemia came back. CD19 is retained.")
    assert judged(one) == {"after-blinatumomab": "named"}
    assert one.contradictions == ()


def test_an_exclusion_seen_and_overridden_is_no_reason_named() -> None:
    assert judged(graded("patient5", "neither", "CD19 is lost."))["cd19-negative"] == "named"
    assert judged(graded("patient5", "car_t", "CD19 is lost."))["cd19-negative"] == "wrong direction"


def test_a_sentence_that_recommends_the_other_therapy_is_told() -> None:
    one = graded("patient3", "car_t", "I would choose blinatumomab for him.")
    assert one.spoke_for == "Your sentence speaks for Blinatumomab, but you picked CD19 CAR T cells."
    assert graded("patient3", "car_t", "I would choose CAR T cells for him.").spoke_for == ""


def test_a_sentence_that_weighs_both_sides_recommends_neither() -> None:
    both = "High blasts favor CAR T cells, but age over 60 favors blinatumomab."
    assert graded("patient1", "either", both).spoke_for == ""
    assert graded("patient1", "either", "I would choose blinatumomab for her.").spoke_for


def test_a_figure_that_stands_nowhere_is_told() -> None:
    assert graded("patient4", "car_t", "Blinatumomab failed. Blinatumomab again would give 63%.").strange == ("63%",)
    assert graded("patient4", "car_t", "Blinatumomab again would give 36% only.").strange == ()
    assert graded("patient1", "blinatumomab", "At 64 years with 10% blasts she needs a bridge.").strange == ()


def test_the_turn_leads_to_the_pick_where_one_change_does() -> None:
    one = graded("patient2", "blinatumomab", "")
    assert one.turn is not None
    assert (one.turn.fact, one.turn.recommendation) == ("cns", "blinatumomab")
    assert one.turned == "If CNS disease were absent: Blinatumomab."


def test_the_turn_of_a_right_pick_lies_in_what_decided_not_in_an_exclusion() -> None:
    for seed in range(60):
        study = case_of(seed, wanted=("blinatumomab", "car_t")[seed % 2])
        turn, changes = turning(study, study.verdict.recommendation), study.verdict.would_change
        assert turn in changes
        assert turn.recommendation != "neither" or all(one.recommendation == "neither" for one in changes)
    one = graded("patient1", "blinatumomab", "")
    assert one.turned == "If there were no donor: CD19 CAR T cells."


def test_where_facts_are_missing_it_says_which_to_ask_for() -> None:
    study = case_of(5, wanted="insufficient")
    titles = {spec.title: spec.key for spec in load_fact_specs()}
    asked = grade(study, "car_t", "", DIGEST).to_ask
    assert asked
    assert [titles[title] for title in asked] == list(study.verdict.missing[: len(asked)])
    turn = turning(study)
    assert turn is not None
    assert turn.fact in study.verdict.missing
    assert graded("patient2", "car_t", "").to_ask == ()


def test_an_empty_sentence_misses_all_that_decides_and_places_are_told() -> None:
    for seed in range(12):
        study: StudyCase = case_of(seed)
        one = grade(study, study.verdict.recommendation, "", DIGEST)
        missed = {reason.id for reason in one.reasons if reason.judged == "missed"}
        assert missed == {state.id for state in decisive(study.verdict)}
        assert {spot.locator for spot in one.read} == {p for s in decisive(study.verdict) for p in s.locators}


def test_the_points_of_the_criteria_themselves_are_read_as_naming_them() -> None:
    """A trainee who writes the deciding criterion's own point has named it, whatever the case."""
    named = told = 0
    for seed in range(30):
        study = case_of(seed)
        for state in decisive(study.verdict):
            one = grade(study, study.verdict.recommendation, state.point, DIGEST)
            told += 1
            named += judged(one).get(state.id) == "named"
    assert named / told > 0.9, f"{named} of {told}"
