"""Asking, correcting, stopping: what the conversation becomes."""

from __future__ import annotations

import pytest

from corpus.errors import CorpusError
from ui import handlers
from ui.errors import FactError, UiError
from ui.patient.values import offered, read_value, spelled


class TestAsk:
    def test_grows_sentence_by_sentence_and_ends_with_the_answer(self, scripted):
        states = list(handlers.ask(scripted(), "Which one?", (), "t"))
        said = [len(state[-1].said) for state in states]
        assert said == sorted(said)
        assert len(set(said)) >= 5
        assert states[-1][-1].answer is not None

    def test_numbers_the_turns_and_keeps_the_thread(self, scripted):
        assistant = scripted()
        (*_, first) = handlers.ask(assistant, "One?", (), "t")
        (*_, second) = handlers.ask(assistant, "Two?", first, "t")
        assert [turn.number for turn in second] == [1, 2]
        assert assistant.asked == [("One?", None, "t"), ("Two?", None, "t")]

    @pytest.mark.parametrize("question", ["", "  \n "], ids=["empty", "blank"])
    def test_nothing_typed_asks_nothing(self, scripted, question):
        assistant = scripted()
        assert list(handlers.ask(assistant, question, (), "t")) == [()]
        assert assistant.asked == []

    def test_long_conversations_drop_their_oldest_turns(self, scripted):
        turns = ()
        for _ in range(handlers.KEPT_TURNS + 2):
            (*_, turns) = handlers.ask(scripted(), "Again?", turns, "t")
        assert len(turns) == handlers.KEPT_TURNS
        assert turns[-1].number == handlers.KEPT_TURNS + 2


class TestTrouble:
    def test_foreign_error_is_named_but_not_quoted(self, scripted):
        (*_, turns) = handlers.ask(scripted(fails=RuntimeError("/home/someone: John Doe")), "Which?", (), "t")
        assert "RuntimeError" in turns[-1].trouble
        assert "John Doe" not in turns[-1].trouble
        assert "cd19 index verify" in turns[-1].trouble

    def test_our_own_error_speaks_for_itself(self, scripted):
        (*_, turns) = handlers.ask(
            scripted(fails=CorpusError("no index yet: run `cd19 index build`")), "Which?", (), "t"
        )
        assert turns[-1].trouble == "no index yet: run `cd19 index build`"

    def test_stream_without_an_answer_is_said_to_have_broken_off(self, scripted):
        class Silent(scripted):
            def stream(self, question, *, case=None, thread=None, kept=None):
                return iter(())

        (*_, turns) = handlers.ask(Silent(), "Which?", (), "t")
        assert "broke off" in turns[-1].trouble

    def test_next_question_works_after_trouble(self, scripted):
        (*_, turns) = handlers.ask(scripted(fails=ValueError()), "One?", (), "t")
        (*_, turns) = handlers.ask(scripted(), "Two?", turns, "t")
        assert turns[-1].answer is not None


class TestStop:
    def test_ends_the_open_turn_and_keeps_what_was_said(self, scripted):
        halfway = list(handlers.ask(scripted(), "Which?", (), "t"))[3]
        turn = handlers.stopped(halfway)[-1]
        assert turn.said
        assert turn.trouble == handlers.STOPPED

    def test_is_not_undone_by_a_sentence_that_comes_late(self, scripted):
        halfway = list(handlers.ask(scripted(), "Which?", (), "t"))[3]
        (*_, turns) = handlers.ask(scripted(), "Again?", halfway, "t")
        assert [turn.trouble for turn in turns] == [handlers.STOPPED, ""]

    def test_leaves_a_finished_conversation_alone(self, scripted):
        (*_, done) = handlers.ask(scripted(), "Which?", (), "t")
        assert handlers.stopped(done) == done
        assert handlers.stopped(()) == ()


class TestWrite:
    def test_needs_a_corrected_patient(self, scripted):
        with pytest.raises(UiError, match="No fact was corrected"):
            list(handlers.write(scripted(), (), "t"))
        (*_, turns) = handlers.ask(scripted(), "Which?", (), "t")
        with pytest.raises(UiError, match="No fact was corrected"):
            list(handlers.write(scripted(), turns, "t"))


class TestTypedValues:
    @pytest.mark.parametrize(
        ("key", "typed", "value"),
        [
            ("age", "64", 64),
            ("mrd_percent", "0.02%", 0.02),
            ("marrow_blasts_percent", "50", 50),
            ("age", " ", None),
            ("cns", "history, cleared", "history"),
            ("cns", "ACTIVE", "active"),
            ("prior_car_t", "no", False),
            ("prior_car_t", "Yes", True),
            ("prior_blinatumomab", "yes, failed", "failed"),
            ("genetics", "t(4;11)", ("t(4;11)",)),
        ],
    )
    def test_are_read_as_the_fact_wants_them(self, key, typed, value):
        read = read_value(key, typed)
        assert (type(read), read) == (type(value), value)

    @pytest.mark.parametrize(
        ("key", "typed", "wanted"),
        [
            ("age", "old", "a number, 0 to 120"),
            ("age", "-3", "0 to 120"),
            ("relapse_number", "1.5", "a whole number, 1 to 12"),
            ("marrow_blasts_percent", "101", "0 to 100"),
            ("marrow_blasts_percent", "nan", "0 to 100"),
            ("cns", "maybe", "one of: active; history, cleared; none"),
            ("prior_car_t", "perhaps", "one of: yes; no"),
        ],
    )
    def test_that_do_not_fit_are_refused_with_what_was_wanted(self, key, typed, wanted):
        with pytest.raises(FactError, match=wanted):
            read_value(key, typed)

    def test_offered_values_all_read_back(self):
        for key in ("sex", "disease_status", "cns", "extramedullary", "prior_blinatumomab", "gvhd", "donor_available"):
            assert [read_value(key, spelled(value)) for value in offered(key)] == list(offered(key))
