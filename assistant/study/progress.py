"""How a learner comes along: by topic, over time, and what is due; worked out from the answers and cards kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from fsrs import Card, Scheduler, State

from assistant.study.memory import is_due, is_forgotten, local_day, streak
from assistant.study.store import Answered
from corpus.models import Frozen
from corpus.study import load_asking


class DayOfTopic(Frozen):
    """A topic on one local day."""

    day: date
    answered: int
    right: int


class TopicProgress(Frozen):
    """A topic: how often asked, how often right, how well remembered now, and its days in order."""

    topic: str
    title: str
    answered: int
    right: int
    items: int
    """Questions of the topic answered at least once."""
    remembered: float | None
    """Mean chance of recall now, 0 to 1, by FSRS; None where no question of it is learned yet."""
    days: tuple[DayOfTopic, ...]


class Progress(Frozen):
    """A learner's whole progress."""

    learner: str
    answered: int
    right: int
    due: int
    forgotten: int
    known: int
    """Questions with a card that are not due."""
    streak_days: int
    topics: tuple[TopicProgress, ...]
    """In the order of the topics' list."""


def progress(
    learner: str,
    answers: Iterable[Answered],
    cards: Mapping[str, Card],
    now: datetime,
    zone: tzinfo,
    schedule: Scheduler,
) -> Progress:
    """The progress of one learner; `answers` and `cards` are theirs. An empty history gives zeros."""
    own = tuple(answers)
    by_topic: dict[str, list[Answered]] = defaultdict(list)
    for one in own:
        by_topic[one.topic].append(one)
    titles = load_asking().topics
    order = [*(topic for topic in titles if topic in by_topic), *(topic for topic in by_topic if topic not in titles)]
    due = sum(is_due(card, now, zone) for card in cards.values())
    return Progress(
        learner=learner, answered=len(own), right=sum(one.right for one in own), due=due,
        forgotten=sum(map(is_forgotten, cards.values())), known=len(cards) - due,
        streak_days=streak((local_day(one.at, zone) for one in own), local_day(now, zone)),
        topics=tuple(_topic(topic, by_topic[topic], cards, now, zone, schedule) for topic in order),
    )  # fmt: skip


def _topic(
    topic: str, answers: list[Answered], cards: Mapping[str, Card], now: datetime, zone: tzinfo,
    schedule: Scheduler,
) -> TopicProgress:  # fmt: skip
    days: dict[date, list[Answered]] = defaultdict(list)
    for one in answers:
        days[local_day(one.at, zone)].append(one)
    items = {one.item for one in answers}
    learned = [cards[item] for item in sorted(items) if item in cards and cards[item].state == State.Review]
    chances = [schedule.get_card_retrievability(card, now) for card in learned]
    return TopicProgress(
        topic=topic, title=load_asking().topics.get(topic, topic),
        answered=len(answers), right=sum(one.right for one in answers), items=len(items),
        remembered=round(sum(chances) / len(chances), 4) if chances else None,
        days=tuple(
            DayOfTopic(day=day, answered=len(those), right=sum(one.right for one in those))
            for day, those in sorted(days.items())
        ),
    )  # fmt: skip
