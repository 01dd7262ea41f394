"""Rows of conversations and turns, read and written inside a transaction; every statement names the owner."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from assistant.conversation import Memory
from assistant.database.protocol import Connection
from assistant.models import Answer
from assistant.threads.errors import damaged_conversation
from assistant.threads.models import KeptThread, KeptTurn, Listed
from assistant.threads.seal import sealed, unsealed

_UNREADABLE = "This answer was kept by another version or damaged, and cannot be shown any more. Please ask again."
_FIRST = "(SELECT question FROM turns WHERE owner = c.owner AND thread = c.id AND number = 1)"
_SEALED = {("conversations", "memory"), ("turns", "answer"), ("turns", "before"), ("ratings", "answer")}
_WORDED = (
    ("conversations", "id", ("title", "memory")),
    ("turns", "thread", ("question", "asked_as", "said", "trouble", "answer", "before")),
    ("ratings", "thread", ("question", "before", "given", "answer", "reason")),
)
"""Where words are kept: the table, what names its conversation there, and the columns."""
_TURNS = (
    "SELECT t.key, number, t.question, asked_as, said, trouble, t.answer, r.verdict, t.at FROM turns t "
    "LEFT JOIN ratings r ON r.owner = t.owner AND r.thread = t.thread AND r.key = t.key "
    "WHERE t.owner = ? AND t.thread = ? ORDER BY number"
)


def memory(database: Connection, owner: str, thread: str) -> Memory:
    """What a conversation holds; empty where there is none. Raises DamagedError where it is not what was kept."""
    found = database.execute("SELECT memory FROM conversations WHERE owner = ? AND id = ?", (owner, thread)).fetchone()
    if not found:
        return Memory()
    try:
        return Memory.model_validate_json(unsealed(found[0]))
    except ValueError as error:  # a patient who is another than was told must not be weighed
        raise damaged_conversation(thread, str(error).splitlines()[0]) from error


def has_turn(database: Connection, owner: str, thread: str, key: str) -> bool:
    """Whether a turn is kept."""
    sought = "SELECT 1 FROM turns WHERE owner = ? AND thread = ? AND key = ?"
    return database.execute(sought, (owner, thread, key)).fetchone() is not None


def append(database: Connection, owner: str, thread: str, turn: KeptTurn, before: Memory) -> None:
    """A turn behind the last one of its conversation, which is there; `before`: what was known before it."""
    database.execute(
        "INSERT INTO turns SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? "
        "FROM turns WHERE owner = ? AND thread = ?",
        (
            owner, thread, turn.key, turn.question, turn.asked_as, turn.said, turn.trouble,
            sealed(turn.answer.model_dump_json()) if turn.answer else None, sealed(before.model_dump_json()), turn.at,
            owner, thread,
        ),
    )  # fmt: skip
    # Never earlier than before: a clock that was set back must not hide what was said last.
    database.execute(
        "UPDATE conversations SET at = ? WHERE owner = ? AND id = ? AND at < ?", (turn.at, owner, thread, turn.at)
    )


def cut_from(database: Connection, owner: str, thread: str, key: str) -> None:
    """A turn and those after it taken away, and the memory set to what it was before; ratings stay."""
    sought = "SELECT number, before FROM turns WHERE owner = ? AND thread = ? AND key = ?"
    found = database.execute(sought, (owner, thread, key)).fetchone()
    if found:
        database.execute("DELETE FROM turns WHERE owner = ? AND thread = ? AND number >= ?", (owner, thread, found[0]))
        database.execute(
            "UPDATE conversations SET memory = ? WHERE owner = ? AND id = ?", (found[1], owner, thread)
        )  # fmt: skip


def reword(database: Connection, owner: str, thread: str, swaps: Mapping[str, str]) -> None:
    """Words replaced wherever a conversation keeps them: titles, questions, answers, what is known, ratings."""
    for table, named, columns in _WORDED:
        told = database.execute(
            f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE owner = ? AND {named} = ?", (owner, thread)
        )
        setting = ", ".join(f"{column} = ?" for column in columns)
        for row, *texts in told.fetchall():
            new = [_reworded_as_kept(table, column, text, swaps) for column, text in zip(columns, texts, strict=True)]
            database.execute(f"UPDATE {table} SET {setting} WHERE owner = ? AND rowid = ?", (*new, owner, row))


def _reworded_as_kept(table: str, column: str, kept: str | None, swaps: Mapping[str, str]) -> str | None:
    """The same of a column's text; under a new seal, where it has one. What is damaged stays so."""
    if not kept or (table, column) not in _SEALED:
        return kept and _reworded(kept, swaps)
    try:
        return sealed(_reworded(unsealed(kept), swaps))
    except ValueError:
        return _reworded(kept, swaps)


def _reworded(text: str, swaps: Mapping[str, str]) -> str:
    """Whole words replaced, as they stand and as JSON writes them."""
    for words, instead in swaps.items():
        for form in dict.fromkeys((words, json.dumps(words, ensure_ascii=False)[1:-1])):
            text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", lambda _, instead=instead: instead, text)  # type: ignore[misc]
    return text


def conversation(database: Connection, owner: str, thread: str) -> KeptThread | None:
    """A whole conversation; None where the owner has none of that name."""
    named = f"SELECT title, {_FIRST} FROM conversations c WHERE owner = ? AND id = ?"
    found = database.execute(named, (owner, thread)).fetchone()
    if found is None:
        return None
    turns = tuple(_turn(row) for row in database.execute(_TURNS, (owner, thread)))
    return KeptThread(id=thread, title=_title(*found), turns=turns)


def listed(database: Connection, owner: str, words: str) -> tuple[Listed, ...]:
    """The owner's conversations, newest first; those only that hold all of `words`, in titles or questions."""
    held = "".join(
        " AND (instr(fold(title), fold(?)) > 0 OR EXISTS (SELECT 1 FROM turns WHERE owner = c.owner AND thread = c.id "
        "AND instr(fold(question), fold(?)) > 0))"
        for _ in words.split()
    )
    counted = "(SELECT COUNT(*) FROM turns WHERE owner = c.owner AND thread = c.id)"
    found = database.execute(
        f"SELECT id, title, {_FIRST}, {counted}, at FROM conversations c WHERE owner = ?{held} "
        "ORDER BY at DESC, rowid DESC",
        (owner, *(word for word in words.split() for _ in range(2))),
    )
    return tuple(Listed(id=own, title=_title(title, first), turns=n, at=at) for own, title, first, n, at in found)


def _title(given: str, first: str | None) -> str:
    return given or " ".join((first or "").split())


def _turn(row: tuple[Any, ...]) -> KeptTurn:
    key, number, question, asked_as, said, trouble, answer, verdict, at = row
    turn = KeptTurn(
        key=key, number=number, question=question, asked_as=asked_as, said=said, trouble=trouble, rating=verdict, at=at
    )
    if answer is None:
        return turn
    try:
        return turn.model_copy(update={"answer": Answer.model_validate_json(unsealed(answer))})
    except ValueError:  # the question is not lost with an answer of a form that is no longer known
        return turn.model_copy(update={"trouble": _UNREADABLE})
