"""Answers about a patient: the bottom line first, both sides of a conflict, nothing assumed in silence."""

from __future__ import annotations

import re

import pytest

from assistant.models import Case, Fact
from corpus.criteria import load_fact_specs

NOTES = {
    "blinatumomab": "58F, relapsed, 12% blasts, CD19 positive, sibling donor ready. Blinatumomab or CAR T cells?",
    "car_t": "31M, CD19 positive relapse with blasts in the CSF. Blinatumomab or CAR T cells?",
    "neither": "46-year-old man, relapsed B-ALL, CD19-negative now. Blinatumomab or CAR T cells?",
    "conflicting": "24M, relapsed, active CNS disease, CD19 positive, cannot wait for the cells. Which therapy?",
    "either": "33F, relapsed, CD19 positive, 70% blasts, sibling donor ready. Blinatumomab or CAR T cells?",
    "insufficient": "My patient has relapsed ALL. Which should we give, blinatumomab or CAR T cells?",
}
LEAD = {
    "blinatumomab": "**blinatumomab**",
    "car_t": "**CD19 CAR T cells**",
    "neither": "**Neither**",
    "conflicting": "**The reasons conflict**",
    "either": "**Either**",
    "insufficient": "**More facts are needed**",
}
each = pytest.mark.parametrize("verdict", NOTES)
FAVORING = re.compile(r"criteria favor|criteria would favor")


@pytest.fixture(scope="module")
def told(assistant):
    """One answer for each verdict."""
    return {verdict: assistant.ask(note) for verdict, note in NOTES.items()}


class TestShape:
    @each
    def test_verdict_and_bottom_line_agree(self, told, verdict):
        answer = told[verdict]
        assert answer.recommendation == verdict
        assert LEAD[verdict] in answer.answer.split("\n")[0]

    @each
    def test_status(self, told, verdict):
        assert told[verdict].status == ("needs_facts" if verdict == "insufficient" else "answered")

    @each
    def test_every_sentence_is_cited(self, told, verdict, uncited):
        answer = told[verdict]
        markers = {citation.marker for citation in answer.citations}
        assert uncited(answer) == []
        assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)} == markers

    @each
    def test_every_check_passed(self, told, verdict):
        assert [check for check in told[verdict].checks if not check.passed] == []
        assert len(told[verdict].checks) >= 8

    @each
    def test_citations_are_the_digests_passages(self, told, digest, verdict):
        for citation in told[verdict].citations:
            assert citation.text == digest.at(citation.locators[0])[0].text

    @each
    def test_headings_stand_over_something(self, told, verdict):
        lines = [line for line in told[verdict].answer.split("\n") if line]
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            if re.fullmatch(r"\*\*[^*]+\*\*", line):
                assert after.startswith("- "), line


class TestSides:
    def test_an_exclusion_is_never_followed_by_a_recommendation(self, told):
        assert not FAVORING.search(told["neither"].answer)
        assert "Toward" not in told["neither"].answer

    def test_a_conflict_shows_both_sides(self, told):
        answer = told["conflicting"].answer
        assert "Toward blinatumomab" in answer
        sides = {
            state.toward for state in told["conflicting"].criteria if state.state == "true" and state.weight == "strong"
        }
        assert sides == {"blinatumomab", "car_t"}
        assert re.search(r"manufactur", answer)
        assert re.search(r"CSF|CNS", answer)

    def test_a_draw_shows_both_sides(self, told):
        answer = told["either"].answer
        assert answer.index("Toward blinatumomab") < answer.index("Toward CD19 CAR T cells")

    @pytest.mark.parametrize("verdict", ["blinatumomab", "car_t"])
    def test_the_other_therapy_is_not_favored_too(self, told, verdict):
        other = {"blinatumomab": "favor **CD19 CAR T cells**", "car_t": "favor **blinatumomab**"}[verdict]
        assert other not in told[verdict].answer


class TestOpenQuestions:
    def test_too_little_known_asks_for_what_would_decide(self, told):
        answer = told["insufficient"]
        asks = {spec.key: spec.ask for spec in load_fact_specs()}
        assert answer.missing[0] == "cd19"
        assert asks[answer.missing[0]] in answer.answer
        assert answer.answer.count("?") >= 3

    def test_unstated_cd19_is_said_to_be_assumed(self, told):
        assert "CD19 was not stated" in told["insufficient"].answer
        assert "CD19 was not stated" not in told["blinatumomab"].answer

    def test_what_is_known_is_not_asked(self, told):
        answer = told["blinatumomab"]
        assert not set(answer.missing) & set(answer.case.values())

    def test_what_would_change_it_names_other_verdicts_only(self, told):
        for verdict, answer in told.items():
            assert all(change.recommendation != verdict for change in answer.would_change)
            assert all(answer.case.get(change.fact) != change.value for change in answer.would_change)


