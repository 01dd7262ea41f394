"""Targets of study: answers to every kind of question, sentences of reasons, ids, lines; what is kept of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any

from assistant.criteria.truth import deciding
from assistant.study.cases import StudyCase, case_by_id, case_of
from assistant.study.desk import Desk
from assistant.study.errors import StudyError
from assistant.study.given import line_of
from assistant.study.grading import grade
from assistant.study.items import Item, judge
from assistant.study.questions import item_by_id, quiz
from assistant.study.store import StudyStore
from corpus.digest import load_digest
from corpus.signs import whole
from evals.fuzz.models import Target
from evals.fuzz.room import room
from evals.fuzz.trees import changed

_NOW = datetime(2026, 5, 4, tzinfo=UTC)
_ANSWERS = (b"b", b"36%", b"26 patients", b"CNS disease, active", b"no more than 50% blasts")
_REASONS = (
    b"No donor and active CNS disease favor CAR T cells, although the burden is low.",
    b"Blinatumomab failed; <50% blasts speak for it, but collection is not feasible.",
)
_IDS = (b"case:17", b"case:3:level2", b"case:5:neither", b"exclude:7", b"cell:table2.fhcrc:low_disease_pct")
_LINES = (b'{"answer": "a", "seconds": 4, "rating": "good"}', b'{"answer": "36%"}')
_WORDS = (
    b"a", b"b)", b"%", b"no ", b"although ", b", but ", b"CAR T cells ", b"blinatumomab ", b"50%", b" patients", b"- ",
    b"case:", b":level3", b":car_t", b"exclude:", b"text:", b"9", b"; ", b". ",
)  # fmt: skip


def targets() -> tuple[Target, ...]:
    """One for each text that study takes in."""
    return (
        Target("study-answers", _text(_judged), _ANSWERS, (), _WORDS, 600, 100_000),
        Target("study-ids", _text(_made), _IDS, (StudyError,), _WORDS, 60, 20_000),
        Target("study-lines", _text(_line), _LINES, (StudyError,), _WORDS, 2000, 150_000, changed),
        Target("study-reasons", _text(lambda text: _graded(whole(text))), _REASONS, (), _WORDS, 800, 2_500),
        Target("study-kept", _text(_Kept()), _ANSWERS, (), _WORDS, 600, 5_000),
    )


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda data: read(data.decode("utf-8", "surrogateescape"))


@cache
def _items() -> tuple[Item, ...]:
    return quiz(Random(3), 60)


def _judged(text: str) -> None:
    """Every kind of question judges any answer; none is right for nothing."""
    for item in {item.kind: item for item in _items()}.values():
        outcome = judge(item, text)
        assert not outcome.right or text.strip(), "nothing is right"


def _made(text: str) -> None:
    """An id gives the question or the patient that bears it, each time the same."""
    made: Item | StudyCase = case_by_id(text) if text.startswith("case") else item_by_id(text)
    assert made.id == text or text.startswith(("exclude:", "case:")), f"{made.id!r} for {text!r}"


def _line(text: str) -> None:
    line = line_of(text, 1.0, True)
    assert 0 <= line.seconds < 1e6, f"{line.seconds} seconds"


@cache
def _studied() -> tuple[StudyCase, ...]:
    return tuple(case_of(seed) for seed in range(4))


def _graded(text: str) -> None:
    """Reasons name criteria there are, and words that stand in them."""
    study = _studied()[len(text) % 4]
    graded = grade(study, "car_t", text, load_digest())
    for reason in graded.reasons:
        assert reason.id in deciding(), f"no criterion {reason.id!r}"


class _Kept:
    """A store whose every text is the one given: what was kept is read back."""

    def __init__(self) -> None:
        self._store: StudyStore | None = None
        self._number = itertools.count()

    def __call__(self, text: str) -> None:
        if self._store is None:
            self._store = StudyStore(room() / "study.sqlite")
        said, item = whole(text), _items()[next(self._number) % len(_items())]
        desk = Desk(self._store, said[:40], clock=lambda: _NOW)
        desk.answer(item, said, 2.0)
        self._store.put_sitting(said[:40], said)
        kept: Any = self._store.answers(said[:40])
        assert kept[-1].given == said, "not read back"
        assert self._store.sitting(said[:40]) == said, "not read back"
        assert self._store.answers(f"{said[:40]}x") == (), "another learner's"
        self._store.forget(said[:40])
        assert self._store.answers(said[:40]) == (), "not forgotten"
