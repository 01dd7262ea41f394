"""Answers and cards kept for all learners, in the data folder or on a database server.

One answer is one transaction: the answer and its card are both there, or neither. Times are UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fsrs import Card

from assistant.database.protocol import Connection, Database
from assistant.study.file import StudyFile
from corpus.models import Frozen

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
    """One SQLite file, or one database; safe for several threads and processes."""

    def __init__(self, where: Path | Database) -> None:
        """`where`: the file, or the database."""
        self._database: Database = StudyFile(where) if isinstance(where, Path) else where

    def keep(self, answered: Answered, review: Callable[[Card | None], Card] | None = None) -> Card | None:
        """Keeps an answer with the card that `review` makes of the old one (None: never answered); without it, the
        answer alone. Returns the new card. An answer's time is its card's review where that is later."""
        with self._database.writing(answered.learner) as database:  # the card that is read is the one replaced
            old = self._card(database, answered.learner, answered.item)
            card = review(old) if review else None
            at = max(answered.at, card.last_review) if card and card.last_review else answered.at
            self._insert(database, answered.model_copy(update={"at": at}), old)
            if card:
                self._put(database, answered.learner, answered.item, card)
        return card

    def rerate(
        self, learner: str, item: str, rating: str, review: Callable[[Card | None, datetime], Card]
    ) -> Card | None:
        """Gives the last answer to an item another rating: `review` makes the card anew of the card before that answer
        and the answer's time. Returns the new card; None where the item was never answered."""
        with self._database.writing(learner) as database:
            row = database.execute(
                "SELECT id, at, before FROM answers WHERE learner = ? AND item = ? ORDER BY id DESC LIMIT 1",
                (learner, item),
            ).fetchone()
            card = None
            if row:
                own, at, before = row
                card = review(Card.from_json(before) if before else None, datetime.fromisoformat(at))
                database.execute("UPDATE answers SET rating = ? WHERE learner = ? AND id = ?", (rating, learner, own))
                self._put(database, learner, item, card)
        return card

    def cards(self, learner: str) -> dict[str, Card]:
        """A learner's cards by item."""
        rows = self._found("SELECT item, card FROM cards WHERE learner = ?", learner)
        return {item: Card.from_json(card) for item, card in rows}

    def answers(self, learner: str | None = None) -> tuple[Answered, ...]:
        """A learner's answers, or everybody's, in the order they were given."""
        query = 'SELECT learner, item, kind, topic, at, "right", score, rating, seconds, given FROM answers'
        if learner is None:
            rows = self._found(f"{query} ORDER BY id")
        else:
            rows = self._found(f"{query} WHERE learner = ? ORDER BY id", learner)
        return tuple(Answered.model_validate(dict(zip(Answered.model_fields, row, strict=True))) for row in rows)

    def learners(self) -> tuple[str, ...]:
        """The names of all who answered, in order; the empty name is the one who gave none."""
        return tuple(row[0] for row in self._found("SELECT DISTINCT learner FROM answers ORDER BY learner"))

    def sitting(self, learner: str) -> str:
        """What `put_sitting` kept last of a learner; empty where nothing was."""
        rows = self._found("SELECT sitting FROM sittings WHERE learner = ?", learner)
        return str(rows[0][0]) if rows else ""

    def put_sitting(self, learner: str, sitting: str) -> None:
        """Keeps where a learner is, so that a reload goes on there; the text is the caller's own."""
        with self._database.writing(learner) as database:
            database.execute(
                "INSERT INTO sittings VALUES (?, ?) ON CONFLICT (learner) DO UPDATE SET sitting = excluded.sitting",
                (learner, sitting),
            )

    def forget(self, learner: str) -> None:
        """Deletes all that is kept of a learner."""
        with self._database.writing(learner) as database:
            database.execute("DELETE FROM answers WHERE learner = ?", (learner,))
            database.execute("DELETE FROM cards WHERE learner = ?", (learner,))
            database.execute("DELETE FROM sittings WHERE learner = ?", (learner,))
        self._database.empty()

    def _found(self, statement: str, *values: str) -> list[Any]:
        with self._database.reading() as database:
            return list(database.execute(statement, values).fetchall()) if database else []

    @staticmethod
    def _card(database: Connection, learner: str, item: str) -> Card | None:
        row = database.execute("SELECT card FROM cards WHERE learner = ? AND item = ?", (learner, item)).fetchone()
        return Card.from_json(row[0]) if row else None

    @staticmethod
    def _put(database: Connection, learner: str, item: str, card: Card) -> None:
        database.execute(
            "INSERT INTO cards VALUES (?, ?, ?) ON CONFLICT (learner, item) DO UPDATE SET card = excluded.card",
            (learner, item, card.to_json()),
        )

    @staticmethod
    def _insert(database: Connection, answered: Answered, before: Card | None) -> None:
        at = answered.at.astimezone(UTC).isoformat()
        values = {**answered.model_dump(), "at": at, "before": before.to_json() if before else ""}
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" for _ in values)
        database.execute(f"INSERT INTO answers ({names}) VALUES ({marks})", tuple(values.values()))
