"""What a teacher sees: each learner in a row, by topic; as plain records, JSON or CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime, tzinfo
from io import StringIO

from assistant.study.memory import scheduler
from assistant.study.progress import Progress, progress
from assistant.study.store import StudyStore

_HEAD = ("learner", "topic", "answered", "right", "share_right", "remembered", "first_day", "last_day", "streak_days")


def report(store: StudyStore, now: datetime, zone: tzinfo, learner: str | None = None) -> tuple[Progress, ...]:
    """The progress of every learner, or of one; `now` with its zone. A learner who never answered has zeros."""
    names = store.learners() if learner is None else (learner,)
    return tuple(progress(name, store.answers(name), store.cards(name), now, zone, scheduler()) for name in names)


def as_csv(found: Iterable[Progress]) -> str:
    """One line for each learner and topic, and one for all topics together ("all")."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    for one in found:
        days = sorted(day.day for topic in one.topics for day in topic.days)
        ends = (str(days[0]), str(days[-1])) if days else ("", "")
        writer.writerow(_row(one.learner, "all", one.answered, one.right, "", ends, str(one.streak_days)))
        for topic in one.topics:
            ends = (str(topic.days[0].day), str(topic.days[-1].day))
            remembered = "" if topic.remembered is None else f"{topic.remembered:.2f}"
            writer.writerow(_row(one.learner, topic.title, topic.answered, topic.right, remembered, ends, ""))
    return text.getvalue()


def _row(
    learner: str, topic: str, answered: int, right: int, remembered: str, ends: tuple[str, str], streak: str
) -> tuple[str, ...]:
    share = f"{right / answered:.2f}" if answered else ""
    safe = f"'{learner}" if learner[:1] in ("=", "+", "-", "@", "\t") else learner
    return safe, topic, str(answered), str(right), share, remembered, *ends, streak
