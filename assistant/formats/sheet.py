"""What a copy of an answer shows, in words, before it is Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.formats.references import Entry, cited_numbers, entries
from assistant.formats.wording import wording
from assistant.models import UNSURE, Answer, Fact, FactValue
from corpus.criteria import load_fact_specs
from corpus.models import Frozen
from corpus.references import Reference
from corpus.updates import Update


class FactRow(Frozen):
    """A fact about the patient as it is read by people."""

    title: str
    value: str
    words: str


class Source(Frozen):
    """A passage cited."""

    marker: int
    place: str
    """In words: "Patient 2, paragraph 4"."""
    refs: tuple[int, ...]
    text: str


class Sheet(Frozen):
    """A copy of an answer."""

    question: str
    answer: str
    """Markdown with [n] marks."""
    facts: tuple[FactRow, ...]
    told: str
    """Whose words the passages are; where there are none, that."""
    sources: tuple[Source, ...]
    since: tuple[Update, ...]
    """Public decisions after the review."""
    references: tuple[Entry, ...]
    """The review first."""
    foot: tuple[str, ...]
    """As of when, what it is not, how the checks went, where it comes from."""


def sheet(answer: Answer, references: Iterable[Reference], question: str = "", version: str = "") -> Sheet:
    """The copy of an answer. `references`: the review's list; `version`: of this project."""
    words, cited = wording(), answer.citations
    told = words["told"].get(answer.corpus_name, words["told"]["other"]) if cited else words["no_sources"]
    return Sheet(
        question=question.strip(), answer=answer.answer.strip(),
        facts=tuple(_row(fact) for fact in answer.case.facts) if answer.case else (),
        told=told,
        sources=tuple(
            Source(marker=one.marker, place=_place(one.label, one.locators[0]), refs=cited_numbers(one), text=one.text)
            for one in cited
        ),
        since=answer.since, references=entries(answer, references),
        foot=(f"{words['as_of']} {words['is_not']}", _checks(answer), _origin(answer, version)),
    )  # fmt: skip


def _place(label: str, locator: str) -> str:
    """In words; of a document that is not the review, whose places are named NAME/PLACE, that it is not."""
    return f"{label or locator} ({wording()['beside']})" if "/" in locator else label or locator


def _row(fact: Fact) -> FactRow:
    spec = next((spec for spec in load_fact_specs() if spec.key == fact.key), None)
    unit = "" if spec is None or not spec.unit else spec.unit if spec.unit == "%" else f" {spec.unit}"
    unsure = f" ({wording()['confirm']})" if fact.confidence < UNSURE else ""
    title = spec.title if spec else fact.key
    return FactRow(title=title, value=f"{_said(fact.value)}{unit}{unsure}", words=fact.words or fact.note)


def _said(value: FactValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return value.replace("_", " ") if isinstance(value, str) else f"{value:g}"


def _checks(answer: Answer) -> str:
    words: dict[str, str] = wording()["checks"]
    failed = [check.check for check in answer.checks if not check.passed]
    if failed:
        return words["failed"].format(names=", ".join(failed))
    if answer.checks:
        return words["passed"].format(count=len(answer.checks))
    return words["declined" if answer.status == "abstained" else "none"]


def _origin(answer: Answer, version: str) -> str:
    told: str = wording()["origin"].format(
        engine=answer.engine, corpus=answer.corpus_name, corpus_hash=answer.corpus_hash,
        criteria_hash=answer.criteria_hash, version=version,
    )  # fmt: skip
    return told
