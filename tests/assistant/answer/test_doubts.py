"""A verdict never hangs on a weak reading in silence."""

from __future__ import annotations

import pytest

from assistant.answer.doubts import doubts, hinging
from assistant.models import UNSURE, Case, Fact


def _case(*facts):
    return Case(facts=tuple(Fact(key=k, value=v, confidence=sure, words=words) for k, v, sure, words in facts))


WEAK = UNSURE - 0.1


def test_an_unsure_fact_that_decides_is_asked_back_in_its_own_words():
    case = _case(("age", 40, 1.0, "40F"), ("hct_candidate", False, WEAK, "her heart [1] is *weak*. Very"))
    (asked,) = doubts(case)
    assert asked == (
        "The verdict hangs on it: is “her heart 1 is weak Very” rightly read as “Candidate for allo-HCT: no”?"
    )


@pytest.mark.parametrize(
    "case",
    [
        _case(("hct_candidate", False, UNSURE, "no transplant")),
        _case(("cns", "active", 1.0, "CNS-3"), ("hct_candidate", False, WEAK, "weak heart")),
        _case(("sex", "male", WEAK, "he")),
        Case(),
    ],
    ids=["sure enough", "another strong reason stands", "no criterion reads it", "no facts"],
)
def test_what_the_verdict_does_not_hang_on_is_not_asked(case):
    assert hinging(case) == ()


def test_facts_that_decide_only_together_are_asked_together():
    case = _case(("cns", "active", WEAK, "numb chin"), ("hct_candidate", False, WEAK, "weak heart"))
    assert [fact.key for fact in hinging(case)] == ["cns", "hct_candidate"]


def test_the_answer_asks_and_passes_its_checks(assistant):
    note = "44F, relapsed B-ALL, CD19+. With that ejection fraction no transplant unit will condition her. Which one?"
    answer = assistant.ask(note)
    assert answer.case.get("hct_candidate") is False
    unsure = [fact for fact in answer.case.facts if fact.confidence < UNSURE]
    assert (len(answer.doubts) > 0) == any(fact in hinging(answer.case) for fact in unsure)
    assert all(doubt in answer.answer for doubt in answer.doubts)
    assert all(check.passed for check in answer.checks)
