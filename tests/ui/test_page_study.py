"""What is done and shown in the Study view, without a browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from assistant.study.errors import StudyError
from assistant.study.questions import every_item, item_by_id
from assistant.study.store import StudyStore
from corpus.digest import load_digest
from ui.bridge import Action
from ui.study.about import items_about
from ui.study.acting import acted, quizzed
from ui.study.bench import Bench
from ui.study.parts import when
from ui.study.question import explain_question
from ui.study.sitting import Round, Sitting, again
from ui.study.taking import saved
from ui.study.view import study_html

NOW = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
ITEM = "cell:table2.fhcrc:low_disease_pct"


@pytest.fixture
def bench(tmp_path):
    return Bench(StudyStore(tmp_path / "study.sqlite"), load_digest(), clock=lambda: NOW, rng=Random(1))


def do(bench, sitting, name, learner="anna", **told):
    return acted(bench, sitting, Action(do=name, told=told), learner)


def asking(*items: str) -> Sitting:
    return Sitting(round=Round(items=items), since=NOW - timedelta(seconds=5))


class TestReview:
    def test_answer_is_kept_with_its_time_and_once_only(self, bench):
        after = do(bench, asking(ITEM), "answer", item=ITEM, given="26%")
        assert after.round.kept.outcome.right
        assert after.round.kept.rating == "easy"
        assert do(bench, after, "answer", item=ITEM, given="20%") == after
        kept = bench.store.answers("anna")
        assert [(one.right, one.seconds) for one in kept] == [(True, 5.0)]
        assert bench.store.answers("") == ()

    def test_answer_to_another_question_is_none(self, bench):
        sitting = asking(ITEM)
        assert do(bench, sitting, "answer", item="exclude:1", given="a") == sitting
        assert do(bench, sitting, "next") == sitting, "not answered yet"
        assert bench.store.answers() == ()

    def test_rating_is_overridden_and_an_unknown_one_is_not(self, bench):
        after = do(bench, asking(ITEM), "answer", item=ITEM, given="26")
        hard = do(bench, after, "rate", item=ITEM, rating="hard")
        assert hard.round.kept.due < after.round.kept.due
        assert bench.store.answers("anna")[0].rating == "hard"
        assert do(bench, hard, "rate", item=ITEM, rating="splendid") == hard
        assert "by you" in study_html(bench, hard, "anna")

    def test_round_takes_what_is_due_first(self, bench):
        do(bench, asking(ITEM), "answer", item=ITEM, given="20%")
        later = Bench(bench.store, bench.digest, clock=lambda: NOW + timedelta(minutes=2), rng=Random(2))
        assert "<b>1</b> due today" in study_html(later, Sitting(), "anna")
        started = do(later, Sitting(), "start")
        assert started.round.items[0] == ITEM
        assert len(set(started.round.items)) == 10

    @pytest.mark.parametrize("item", every_item()[::160], ids=lambda item: item.kind)
    def test_question_keeps_its_answer_and_source_until_it_is_answered(self, bench, item):
        shown = study_html(bench, asking(item.id), "anna")
        assert 'class="cd19-place"' not in shown
        answered = do(bench, asking(item.id), "answer", item=item.id, given=item.key)
        assert "Right." in study_html(bench, answered, "anna")
        assert f'href="#{item.locators[0]}"' in study_html(bench, answered, "anna")

    def test_what_was_typed_is_text(self, bench):
        item = next(item.id for item in every_item() if item.kind == "fill")
        after = do(bench, asking(item), "answer", item=item, given="<script>alert(1)</script>")
        assert "<script>" not in study_html(bench, after, "anna")

    def test_whatever_comes_no_error(self, bench):
        for name in ("", "answer", "rate", "next", "step", "pick", "room", "topic", "close", "stop", "boil"):
            assert isinstance(do(bench, Sitting(), name, room="cellar", value="<x>", picked="?"), Sitting)


class TestSitting:
    def test_is_found_again_with_its_time_begun_anew(self, bench):
        sitting = do(bench, asking(ITEM), "answer", item=ITEM, given="26%")
        bench.store.put_sitting("anna", sitting.model_dump_json())
        found = again(bench.store.sitting("anna"), "Europe/Berlin", NOW)
        assert found.round == sitting.round
        assert (found.zone, found.since) == ("Europe/Berlin", NOW)
        assert bench.store.sitting("bert") == ""

    @pytest.mark.parametrize("kept", ["", "{", '{"room": "attic"}', "[]"])
    def test_of_another_version_is_a_new_one(self, kept):
        assert again(kept, "", NOW) == Sitting(since=NOW)

    def test_goes_with_all_else_of_a_learner(self, bench):
        bench.store.put_sitting("anna", "{}")
        bench.store.forget("anna")
        assert bench.store.sitting("anna") == ""

    def test_question_that_the_data_no_longer_holds_ends_the_round(self, bench):
        assert "0 of 0 right" in study_html(bench, asking("cell:table9.gone:n"), "anna")


class TestCases:
    def test_patient_is_graded_once(self, bench):
        sitting = do(bench, Sitting(), "case", case="patient5")
        told = {"case": "patient5", "picked": "neither", "reason": "CD19 is lost."}
        after = do(bench, sitting, "pick", **told)
        assert after.case.grade.right
        assert do(bench, after, "pick", **{**told, "picked": "car_t"}) == after
        assert len(bench.store.answers("anna")) == 1
        assert "answered rightly" in study_html(bench, do(bench, after, "close"), "anna")

    def test_ask_and_course_come_after_the_choice(self, bench):
        sitting = do(bench, Sitting(), "case", case="patient1")
        for _ in range(5):
            sitting = do(bench, sitting, "step", case="patient1")
        shown = study_html(bench, sitting, "anna")
        assert 'data-do="ask"' not in shown
        assert "The course" not in shown

    @pytest.mark.parametrize("seed", ["-1", "1e9", "1" * 13, "x"])
    def test_seed_that_is_none_is_told(self, bench, seed):
        with pytest.raises(StudyError, match="seed"):
            do(bench, Sitting(), "made", seed=seed)


class TestQuizOnAnAnswer:
    def test_very_places_come_first(self):
        items = items_about(["patient5.4#4"], Random(1), 60)
        near = ["patient5.4#4" in item.locators for item in items]
        assert near[0]
        assert near == sorted(near, reverse=True)
        assert all(
            locator.startswith("patient5") for item in items if item.kind != "exclude" for locator in item.locators
        )

    def test_cell_brings_its_row_and_not_its_whole_table(self):
        items = items_about(["table2.fhcrc#relapse"], Random(1), 60)
        assert all("table2.fhcrc" in " ".join(item.locators) for item in items)

    def test_without_any_near_it_says_so(self, bench):
        with pytest.raises(StudyError):
            quizzed(bench, Sitting(), ("protocol/3.2",), "my ward")


class TestWords:
    @pytest.mark.parametrize(
        ("after", "said"),
        [
            (timedelta(seconds=50), "in a minute"),
            (timedelta(minutes=10), "in 10 minutes"),
            (timedelta(hours=3), "later today"),
            (timedelta(hours=5), "tomorrow"),
            (timedelta(days=12), "in 12 days"),
            (timedelta(days=100), "on 12 August 2026"),
        ],
    )
    def test_coming_time(self, after, said):
        assert when(NOW + after, NOW, UTC) == said

    def test_error_to_be_spotted_is_explained_by_the_true_statement(self):
        item = next(item for item in every_item() if item.kind == "spot")
        assert item.sentence not in explain_question(item)
        assert explain_question(item).endswith(item.explanation.split(": ", 1)[1])


def test_progress_draws_each_topic_and_its_days(bench):
    do(bench, asking(ITEM), "answer", item=ITEM, given="26%")
    do(bench, asking(ITEM), "answer", item=ITEM, given="20%")
    shown = study_html(bench, Sitting(room="progress"), "anna")
    assert 'aria-label="Low disease burden: 2 answers in the last 14 days"' in shown
    assert "height:50.0%" in shown
    assert "<td>2026-05-04</td><td>2</td><td>1</td>" in shown
    assert "in a row" not in shown, "one day is no streak"


def test_deck_of_own_cards_and_a_bad_paper(bench):
    do(bench, asking(ITEM), "answer", item=ITEM, given="26%")
    desk = bench.desk("anna")
    own = saved(bench, desk, Action(do="save", told={"form": "csv", "which": "answered"}))
    assert own.name == "cd19-questions.csv"
    assert item_by_id(ITEM).topic
    with pytest.raises(StudyError, match="whole number"):
        saved(bench, desk, Action(do="save", told={"form": "paper", "seed": "seven"}))
