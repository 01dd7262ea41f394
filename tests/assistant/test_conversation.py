"""What a question means after what was said before."""

from __future__ import annotations

import pytest

from assistant.conversation import Memory, after_answer, meaning
from assistant.facts.reader import Reader
from assistant.models import Case, Fact

HER = "34F with relapsed B-ALL, 12% blasts, CD19 positive. Blinatumomab or CAR T cells?"


@pytest.fixture
def talk(concepts):
    """Says things one after the other; what the last one means."""

    def said(*questions):
        memory = Memory()
        for question in questions:
            meant = meaning(question, memory, Reader(), concepts)
            memory = meant.memory
        return meant

    return said


def _values(case):
    return case.values() if case else None


class TestCarryOver:
    def test_the_patient_is_known_in_the_next_question(self, talk):
        meant = talk(HER, "Which one for her?")
        assert meant.case.get("age") == 34
        assert meant.case.get("marrow_blasts_percent") == 12

    def test_facts_are_added(self, talk):
        meant = talk(HER, "She has a sibling donor.")
        assert meant.case.get("donor_available") is True
        assert meant.memory.case.get("donor_available") is True
        assert meant.case.get("age") == 34

    @pytest.mark.parametrize(
        ("correction", "key", "value"),
        [
            ("Correction: she is 43, not 34.", "age", 43),
            ("Sorry, her marrow blasts are 60%.", "marrow_blasts_percent", 60),
            ("She is CD19-negative after all.", "cd19", "negative"),
        ],
    )
    def test_a_correction_stands_above_what_was_said(self, talk, correction, key, value):
        meant = talk(HER, correction)
        assert meant.case.get(key) == meant.memory.case.get(key) == value
        assert meant.case.get("sex") == "female"

    def test_an_unsure_reading_does_not_push_aside_what_is_known(self, concepts):
        class Guessing(Reader):
            """Reads CD19 as negative from anything, as unsurely as told."""

            def __init__(self, sure):
                super().__init__()
                self.sure = sure

            def whole(self, told):
                return told.case.with_fact(Fact(key="cd19", value="negative", words="it", confidence=self.sure))

        known = meaning(HER, Memory(), Reader(), concepts).memory
        for sure, value in ((0.5, "positive"), (0.9, "negative")):
            meant = meaning("Her surface markers: see the report.", known, Guessing(sure), concepts)
            assert meant.memory.case.get("cd19") == value

    @pytest.mark.parametrize(
        "said", ["Forget her.", "Please forget this patient.", "Let's start afresh.", "Erase all of that."]
    )
    def test_a_patient_is_forgotten_when_that_is_asked(self, talk, said):
        assert talk(HER, said).memory.case.facts == ()
        after = talk(HER, said, "Which one for her?")
        assert set(_values(after.case) or ()) <= {"sex"}

    def test_an_aside_leaves_the_patient_out_and_in_memory(self, talk):
        meant = talk(HER, "What was the CR rate in ALCANTARA?")
        assert meant.case is None
        assert meant.memory.case.get("age") == 34


class TestWhatIf:
    @pytest.mark.parametrize(
        "supposition",
        [
            "What if she had active CNS disease?",
            "Suppose she had active CNS disease.",
            "And if there were active CNS disease?",
        ],
    )
    def test_counts_for_the_answer_and_is_not_stored(self, talk, supposition):
        meant = talk(HER, supposition)
        assert meant.case.get("cns") == "active"
        assert meant.case.get("age") == 34
        assert meant.memory.case.get("cns") is None

    def test_suppositions_pile_up(self, talk):
        meant = talk(HER, "What if she had active CNS disease?", "And if the disease could not wait?")
        assert (meant.case.get("cns"), meant.case.get("proliferative")) == ("active", True)
        assert meant.memory.case.get("proliferative") is None

    def test_plain_talk_of_the_patient_ends_them(self, talk):
        meant = talk(HER, "What if she had active CNS disease?", "She has a sibling donor. Which one?")
        assert meant.case.get("cns") is None
        assert meant.memory.supposed is None

    def test_needs_a_patient(self, talk):
        assert talk("What if blinatumomab fails?").memory.supposed is None


class TestNewPatient:
    @pytest.mark.parametrize(
        "opening",
        [
            "Another patient: 60M, MRD 0.1%.",
            "New patient, 60M, MRD 0.1%.",
            "Forget her. 60M, MRD 0.1%.",
            "A different patient: 60M, MRD 0.1%.",
        ],
    )
    def test_inherits_nothing(self, talk, opening):
        meant = talk(HER.replace("relapsed", "relapsed, active CNS disease,"), f"{opening} Which therapy?")
        assert _values(meant.case)["age"] == 60
        assert not {"cns", "marrow_blasts_percent", "cd19"} & set(_values(meant.memory.case))
        assert meant.memory.case.get("sex") == "male"

    def test_suppositions_go_with_the_old_one(self, talk):
        meant = talk(HER, "What if she had active CNS disease?", "Next patient: 60M, second relapse. Which therapy?")
        assert meant.case.get("cns") is None
        assert meant.memory.supposed is None


class TestLeaning:
    def test_takes_over_what_it_does_not_name(self, talk, concepts):
        meant = talk("What was the CR rate in ALCANTARA?", "And CARPALL?")
        assert {"study:carpall", "measure:cr"} <= set(concepts.ids(meant.question))
        assert "study:alcantara" not in concepts.ids(meant.question)

    def test_keeps_the_study_when_another_measure_is_asked(self, talk, concepts):
        meant = talk("What was the CR rate in ALCANTARA?", "And its relapse rate?")
        assert {"study:alcantara", "measure:relapse"} <= set(concepts.ids(meant.question))

    def test_goes_on_leaning(self, talk, concepts):
        meant = talk("How many patients in MSKCC relapsed?", "And CARPALL?", "What about CR there?")
        assert {"study:carpall", "measure:cr"} <= set(concepts.ids(meant.question))

    @pytest.mark.parametrize(
        "question",
        ["And CARPALL?", "How do CAR T cells reach and clear leukemia in the spinal fluid of adults in the review?"],
    )
    def test_leans_on_nothing_where_there_is_nothing(self, talk, question):
        assert talk(question).question == question

    def test_a_whole_question_stands_alone(self, talk):
        whole = "How many patients of the Seattle study had CD19-negative relapse after a first complete remission?"
        assert talk("What was the CR rate in ALCANTARA?", whole).question == whole


class TestAfterAnswer:
    @pytest.mark.parametrize("recommendation", ["blinatumomab", "car_t"])
    def test_it_is_the_therapy_recommended(self, recommendation):
        assert after_answer(Memory(), recommendation).focus == (f"therapy:{recommendation}",)

    @pytest.mark.parametrize("recommendation", [None, "neither", "conflicting", "either", "insufficient"])
    def test_else_the_subject_stays(self, recommendation):
        memory = Memory(case=Case.of({"age": 3}), focus=("study:nci",))
        assert after_answer(memory, recommendation) == memory
