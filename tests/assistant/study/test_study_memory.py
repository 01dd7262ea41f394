"""Spaced repetition: the library's own schedule, days that end locally, clocks that go back, answers that survive."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, ReviewLog, Scheduler

from assistant.study.cases import case_by_id, case_of
from assistant.study.desk import Desk
from assistant.study.errors import KeptError, StudyError
from assistant.study.given import line_of
from assistant.study.memory import RATINGS, RatingName, day_end, is_due, new_card, rated, reviewed, scheduler, streak
from assistant.study.questions import item_by_id
from assistant.study.store import StudyStore
from corpus.digest import load_digest

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ITEM = "fill:table2.coh:post_hct_n"
HISTORY: list[tuple[float, RatingName]] = [
    (0, "good"), (0.01, "good"), (3, "good"), (11, "hard"), (20, "again"), (20.02, "good"), (21, "easy"), (70, "good"),
]  # fmt: skip
"""Days from the start, and the rating given then."""


class Clock:
    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(params=["file", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> StudyStore:
    """In a file of the data folder, and on a PostgreSQL server: the same holds of both."""
    return StudyStore(tmp_path / "study.sqlite" if request.param == "file" else request.getfixturevalue("database"))


def test_the_schedule_is_the_librarys_own_on_a_recorded_history(store: StudyStore) -> None:
    clock = Clock()
    desk, item = Desk(store, clock=clock), item_by_id(ITEM)
    for days, rating in HISTORY:
        clock.at = START + timedelta(days=days)
        desk.answer(item, "8", 10, rating)
    library = Scheduler(enable_fuzzing=False)
    logs = [
        ReviewLog(new_card(ITEM, START).card_id, RATINGS[rating], START + timedelta(days=d), None)
        for d, rating in HISTORY
    ]
    wanted = library.reschedule_card(new_card(ITEM, START), logs)
    assert store.cards("")[ITEM].to_dict() == wanted.to_dict()


def test_ratings_come_from_correctness_and_speed_and_can_be_overridden(store: StudyStore) -> None:
    assert [rated(True, s, "cell") for s in (3, 20, 90, 0)] == ["easy", "good", "hard", "good"]
    assert rated(False, 3, "cell") == "again"
    assert rated(True, 12, "spot") == "easy", "a longer text takes longer to read"
    desk, item = Desk(store, clock=Clock()), item_by_id(ITEM)
    kept = desk.answer(item, "8 responders", 3, rating="hard")
    assert (kept.outcome.right, kept.proposed, kept.rating) == (True, "easy", "hard")
    with pytest.raises(StudyError, match="rating 'superb': wanted one of again"):
        desk.answer(item, "8", rating="superb")  # type: ignore[arg-type]
    assert len(store.answers("")) == 1


def test_a_rating_changed_afterwards_makes_the_card_as_if_it_had_been_given_so(
    store: StudyStore, tmp_path: Path
) -> None:
    clock, other = Clock(), StudyStore(tmp_path / "other.sqlite")
    item = item_by_id(ITEM)
    with pytest.raises(StudyError, match="wanted one that was answered"):
        Desk(store, clock=clock).rerate(item, "hard")
    for days in (0, 4):
        clock.at = START + timedelta(days=days)
        Desk(store, clock=clock).answer(item, "8", 3)
        Desk(other, clock=clock).answer(item, "8", 3, rating="hard" if days else None)
    due = Desk(store, clock=clock).rerate(item, "hard")
    assert store.cards("")[ITEM].to_dict() == other.cards("")[ITEM].to_dict()
    assert due == other.cards("")[ITEM].due
    assert [one.rating for one in store.answers("")] == ["easy", "hard"]


def test_due_new_and_forgotten(store: StudyStore) -> None:
    clock = Clock()
    desk, item = Desk(store, clock=clock), item_by_id(ITEM)
    new = desk.waiting().new
    desk.answer(item, "8", 3)
    assert desk.waiting().due == ()
    assert desk.waiting().new == new - 1
    assert desk.waiting().soon == 0
    clock.at += timedelta(days=60)
    assert desk.waiting().due == (ITEM,)
    desk.answer(item, "9", 3)
    assert (desk.waiting().due, desk.waiting().soon) == ((), 1)
    clock.at += timedelta(minutes=11)
    assert desk.waiting().soon == 0
    assert desk.waiting().forgotten == (ITEM,)
    assert desk.session(4, Random(1))[0] == item
    assert len({one.id for one in desk.session(4, Random(1))}) == 4


def test_a_learners_day_ends_at_the_local_midnight() -> None:
    card = Card(card_id=1, due=datetime(2026, 3, 3, 4, 0, tzinfo=UTC))
    card = reviewed(card, "easy", datetime(2026, 2, 20, 12, tzinfo=UTC), scheduler())
    card.due = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
    now = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    assert not is_due(card, now, UTC)
    assert is_due(card, now, ZoneInfo("America/Los_Angeles")), "there it is still due on 2 March"
    spring = datetime(2026, 3, 8, 12, tzinfo=ZoneInfo("America/New_York"))
    assert day_end(spring, ZoneInfo("America/New_York")) == datetime(2026, 3, 9, 4, tzinfo=UTC), "a day of 23 hours"


def test_a_clock_that_goes_back_stands_still(store: StudyStore) -> None:
    clock = Clock()
    desk, item = Desk(store, clock=clock), item_by_id(ITEM)
    desk.answer(item, "8", 10)
    first = store.cards("")[ITEM]
    clock.at -= timedelta(days=400)
    desk.answer(item, "8", 10)
    second = store.cards("")[ITEM]
    assert second.last_review == first.last_review == START
    assert second.due > START
    assert [one.at for one in store.answers("")] == [START, START]
    assert desk.progress().streak_days == 1


def test_a_time_without_a_zone_is_refused(store: StudyStore) -> None:
    with pytest.raises(StudyError, match="wanted a time with its zone"):
        Desk(store, clock=lambda: datetime(2026, 3, 2)).answer(item_by_id(ITEM), "8")
    assert store.answers("") == ()


def test_streaks_are_modest() -> None:
    days = [date(2026, 3, day) for day in (1, 2, 3, 5, 6)]
    assert streak(days, date(2026, 3, 6)) == 2
    assert streak(days, date(2026, 3, 7)) == 2, "today is not over"
    assert streak(days, date(2026, 3, 8)) == 0
    assert streak([], date(2026, 3, 8)) == 0


def test_learners_are_kept_apart_and_progress_is_by_topic_and_day(store: StudyStore) -> None:
    clock = Clock()
    ann, ben = Desk(store, "ann", clock, ZoneInfo("Asia/Tokyo")), Desk(store, "ben", clock)
    ann.answer(item_by_id(ITEM), "8", 10)
    clock.at = START + timedelta(hours=7)
    ann.answer(item_by_id("fill:table2.coh:n"), "12", 10)
    ben.answer(item_by_id(ITEM), "7", 10)
    ann.answer_case(case_of(1), "neither", "", load_digest())
    found = ann.progress()
    assert (found.answered, {one.topic: one.right for one in found.topics}["post-hct"]) == (3, 1)
    assert [one.topic for one in found.topics] == ["cases", "n", "post-hct"]
    days = {one.topic: [day.day for day in one.days] for one in found.topics}
    assert days["post-hct"] == [date(2026, 3, 2)]
    assert days["n"] == [date(2026, 3, 3)], "16:00 UTC is past midnight in Tokyo"
    assert store.learners() == ("ann", "ben")
    assert ben.progress().right == 0
    store.forget("ann")
    assert store.learners() == ("ben",)


_ANSWERING = """
import sys
from pathlib import Path
from assistant.study.desk import Desk
from assistant.study.questions import item_by_id
from assistant.study.store import StudyStore
desk = Desk(StudyStore(Path(sys.argv[1])))
items = [item_by_id("fill:table2.coh:n"), item_by_id("fill:table2.coh:post_hct_n")]
print("ready", flush=True)
while True:
    for item in items:
        desk.answer(item, "8", 10)
        print("kept", flush=True)
