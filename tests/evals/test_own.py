"""Cases of the user's own, made from rated answers."""

from __future__ import annotations

import pytest

from assistant.api import Assistant
from assistant.threads import AsKept, ThreadStore
from evals import rated
from evals.command import Asked, Outputs, run
from evals.errors import NoExpectationError, UnknownRatingError
from evals.own import load_own

HER = "34F with relapsed B-ALL, 12% blasts, CD19 positive. Blinatumomab or CAR T cells?"
WHAT_IF = "What if she had active CNS disease?"


@pytest.fixture
def talking(assistant, concepts, tmp_path):
    store = ThreadStore(tmp_path / "threads.sqlite")
    return Assistant(
        assistant.library, assistant.index, concepts, store, reader=assistant.reader, sense=assistant.sense
    )


@pytest.fixture
def rate(talking):
    def rated_as(verdict: str, reason: str = "") -> None:
        for key, question in (("one", HER), ("two", WHAT_IF)):
            talking.ask(question, thread="a", kept=AsKept(key=key))
        talking.threads.rate("a", "two", verdict, reason)

    return rated_as


def test_helpful_answer_becomes_a_case_that_holds_in_its_conversation(talking, rate, tmp_path, capsys):
    rate("up")
    rated.run(tmp_path, None, "", ())
    assert WHAT_IF in capsys.readouterr().out
    rated.run(tmp_path, 1, "", ())
    (case,) = load_own(tmp_path)
    assert (case.before, case.recommendation, case.facts["cns"]) == ((HER,), "car_t", "active")
    assert run(lambda: talking, Asked(own=tmp_path), tmp_path, Outputs(as_json=True))
    assert [one.id for one in talking.threads.list()] == ["a"], "the run left a conversation behind"


def test_answer_that_is_not_right_needs_to_be_told_what_would_be(talking, rate, tmp_path):
    rate("down", "should be blinatumomab")
    with pytest.raises(NoExpectationError, match="--expect car_t"):
        rated.run(tmp_path, 1, "", ())
    rated.run(tmp_path, 1, "blinatumomab", ())
    assert load_own(tmp_path)[0].title == "should be blinatumomab"
    assert not run(lambda: talking, Asked(own=tmp_path), tmp_path, Outputs(as_json=True))


def test_unknown_number_is_told(tmp_path, capsys):
    rated.run(tmp_path, None, "", ())
    assert "No answer has been rated yet" in capsys.readouterr().out
    with pytest.raises(UnknownRatingError, match="got number 4; wanted none"):
        rated.run(tmp_path, 4, "", ())
