"""Answers and cards kept on disk, in the user's data folder: one SQLite file for all learners of a machine.

One answer is one transaction: the answer and its card are both there, or neither. Write-ahead logging, written through:
a process that is killed in the middle leaves the file as it was before that answer. Times are UTC.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fsrs import Card

from corpus.models import Frozen

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  id INTEGER PRIMARY KEY, learner TEXT NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL,
  at TEXT NOT NULL, right INTEGER NOT NULL, score REAL NOT NULL, rating TEXT NOT NULL, seconds REAL NOT NULL,
  given TEXT NOT NULL, before TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS answers_of ON answers (learner, at);
CREATE TABLE IF NOT EXISTS cards (
  learner TEXT NOT NULL, item TEXT NOT NULL, card TEXT NOT NULL, PRIMARY KEY (learner, item));
CREATE TABLE IF NOT EXISTS sittings (learner TEXT PRIMARY KEY, sitting TEXT NOT NULL);
"""
NAME = "study.sqlite"
"""Of the file in the data folder."""


class Answered(Frozen):
    """An answer as it is kept."""

    learner: str
    item: str
    """Id of the question, or of a case."""
    kind: str
    """A question's kind, or "case"."""
    topic: str
    at: datetime
    """UTC."""
    right: bool
    score: float
    """0 to 1; of a question 0 or 1."""
    rating: str
    """again, hard, good, easy; empty for a case."""
    seconds: float
    given: str


class StudyStore:
    """One SQLite file; safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, answered: Answered, review: Callable[[Card | None], Card] | None = None) -> Card | None:
        """Keeps an answer with the card that `review` makes of the old one (None: never answered); without it, the
        answer alone. Returns the new card. An answer's time is its card's review where that is later."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")  # the card that is read is the card that is replaced
            old = self._card(database, answered.learner, answered.item)
            card = review(old) if review else None
            at = max(answered.at, card.last_review) if card and card.last_review else answered.at
            self._insert(database, answered.model_copy(update={"at": at}), old)
            if card:
                self._put(database, answered.learner, answered.item, card)
            database.execute("COMMIT")
        return card

    def rerate(
        self, learner: str, item: str, rating: str, review: Callable[[Card | None, datetime], Card]
    ) -> Card | None:
        """Gives the last answer to an item another rating: `review` makes the card anew of the card before that answer
        and the answer's time. Returns the new card; None where the item was never answered."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            row = database.execute(
                "SELECT id, at, before FROM answers WHERE learner = ? AND item = ? ORDER BY id DESC LIMIT 1",
                (learner, item),
            ).fetchone()
            card = None
            if row:
                own, at, before = row
                card = review(Card.from_json(before) if before else None, datetime.fromisoformat(at))
                database.execute("UPDATE answers SET rating = ? WHERE id = ?", (rating, own))
                self._put(database, learner, item, card)
            database.execute("COMMIT")
        return card

    def cards(self, learner: str) -> dict[str, Card]:
        """A learner's cards by item."""
        with self._open() as database:
            rows = database.execute("SELECT item, card FROM cards WHERE learner = ?", (learner,)).fetchall()
        return {item: Card.from_json(card) for item, card in rows}

    def answers(self, learner: str | None = None) -> tuple[Answered, ...]:
        """A learner's answers, or everybody's, in the order they were given."""
        query = "SELECT learner, item, kind, topic, at, right, score, rating, seconds, given FROM answers"
        with self._open() as database:
            if learner is None:
                rows = database.execute(f"{query} ORDER BY id").fetchall()
            else:
                rows = database.execute(f"{query} WHERE learner = ? ORDER BY id", (learner,)).fetchall()
        return tuple(Answered.model_validate(dict(zip(Answered.model_fields, row, strict=True))) for row in rows)

    def learners(self) -> tuple[str, ...]:
        """The names of all who answered, in order; the empty name is the one who gave none."""
        with self._open() as database:
            rows = database.execute("SELECT DISTINCT learner FROM answers ORDER BY learner").fetchall()
        return tuple(row[0] for row in rows)

    def sitting(self, learner: str) -> str:
        """What `put_sitting` kept last of a learner; empty where nothing was."""
        with self._open() as database:
            row = database.execute("SELECT sitting FROM sittings WHERE learner = ?", (learner,)).fetchone()
        return str(row[0]) if row else ""

    def put_sitting(self, learner: str, sitting: str) -> None:
        """Keeps where a learner is, so that a reload goes on there; the text is the caller's own."""
        with self._open() as database:
            database.execute(
                "INSERT INTO sittings VALUES (?, ?) ON CONFLICT (learner) DO UPDATE SET sitting = excluded.sitting",
                (learner, sitting),
            )

    def forget(self, learner: str) -> None:
        """Deletes all that is kept of a learner."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute("DELETE FROM answers WHERE learner = ?", (learner,))
            database.execute("DELETE FROM cards WHERE learner = ?", (learner,))
            database.execute("DELETE FROM sittings WHERE learner = ?", (learner,))
            database.execute("COMMIT")

    @staticmethod
    def _card(database: sqlite3.Connection, learner: str, item: str) -> Card | None:
        row = database.execute("SELECT card FROM cards WHERE learner = ? AND item = ?", (learner, item)).fetchone()
        return Card.from_json(row[0]) if row else None

    @staticmethod
    def _put(database: sqlite3.Connection, learner: str, item: str, card: Card) -> None:
        database.execute(
            "INSERT INTO cards VALUES (?, ?, ?) ON CONFLICT (learner, item) DO UPDATE SET card = excluded.card",
            (learner, item, card.to_json()),
        )

    @staticmethod
    def _insert(database: sqlite3.Connection, answered: Answered, before: Card | None) -> None:
        at = answered.at.astimezone(UTC).isoformat()
        values = {**answered.model_dump(), "at": at, "before": before.to_json() if before else ""}
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        database.execute(f"INSERT INTO answers ({names}) VALUES ({marks})", values)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            database.executescript(_SCHEMA)
            yield database
