"""The review's own patients, known by what is said of them; patients to be treated are not taken for them."""

from __future__ import annotations

import pytest

from assistant.described import described, load_own_patients


@pytest.mark.parametrize(
    ("question", "patients"),
    [
        ("What happened to the 64-year-old woman?", ("patient:1",)),
        ("How long was the lady with hyperdiploid ALL kept off treatment, and why was that?", ("patient:1",)),
        ("Which drugs cleared the CNS of the man aged 22?", ("patient:2",)),
        ("Why was the 27-year-old given CAR T cells?", ("patient:3",)),
        ("What did the man of 36 years with KMT2A die of?", ("patient:4",)),
        ("When did the 36-year-old and the 46-year-old relapse after transplant?", ("patient:4", "patient:5")),
        ("Did a man with KMT2A rearrangement in this review get infused?", ("patient:4",)),
        ("the t(4;11) guy: how did he fare, was there a response?", ("patient:5",)),
    ],
)
def test_they_are_known_by_description(question, patients):
    assert described(question) == patients


@pytest.mark.parametrize(
    "question",
    [
        "64-year-old woman with hyperdiploid ALL, relapsed: which of the two?",
        "The 22-year-old in bed 4 relapsed. What would you give him?",
        "The 27-year-old woman relapsed: blinatumomab or CAR-T?",
        "The man, 50 years old, relapsed after transplant and was refractory. What now?",
        "What did the 64-patient study of blinatumomab report?",
        "How did KMT2A-rearranged leukemias respond?",
    ],
)
def test_nobody_of_the_review_is_meant(question):
    assert described(question) == ()


def test_each_feature_is_a_pattern_that_compiles_and_is_found():
    for own in load_own_patients():
        assert all(own.features_in(f"the patient with {feature}") <= len(own.features) for feature in own.features)
    assert [own.concept for own in load_own_patients()] == [f"patient:{number}" for number in range(1, 6)]


def test_the_answer_tells_their_story(assistant):
    answer = assistant.ask("Which infection held up the treatment of the 64-year-old woman, and for how long was it?")
    assert answer.recommendation is None
    assert "pneumonia" in answer.answer
    assert any(place.startswith("patient1.1") for citation in answer.citations for place in citation.locators)


def test_in_a_conversation_the_patient_at_hand_is_meant(assistant, tmp_path):
    thread = f"described-{tmp_path.name}"
    assistant.ask("Woman of 64, relapsed, CD19 positive, blasts 20%. Which one?", thread=thread)
    answer = assistant.ask("The 64-year-old woman was also found to have CNS disease.", thread=thread)
    assert answer.case is not None
    assert answer.case.get("cns") == "active"
