"""Conversations kept between runs, in the data folder or on a database server: what was said, and what is known."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.conversation import Memory
from assistant.database.protocol import Connection, Database
from assistant.models import Answer
from assistant.threads import ratings, rows
from assistant.threads.file import ConversationsFile
from assistant.threads.models import AsKept, KeptThread, KeptTurn, Listed, Rating, Verdict
from assistant.threads.seal import sealed

_REMEMBER = (
    "INSERT INTO conversations (owner, id, memory) VALUES (?, ?, ?) "
    "ON CONFLICT (owner, id) DO UPDATE SET memory = excluded.memory"
)
TITLE_CHARS = 120


class ThreadStore:
    """One SQLite file, or one database; safe for several threads and processes, each call its own transaction.

    Every call names the owner; nothing of another's is ever found, whatever id is given.
    """

    def __init__(self, where: Path | Database, clock: Callable[[], float] = time.time) -> None:
        """`where`: the file, or the database."""
        self.where, self._clock = where, clock
        self._database: Database = ConversationsFile(where) if isinstance(where, Path) else where

    def load(self, thread: str, owner: str = "") -> Memory:
        """What a conversation holds; an empty memory for one that is new."""
        with self._database.reading() as database:
            return rows.memory(database, owner, thread) if database else Memory()

    def save(self, thread: str, memory: Memory, owner: str = "") -> None:
        """Keeps what a conversation holds now, without a turn."""
        with self._database.writing(owner) as database:
            _remember(database, owner, thread, memory)

    def keep(self, thread: str, question: str, answer: Answer, memory: Memory, kept: AsKept | None = None) -> None:
        """Keeps a turn that was answered, and what is known after it: both or neither.

        A turn that was kept already (it was stopped meanwhile) stays as it is.
        """
        kept = kept or AsKept()
        turn = _turn(question, kept).model_copy(update={"answer": answer})
        with self._database.writing(kept.owner) as database:
            if not rows.has_turn(database, kept.owner, thread, turn.key):
                self._append(database, thread, turn, memory, kept.owner)

    def keep_unanswered(
        self, thread: str, question: str, said: str, trouble: str, memory: Memory, kept: AsKept
    ) -> None:
        """Keeps a turn that was stopped or failed, as it was shown; it stands above an answer that came late."""
        turn = _turn(question, kept).model_copy(update={"said": said, "trouble": trouble})
        with self._database.writing(kept.owner) as database:
            rows.cut_from(database, kept.owner, thread, turn.key)
            self._append(database, thread, turn, memory, kept.owner)

    def open(self, thread: str, owner: str = "") -> KeptThread | None:
        """A whole conversation; None where the owner has none of that name."""
        with self._database.reading() as database:
            return rows.conversation(database, owner, thread) if database else None

    def list(self, owner: str = "", words: str = "") -> tuple[Listed, ...]:
        """The owner's conversations, newest first; those only whose title or questions hold `words`."""
        with self._database.reading() as database:
            return rows.listed(database, owner, words) if database else ()

    def rename(self, thread: str, title: str, owner: str = "") -> None:
        """Gives a conversation a title, on one line; an empty one brings its first question back."""
        with self._database.writing(owner) as database:
            database.execute(
                "UPDATE conversations SET title = ? WHERE owner = ? AND id = ?",
                (" ".join(title.split())[:TITLE_CHARS], owner, thread),
            )

    def cut_back(self, thread: str, key: str, owner: str = "") -> None:
        """Takes a turn and all after it back, and what was learned from them; nothing where there is no such turn."""
        with self._database.writing(owner) as database:
            rows.cut_from(database, owner, thread, key)

    def strike(self, thread: str, swaps: Mapping[str, str], owner: str = "") -> None:
        """Replaces words wherever a conversation keeps them, for good: a name by "[name]"."""
        with self._database.writing(owner) as database:
            rows.reword(database, owner, thread, swaps)
        self._database.empty()

    def forget(self, thread: str, owner: str = "") -> None:
        """Deletes a conversation, with its turns and ratings."""
        with self._database.writing(owner) as database:
            database.execute("DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, thread))
        self._database.empty()

    def forget_all(self, owner: str = "") -> None:
        """Deletes all of the owner's conversations, with their turns and ratings."""
        with self._database.writing(owner) as database:
            database.execute("DELETE FROM conversations WHERE owner = ?", (owner,))
        self._database.empty()

    def rate(self, thread: str, key: str, verdict: Verdict | None, reason: str = "", owner: str = "") -> None:
        """Keeps how an answer was rated, in place of an earlier rating; None takes it away."""
        with self._database.writing(owner) as database:
            ratings.remove(database, owner, thread, key)
            found = rows.conversation(database, owner, thread) if verdict else None
            if found and verdict:
                ratings.add(database, owner, found, key, verdict, reason, self._clock())

    def rating(self, thread: str, key: str, owner: str = "") -> Rating | None:
        """How an answer was rated; None where it was not."""
        with self._database.reading() as database:
            return ratings.of_turn(database, owner, thread, key) if database else None

    def ratings(self, owner: str = "") -> tuple[Rating, ...]:
        """All the owner's ratings, newest first."""
        with self._database.reading() as database:
            return ratings.of_owner(database, owner) if database else ()

    def _append(self, database: Connection, thread: str, turn: KeptTurn, memory: Memory, owner: str) -> None:
        before = rows.memory(database, owner, thread)
        _remember(database, owner, thread, memory)
        rows.append(database, owner, thread, turn.model_copy(update={"at": self._clock()}), before)


def _remember(database: Connection, owner: str, thread: str, memory: Memory) -> None:
    database.execute(_REMEMBER, (owner, thread, sealed(memory.model_dump_json())))


def _turn(question: str, kept: AsKept) -> KeptTurn:
    return KeptTurn(key=kept.key or uuid.uuid4().hex, number=1, question=question, asked_as=kept.asked_as)