class TestFacts:
    def test_the_patient_as_understood_comes_with_the_answer(self, told):
        case = told["blinatumomab"].case
        assert (case.get("age"), case.get("marrow_blasts_percent"), case.get("cd19")) == (58, 12, "positive")

    @pytest.mark.parametrize(
        "correction",
        [{"cd19": "negative"}, {"gvhd": "active", "on_immunosuppression": True, "prior_allo_hct": True}],
        ids=str,
    )
    def test_an_exclusion_given_by_hand_is_not_passed_over(self, assistant, told, correction):
        case = told["blinatumomab"].case
        for key, value in correction.items():
            case = case.with_fact(Fact(key=key, value=value))
        answer = assistant.ask(NOTES["blinatumomab"], case=case)
        assert answer.recommendation == "neither"
        assert not FAVORING.search(answer.answer)

    def test_a_case_without_words_is_weighed_too(self, assistant):
        answer = assistant.ask("Which therapy?", case=Case.of({"cns": "active", "cd19": "positive"}))
        assert answer.recommendation == "car_t"

    @pytest.mark.parametrize("age", [19, 26, 64])
    def test_access_is_told_as_of_the_review(self, assistant, age):
        answer = assistant.ask(
            f"{age}-year-old woman, second relapse, CD19 positive, blasts in the CSF. Which therapy?"
        )
        access = [state for state in answer.criteria if state.effect == "access" and state.state == "true"]
        assert access
        assert "January 2020" in answer.answer


class TestPleaseCheck:
    @pytest.mark.parametrize(
        ("note", "said"),
        [
            ("A 340-year-old woman, relapsed, CD19 positive, cannot wait for the cells.", "An age of 340 cannot be"),
            ("38F, CD19 positive, in remission with MRD of 40%, sibling donor ready.", "MRD of 40% is above the 5%"),
            ("38F, CD19 positive relapse, marrow blasts 140%, sibling donor ready.", "140% cannot be"),
        ],
        ids=["age 340", "MRD 40%", "blasts 140%"],
    )
    def test_what_can_hardly_be_is_asked_back_and_not_hidden(self, assistant, note, said):
        answer = assistant.ask(f"{note} Blinatumomab or CAR T cells?")
        (doubt,) = answer.doubts
        assert said in doubt
        assert f"**Please check**\n\n- {doubt}" in answer.answer
        assert [check for check in answer.checks if not check.passed] == []

    def test_a_figure_that_cannot_be_gives_no_reason(self, assistant):
        answer = assistant.ask("A 340-year-old woman, relapsed, CD19 positive. Blinatumomab or CAR T cells?")
        assert answer.recommendation == "insufficient"
        assert answer.case.get("age") == 340
        assert "over 60" not in answer.answer
        assert "age" in answer.missing

    def test_a_plausible_patient_is_not_questioned(self, told):
        for answer in told.values():
            assert answer.doubts == ()
            assert "Please check" not in answer.answer

    def test_a_question_about_no_patient_has_no_doubts(self, assistant):
        assert assistant.ask("What was the CR rate in ALCANTARA?").doubts == ()


class TestTogether:
    LINE = re.compile(r"- If [^,]+ and [^,]+, the criteria would favor ")

    def test_two_facts_that_would_turn_it_are_told_once_for_each_therapy(self, told):
        answer = told["car_t"]
        lines = [line for line in answer.answer.split("\n") if self.LINE.match(line)]
        assert len(lines) == 1
        assert "CNS disease were absent and the disease could not wait" in lines[0]
        assert answer.would_change_together[0].recommendation == "blinatumomab"

    def test_where_one_fact_would_do_no_pair_is_told(self, told):
        assert told["blinatumomab"].would_change_together == ()
        assert not [line for line in told["blinatumomab"].answer.split("\n") if self.LINE.match(line)]

    @pytest.mark.parametrize(
        "facts",
        [
            {"months_since_hct": 4, "prior_allo_hct": True, "on_immunosuppression": True, "gvhd": "none"},
            {"extramedullary": "active", "marrow_blasts_percent": 80, "donor_available": False},
            {"severe_toxicity_concern": True, "age": 66, "leukapheresis_feasible": False},
            {"prior_blinatumomab": "relapsed_after", "hct_candidate": False, "cns": "history"},
        ],
        ids=str,
    )
    def test_the_checks_pass_with_the_values_supposed(self, assistant, facts):
        answer = assistant.ask("Which therapy?", case=Case.of({"cd19": "positive", **facts}))
        assert [check for check in answer.checks if not check.passed] == []

    def test_each_other_verdict_is_told_before_one_is_told_twice(self, assistant):
        answer = assistant.ask("Which therapy?", case=Case.of({"cd19": "positive", "proliferative": True}))
        section = answer.answer.split("**What would change this**")[1].split("**")[0]
        assert re.search(r"neither therapy would.*both sides.*would favor CD19 CAR T cells", section, re.DOTALL)
