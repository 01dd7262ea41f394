"""What the contract gives back (design.md section 6), as plain data: for the command line, programs and the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # each command loads what it needs, no more
    from assistant.facts.reader import Reader
    from assistant.models import Answer, Case
    from index.rank import Hit

Record = dict[str, Any]


def answer_record(answer: Answer) -> Record:
    """The answer object, its references with it."""
    from assistant.formats.record import as_record
    from corpus.references import load_references

    return as_record(answer, load_references())


def found_record(hits: Iterable[Hit]) -> Record:
    """{passages: [{locators, text, score}]}; one of another document says of which, as `source`."""
    return {"passages": [_found(hit) for hit in hits]}


def _found(hit: Hit) -> Record:
    found: Record = {"locators": list(hit.passage.locators), "text": hit.passage.text, "score": hit.score}
    source, _, within = hit.passage.place.partition("/")
    return {**found, "source": source} if within else found


def checked_record(given: Mapping[str, Any]) -> Record:
    """{passed, checks, findings} of {answer, citations, question?, case?}; what the question says fills up the case.

    Raises FactError for a case that cannot be used, GivenError for other values that cannot.
    """
    from assistant.checker.check import check_answer
    from assistant.criteria.engine import decide
    from assistant.facts.reader import read_case
    from assistant.facts.validate import validate
    from assistant.given import MAX_ANSWER_CHARS, MAX_QUESTION_CHARS, citations_of, text_of
    from corpus.digest import load_digest

    question = text_of(given, "question", MAX_QUESTION_CHARS)
    answer, marks = text_of(given, "answer", MAX_ANSWER_CHARS), citations_of(given)
    case = validate(given.get("case") or {})
    for fact in read_case(question).facts if case.facts else ():
        case = case if case.get(fact.key) is not None else case.with_fact(fact)
    report = check_answer(
        answer, marks, digest=load_digest(), verdict=decide(case) if case.facts else None,
        question=question, case=case,
    )  # fmt: skip
    return report.model_dump(mode="json")


def case_record(reader: Reader, note: str) -> Record:
    """{case, facts, doubts}: the facts understood of a note, each with its words."""
    from assistant.facts.validate import implausible

    read = reader.read(note)
    facts = [fact.model_dump(mode="json", exclude={"start", "end"}) for fact in read.facts]
    return {"case": read.values(), "facts": facts, "doubts": list(implausible(read))}


def decided_record(case: Case) -> Record:
    """{case, recommendation, criteria, would_change, would_change_together, missing, doubts} of a patient's facts."""
    from assistant.criteria.engine import decide
    from assistant.facts.validate import implausible

    return {"case": case.values(), **decide(case).model_dump(mode="json"), "doubts": list(implausible(case))}
