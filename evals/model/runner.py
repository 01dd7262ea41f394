"""Puts questions to an assistant with a language model and keeps what came of each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from assistant.api import Assistant
from assistant.model.engine import ModelEngine
from assistant.model.writing import Written
from assistant.models import Answer
from evals.model.models import Asked, Report

_FATES = (("in place of", "replaced"), ("cut back", "cut back"))


class Watch:
    """Keeps what became of the last text that a model wrote."""

    def __init__(self) -> None:
        self.last: Written | None = None

    def __call__(self, written: Written) -> None:
        self.last = written


def ask_all(
    assistant: Assistant,
    watch: Watch,
    questions: Sequence[str],
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Asked]:
    """Each question's outcome, as soon as it is known. `watch` observes the assistant's engine."""
    for question in questions:
        watch.last = None
        start = clock()
        answer = assistant.ask(question)
        yield _outcome(question, answer, watch.last or Written(), clock() - start)


def report(asked: Sequence[Asked], engine: ModelEngine) -> Report:
    """The counts over all outcomes."""
    reached = [one for one in asked if one.fate != "not asked"]
    fates = Counter(one.fate for one in reached)
    return Report(
        model=engine.label, prompts_hash=engine.prompts.hash, questions=len(asked), asked=len(reached),
        tried=sum(one.tried for one in reached), passed=sum(one.kept for one in reached),
        marked=sum(one.marked for one in reached),
        shown=sum(one.kept for one in reached if one.fate != "replaced"),
        answers_kept=fates["kept"], answers_cut_back=fates["cut back"], answers_replaced=fates["replaced"],
        failures=dict(Counter(one.failure for one in reached if one.failure)),
        seconds_per_question=round(sum(one.seconds for one in reached) / max(1, len(reached)), 1),
    )  # fmt: skip


def _outcome(question: str, answer: Answer, written: Written, seconds: float) -> Asked:
    fate = "not asked"
    if answer.model is not None:
        fate = next((fate for words, fate in _FATES if words in answer.engine), "kept")
    return Asked(
        question=question, fate=fate, engine=answer.engine, note=answer.note, answer=answer.answer,
        citations=tuple((citation.marker, citation.text) for citation in answer.citations), written=written.text,
        cut=written.cut, tried=written.tried, kept=written.kept, marked=written.marked, failure=written.failure or "",
        seconds=round(seconds, 1),
    )  # fmt: skip
