"""Spaced repetition by FSRS: a rating from correctness and speed, and the card it makes of a card.

1. The schedule is the fsrs library's own; its random scatter of intervals is off, so that the same answers give the
   same days.
2. A wrong answer is Again; a right one Easy where it came fast, Hard where it came slowly, else Good. The learner may
   say otherwise.
3. A clock that went back counts as standing still: a card is never reviewed before its last review.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from fsrs import Card, Rating, Scheduler, State

from assistant.study.errors import StudyError
from assistant.study.items import Kind

RatingName = Literal["again", "hard", "good", "easy"]
RATINGS: dict[RatingName, Rating] = {
    "again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy,
}  # fmt: skip
_SPEED_S: dict[Kind, tuple[float, float]] = {
    "cell": (6, 30), "fill": (6, 30), "text": (12, 45), "compare": (6, 30), "exclude": (15, 60), "spot": (15, 60),
}  # fmt: skip
"""Seconds up to which an answer is fast, and beyond which it is slow: longer texts take longer to read."""


def scheduler() -> Scheduler:
    """The schedule of study: the library's defaults (90% retention wanted) without its random scatter."""
    return Scheduler(enable_fuzzing=False)


def rated(right: bool, seconds: float, kind: Kind) -> RatingName:
    """The rating of an answer; no time (0 or less) counts as neither fast nor slow."""
    if not right:
        return "again"
    fast, slow = _SPEED_S[kind]
    if 0 < seconds <= fast:
        return "easy"
    return "hard" if seconds > slow else "good"


def new_card(item: str, now: datetime) -> Card:
    """The card of an item never answered; its number is made of the item's id."""
    number = int.from_bytes(hashlib.sha256(item.encode()).digest()[:6], "big")
    return Card(card_id=number, due=_utc(now))


def reviewed(card: Card, rating: RatingName, now: datetime, schedule: Scheduler) -> Card:
    """The card after an answer at a time with its zone. Raises StudyError for a time without one."""
    at = _utc(now)
    if card.last_review is not None:
        at = max(at, card.last_review)
    return schedule.review_card(card, RATINGS[rating], at)[0]


def is_due(card: Card, now: datetime, zone: tzinfo) -> bool:
    """Whether a card is due: in review on its local day, from midnight on; in learning at its minute."""
    if card.state == State.Review:
        return card.due < day_end(now, zone)
    return card.due <= _utc(now)


def is_forgotten(card: Card) -> bool:
    """Whether the item was known and then answered wrongly, and is not known again yet."""
    return card.state == State.Relearning


def day_end(now: datetime, zone: tzinfo) -> datetime:
    """The next local midnight, in UTC."""
    tomorrow = _utc(now).astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


def local_day(at: datetime, zone: tzinfo) -> date:
    """The local day of a moment."""
    return _utc(at).astimezone(zone).date()


def streak(days: Iterable[date], today: date) -> int:
    """Days in a row with an answer, up to today; a day not over yet does not break it. Days to come count as today."""
    known = {min(day, today) for day in days}
    last = today if today in known else today - timedelta(days=1)
    length = 0
    while last - timedelta(days=length) in known:
        length += 1
    return length


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise StudyError(f"time {at.isoformat()}", "a time with its zone", "Hand in datetime.now(UTC).")
    return at.astimezone(UTC)