"""


def test_a_process_killed_in_the_middle_of_an_answer_loses_nothing_it_said_was_kept(tmp_path: Path) -> None:
    path, kept = tmp_path / "study.sqlite", 0
    rng = Random(4)
    for _ in range(2):
        child = subprocess.Popen([sys.executable, "-c", _ANSWERING, str(path)], stdout=subprocess.PIPE, text=True,
                                 env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])})  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.1 + rng.random() / 5)
        child.send_signal(signal.SIGKILL)
        kept += child.stdout.read().count("kept\n")
        child.wait()
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store = StudyStore(path)
    answers = store.answers("")
    assert kept > 0
    assert kept <= len(answers) <= kept + 2, "at most one answer a kill was kept and not yet told"
    for item, card in store.cards("").items():
        again = Card(card_id=card.card_id, due=START)
        for one in answers:
            if one.item == item:
                again = scheduler().review_card(again, Rating[one.rating.capitalize()], one.at)[0]
        assert json.loads(again.to_json()) == json.loads(card.to_json()), "no answer without its card, nor the reverse"


class TestGiven:
    @pytest.mark.parametrize(
        "line",
        ['{"answer": "a", "seconds": "soon"}', '{"answer": "a", "seconds": -1}', '{"rating": ["good"]}', "{" * 9000],
        ids=["seconds in words", "time going back", "ratings", "brackets"],
    )
    def test_a_line_that_cannot_be_used_is_told_in_words(self, line):
        with pytest.raises(StudyError, match="wanted"):
            line_of(line, 0.0, as_json=True)

    @pytest.mark.parametrize("own", ["exclude:²", "case:²", "case:--5", f"case:{'9' * 5000}", f"exclude:{'9' * 5000}"])
    def test_a_number_that_is_none_is_told_in_words(self, own):
        with pytest.raises(StudyError, match="wanted"):
            (case_by_id if own.startswith("case") else item_by_id)(own)


class TestFile:
    def test_an_emptied_one_is_told_and_not_taken_for_a_new_one(self, tmp_path):
        (tmp_path / "study.sqlite").touch()
        with pytest.raises(KeptError, match=r"is damaged \(the file is empty\).*Move it away"):
            StudyStore(tmp_path / "study.sqlite").learners()

    def test_one_that_cannot_be_written_is_told_with_the_remedy(self, tmp_path):
        (tmp_path / "study.sqlite").mkdir()
        with pytest.raises(KeptError, match=r"wanted a file that can be written.*--data-dir"):
            StudyStore(tmp_path / "study.sqlite").learners()
