"""What the page does with kept conversations: handlers, the list, times in words."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from assistant.threads import Listed
from ui import handlers
from ui.ask import past
from ui.ask.history import past_html, title_of
from ui.ask.times import ago
from ui.bridge import Action
from ui.errors import UiError
from ui.patient.actions import acted

NOW = datetime(2026, 3, 15, 14, 0, tzinfo=timezone(timedelta(hours=2)))
EVIL = '"><img src=x onerror=alert(1)>'


def _asked(assistant, *questions, thread="t", owner=""):
    turns = ()
    for question in questions:
        (*_, turns) = handlers.ask(assistant, question, turns, thread, owner=owner)
    return turns


def _whole(turn):
    """Sentences that came one by one stand in the answer once it is whole."""
    return turn.model_copy(update={"said": ""})


class TestTimes:
    @pytest.mark.parametrize(
        ("before", "words"),
        [
            (timedelta(seconds=20), "just now"),
            (timedelta(minutes=1), "1 minute ago"),
            (timedelta(minutes=59), "59 minutes ago"),
            (timedelta(hours=3), "today, 11:00"),
            (timedelta(hours=15), "yesterday, 23:00"),
            (timedelta(days=10), "5 March"),
            (timedelta(days=400), "8 February 2025"),
        ],
    )
    def test_are_told_in_words(self, before, words):
        assert ago((NOW - before).timestamp(), NOW) == words

    def test_unknown_one_is_left_out(self):
        assert ago(0, NOW) == ""


class TestList:
    def test_escapes_every_text(self):
        page = past_html([Listed(id=EVIL, title=EVIL, turns=1, at=5)], EVIL, NOW, EVIL)
        assert "<img" not in page

    def test_names_a_conversation_that_has_no_question(self):
        assert title_of(Listed(id="ward 3", title="", turns=0, at=0)) == "ward 3"
        assert title_of(Listed(id="0" * 32, title="", turns=0, at=0)) == "Earlier conversation"

    def test_says_where_it_is_kept_and_for_whom(self):
        assert "in your data folder, on this machine only" in past_html([], "", NOW)
        assert "listed for you alone" in past_html([], "", NOW, alone=False)

    def test_that_cannot_be_read_says_why(self, scripted, monkeypatch):
        assistant = scripted()
        monkeypatch.setattr(assistant.threads, "list", lambda *told: (_ for _ in ()).throw(OSError("disk gone")))
        assert "disk gone" in past.listed(assistant, "")


class TestTurns:
    def test_opened_again_are_those_that_were_shown(self, scripted):
        assistant = scripted()
        turns = _asked(assistant, "One?", "Two?")
        assert past.opened(assistant, "t", "") == tuple(_whole(turn) for turn in turns)

    @pytest.mark.parametrize("act", ["opened", "exported"])
    def test_of_another_owner_are_not_there(self, scripted, act):
        assistant = scripted()
        _asked(assistant, "One?", owner="ann")
        with pytest.raises(UiError, match="no such conversation"):
            past.opened(assistant, "t", "bob") if act == "opened" else past.exported(assistant, "t", "md", "bob")

    def test_are_read_again_where_another_process_showed_them(self, scripted):
        assistant = scripted()
        turns = _asked(assistant, "One?", "Two?", owner="ann")
        assert [turn.question for turn in past.recalled(assistant, (), "t", "ann")] == ["One?", "Two?"]
        assert past.recalled(assistant, turns, "t", "ann") is turns
        assert [past.recalled(assistant, (), *given) for given in (("t", "bob"), ("", "ann"), ("new", "ann"))] == [
            ()
        ] * 3

    def test_edited_cut_the_conversation_back(self, scripted):
        assistant = scripted()
        turns = _asked(assistant, "One?", "Two?", "Three?")
        (*_, now) = past.edit(assistant, turns[1].key, "Other?", turns, "t", "")
        assert [turn.question for turn in now] == ["One?", "Other?"]
        assert past.opened(assistant, "t", "") == tuple(_whole(turn) for turn in now)

    def test_retried_correction_keeps_the_patient_set_by_hand(self, scripted):
        assistant = scripted()
        setting = Action(do="set", told={"turn": "1", "key": "cns", "value": "active"})
        corrected = acted(_asked(assistant, "One?"), setting, lambda case: None)
        (*_, turns) = handlers.write(assistant, corrected.turns, "t")
        (*_, now) = past.retry(assistant, turns[-1].key, turns, "t", "")
        assert assistant.asked[-1][1].get("cns") == "active"
        assert now[1].asked_as == turns[1].asked_as
        assert "CNS disease: active" in now[1].asked_as

    def test_wait_while_an_answer_is_written(self, scripted):
        halfway = list(handlers.ask(scripted(), "Which?", (), "t"))[3]
        with pytest.raises(UiError, match="An answer is being written"):
            past.place_of(halfway, halfway[-1].key)

    def test_that_failed_are_kept_as_shown(self, scripted):
        assistant = scripted(fails=RuntimeError("x"))
        turns = _asked(assistant, "One?")
        assert past.opened(assistant, "t", "")[0].trouble == turns[0].trouble

    def test_too_long_a_question_is_told_by_how_much(self):
        past.check_length("x" * past.MAX_QUESTION_CHARS)
        with pytest.raises(UiError, match=r"has 8,001 characters; up to 8,000.*shorten it by 1"):
            past.check_length("x" * (past.MAX_QUESTION_CHARS + 1))
