"""False premises are corrected, true ones pass."""

from __future__ import annotations

import pytest

from assistant.answer.premise import as_statement
from assistant.answer.wording import wording

FALSE = [
    "Since CAR-T is licensed for adults of any age, which older patients get it?",
    "Why is severe CRS more common with blinatumomab than with CAR T cells?",
    "Given that blinatumomab needs lymphodepletion, which regimen is used?",
    "Because blinatumomab clears the CNS so well, should it be used in CNS disease?",
    "Why does older age lower the response to blinatumomab?",
    "Given that prior blinatumomab spoils the CAR T-cell response, should it be avoided?",
]
TRUE = [
    "Why is severe CRS more common with CAR T cells than with blinatumomab?",
    "Since blinatumomab is approved at any age, may older adults have it?",
    "Given that CAR T cells take weeks to make, who cannot wait?",
    "Why do patients relapse after blinatumomab unless they are transplanted?",
    "What was the CR rate in ALCANTARA?",
]


@pytest.mark.parametrize("question", FALSE)
def test_a_false_premise_is_named_before_the_passages(assistant, question):
    answer = assistant.ask(question)
    assert answer.answer.startswith(wording()["premise"])
    assert answer.citations
    assert all(check.passed for check in answer.checks)


@pytest.mark.parametrize("question", TRUE)
def test_a_true_one_is_not_doubted(assistant, question):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert not answer.answer.startswith(wording()["premise"])


def test_a_question_as_a_statement():
    assert as_statement("Why is CRS rarer with blinatumomab? ") == "CRS rarer with blinatumomab"
    assert as_statement("Given that it is approved, who gets it?") == "It is approved, who gets it"
    assert as_statement("??") == ""
