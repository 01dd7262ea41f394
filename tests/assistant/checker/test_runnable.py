"""The checker behind any chain: a mapping, text or a chat message in, a report out."""

from __future__ import annotations

import pytest
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda

from assistant.checker.runnable import checked
from assistant.models import CheckReport

TRUE = "In BLAST 78% of the patients became MRD-negative [1]."
FALSE = "In BLAST 87% of the patients became MRD-negative [1]."
SOURCES = "\n\nSources:\n[1] Table 1, BLAST\n"


def _answering(answer: object) -> RunnableLambda[str, object]:
    return RunnableLambda(lambda question: answer)


@pytest.mark.parametrize(("answer", "passed"), [(TRUE, True), (FALSE, False)])
def test_a_chain_of_mappings_is_checked(answer: str, passed: bool) -> None:
    chain = _answering({"answer": answer, "citations": {"1": ["table1.blast"]}, "question": "BLAST?"}) | checked()
    report = chain.invoke("BLAST?")
    assert isinstance(report, CheckReport)
    assert report.passed is passed


@pytest.mark.parametrize("wrap", [str, lambda text: AIMessage(content=text)], ids=["text", "message"])
def test_text_with_its_sources_is_checked(wrap) -> None:
    assert (_answering(wrap(TRUE + SOURCES)) | checked()).invoke("BLAST?").passed
    report = (_answering(wrap(FALSE + SOURCES)) | checked()).invoke("BLAST?")
    assert [finding.check for finding in report.findings] == ["numbers"]


def test_the_verdict_on_the_case_counts() -> None:
    answer = "I would give blinatumomab, which is available immediately [1]."
    given = {"answer": answer, "citations": {"1": ["patient4.2"]}, "case": {"cd19": "negative"}}
    report = (_answering(given) | checked()).invoke("Which?")
    assert "verdict" in {finding.check for finding in report.findings}


def test_several_answers_go_through_at_once() -> None:
    assert [report.passed for report in checked().batch([TRUE + SOURCES, FALSE + SOURCES])] == [True, False]


def test_what_is_no_answer_is_told() -> None:
    with pytest.raises(ValueError, match="wanted text, or a mapping with answer and citations"):
        checked().invoke({"text": TRUE})
