"""What changed since the review stands beside an answer, dated and sourced, and never in it."""

from __future__ import annotations

from assistant.answer.present import as_object
from assistant.answer.wording import wording


def test_beside_an_answer_on_approval(assistant):
    answer = assistant.ask("For which ages were CD19 CAR T cells approved by the FDA?")
    assert answer.status == "answered"
    assert {"2021-10-01", "2024-11-08"} <= {update.date for update in answer.since}
    assert "Tecartus" not in answer.answer
    assert answer.answer.startswith(wording()["as_of"])
    assert as_object(answer)["since"][0]["source"]["url"].startswith("https://")


def test_beside_a_verdict_that_access_touches(assistant):
    answer = assistant.ask("Man of 40, second relapse, CD19 positive, no transplant possible. Which one?")
    assert any(state.effect == "access" and state.state == "true" for state in answer.criteria)
    assert answer.since


def test_not_beside_other_answers(assistant):
    answer = assistant.ask("What was the CR rate in ALCANTARA?")
    assert answer.since == ()
    assert wording()["as_of"] not in answer.answer
    assert assistant.ask("Tell me a joke.").since == ()


def test_beside_a_question_declined_for_what_came_later(assistant):
    answer = assistant.ask("Have CAR T cells been approved for adults since 2021?")
    assert answer.status == "abstained"
    assert {update.therapy for update in answer.since} == {"car_t"}
