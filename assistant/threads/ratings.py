"""Rows of ratings: an answer with its question, so that a rating means something after the turn was taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from assistant.database.protocol import Connection
from assistant.models import Answer, FactValue
from assistant.threads.models import KeptThread, KeptTurn, Rating, Verdict
from assistant.threads.seal import sealed, unsealed

REASON_CHARS = 1000
_COLUMNS = "id, question, before, given, answer, answer_hash, verdict, reason, at"


def answer_hash(answer: Answer) -> str:
    """SHA-256 of an answer, whatever time it took."""
    told = answer.model_dump_json(exclude={"timings_ms"})
    return hashlib.sha256(told.encode()).hexdigest()


def add(
    database: Connection, owner: str, thread: KeptThread, key: str, verdict: Verdict, reason: str, at: float
) -> None:
    """A rating of a turn that has an answer; nothing for one that has none."""
    place = next((place for place, turn in enumerate(thread.turns) if turn.key == key), None)
    answer = None if place is None else thread.turns[place].answer
    if place is None or answer is None:
        return
    until = thread.turns[: place + 1]
    database.execute(
        "INSERT INTO ratings (owner, thread, key, question, before, given, answer, answer_hash, corpus_hash, "
        "criteria_hash, verdict, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            owner, thread.id, key, until[-1].question, json.dumps([turn.question for turn in until[:-1]]),
            json.dumps(_given(until, answer)), sealed(answer.model_dump_json()), answer_hash(answer),
            answer.corpus_hash, answer.criteria_hash, verdict, reason.strip()[:REASON_CHARS], at,
        ),
    )  # fmt: skip


def remove(database: Connection, owner: str, thread: str, key: str) -> None:
    """Takes the rating of a turn away, where there is one."""
    database.execute("DELETE FROM ratings WHERE owner = ? AND thread = ? AND key = ?", (owner, thread, key))


def of_turn(database: Connection, owner: str, thread: str, key: str) -> Rating | None:
    """The rating of a turn; None where it has none."""
    where = "owner = ? AND thread = ? AND key = ?"
    return next(_ratings(database, where, owner, thread, key), None)


def of_owner(database: Connection, owner: str) -> tuple[Rating, ...]:
    """All ratings of an owner, newest first."""
    return tuple(_ratings(database, "owner = ? ORDER BY id DESC", owner))


def _given(until: tuple[KeptTurn, ...], answer: Answer) -> dict[str, FactValue]:
    """The whole patient, where a fact was set by hand: the questions alone would not tell it."""
    by_hand = any(turn.asked_as for turn in until)
    return answer.case.values() if by_hand and answer.case else {}


def _ratings(database: Connection, where: str, *values: str) -> Iterator[Rating]:
    for row in database.execute(f"SELECT {_COLUMNS} FROM ratings WHERE {where}", values).fetchall():
        told: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
        try:
            told |= {name: json.loads(told[name]) for name in ("before", "given")}
            yield Rating.model_validate({**told, "answer": Answer.model_validate_json(unsealed(told["answer"]))})
        except ValueError:  # damaged, or of a form that is no longer known: nothing can be made of it
            continue
