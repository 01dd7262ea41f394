"""A learner's desk: what to answer next, an answer kept, how it goes. The edge where clock and store come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from random import Random

from fsrs import Card, Scheduler

from assistant.facts.reader import read_case
from assistant.models import Recommendation
from assistant.study.cases import StudyCase
from assistant.study.errors import StudyError
from assistant.study.grading import Grade, grade
from assistant.study.items import Item, Outcome, judge
from assistant.study.memory import (
    RATINGS,
    RatingName,
    day_end,
    is_due,
    is_forgotten,
    new_card,
    rated,
    reviewed,
    scheduler,
)
from assistant.study.progress import Progress, progress
from assistant.study.questions import KINDS, item_by_id, item_ids, quiz, topic_id
from assistant.study.reasons import Reading
from assistant.study.store import Answered, StudyStore
from corpus.digest import Digest
from corpus.models import Frozen

CASES = "cases"
"""The topic of answers to cases."""


class Kept(Frozen):
    """An answer kept: what came of it, its rating, and when it is asked again."""

    outcome: Outcome
    rating: RatingName
    proposed: RatingName
    """By correctness and speed; differs from `rating` where the learner said otherwise."""
    due: datetime
    """UTC."""


class Waiting(Frozen):
    """What waits on the desk: ids of questions."""

    due: tuple[str, ...]
    """Longest due first; forgotten ones among them."""
    forgotten: tuple[str, ...]
    new: int
    """Questions never answered."""
    soon: int
    """Questions that come back later today."""


def now_utc() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Desk:
    """One learner's desk over a store. `clock` tells the time with its zone, `zone` is where the learner's days end."""

    def __init__(
        self, store: StudyStore, learner: str = "", clock: Callable[[], datetime] = now_utc, zone: tzinfo = UTC,
        schedule: Scheduler | None = None,
    ) -> None:  # fmt: skip
        self._store, self._clock, self._zone = store, clock, zone
        self._schedule = schedule or scheduler()
        self.learner = learner

    def waiting(self, topic: str = "") -> Waiting:
        """What is due, forgotten and new now, on a topic where one is given. Raises StudyError for an unknown topic."""
        cards, now = self._cards(topic), self._clock()
        due = sorted(
            (item for item, card in cards.items() if is_due(card, now, self._zone)), key=lambda i: cards[i].due
        )
        every = [own for kind in KINDS for own in item_ids(kind, topic_id(topic) if topic else "")]
        today = day_end(now, self._zone)
        return Waiting(
            due=tuple(due), forgotten=tuple(item for item in due if is_forgotten(cards[item])),
            new=sum(own not in cards for own in every),
            soon=sum(card.due < today for item, card in cards.items() if item not in due),
        )  # fmt: skip

    def session(self, count: int, rng: Random, topic: str = "") -> tuple[Item, ...]:
        """Questions for one sitting: what is due, longest first, then new ones. Raises StudyError: unknown topic."""
        due = [item_by_id(own) for own in self.waiting(topic).due[:count]]
        known = self._cards(topic)
        fresh = [item for item in quiz(rng, count + len(known), topic) if item.id not in known]
        return (*due, *fresh[: count - len(due)])

    def answer(self, item: Item, given: str, seconds: float = 0.0, rating: RatingName | None = None) -> Kept:
        """An answer judged, rated and kept in one transaction; `rating` overrides the one proposed.

        Raises StudyError for a rating there is none of; nothing is kept then.
        """
        outcome, now = judge(item, given), self._clock()
        proposed = rated(outcome.right, seconds, item.kind)
        chosen = rating or proposed
        _known(chosen)
        card = self._store.keep(
            Answered(learner=self.learner, item=item.id, kind=item.kind, topic=item.topic, at=now, right=outcome.right,
                     score=float(outcome.right), rating=chosen, seconds=max(seconds, 0.0), given=given),
            lambda old: reviewed(old or new_card(item.id, now), chosen, now, self._schedule),
        )  # fmt: skip
        assert card is not None
        return Kept(outcome=outcome, rating=chosen, proposed=proposed, due=card.due)

    def rerate(self, item: Item, rating: RatingName) -> datetime:
        """Another rating for the last answer to an item, and when it is asked again (UTC).

        Raises StudyError for a rating there is none of, or an item never answered.
        """
        _known(rating)
        card = self._store.rerate(
            self.learner, item.id, rating,
            lambda old, at: reviewed(old or new_card(item.id, at), rating, at, self._schedule),
        )  # fmt: skip
        if card is None:
            raise StudyError(f"item {item.id!r}", "one that was answered", "Answer it first.")
        return card.due

    def answer_case(
        self,
        study: StudyCase,
        picked: Recommendation,
        reason: str,
        digest: Digest,
        seconds: float = 0.0,
        read: Reading = read_case,
    ) -> Grade:
        """A case graded, and its result kept (no card: a made-up patient is not asked twice)."""
        graded, now = grade(study, picked, reason, digest, read), self._clock()
        self._store.keep(
            Answered(learner=self.learner, item=study.id, kind="case", topic=CASES, at=now, right=graded.right,
                     score=graded.score, rating="", seconds=max(seconds, 0.0), given=f"{picked}: {reason}".strip(": ")),
        )  # fmt: skip
        return graded

    def progress(self) -> Progress:
        """How the learner comes along."""
        answers, cards = self._store.answers(self.learner), self._store.cards(self.learner)
        return progress(self.learner, answers, cards, self._clock(), self._zone, self._schedule)

    def _cards(self, topic: str) -> dict[str, Card]:
        """The learner's cards of questions that still exist."""
        wanted = topic_id(topic) if topic else ""
        found = {}
        for own, card in self._store.cards(self.learner).items():
            try:
                item = item_by_id(own)
            except StudyError:
                continue  # of older data: its history stays, it is asked no more
            if wanted in ("", item.topic):
                found[own] = card
        return found


def _known(rating: str) -> None:
    if rating not in RATINGS:
        raise StudyError(f"rating {rating!r}", f"one of {', '.join(RATINGS)}", "Leave it out to take the proposed one.")
