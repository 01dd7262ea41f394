"""The chain: each step alone, all in order, timed, streamed, and nothing shown that did not pass."""

from __future__ import annotations

import itertools

import pytest

from assistant.api import Assistant
from assistant.chain import build_chain, runnables
from assistant.events import Done, Sentence, Step
from assistant.models import Case, Citation
from assistant.order import STEPS
from assistant.steps import Steps
from assistant.threads import ThreadStore
from assistant.turn import Request, Turn

NOTE = "31M, CD19 positive relapse with blasts in the CSF. Blinatumomab or CAR T cells?"
FACT = "What was the CR rate in ALCANTARA?"
DOSE = "How many micrograms of blinatumomab per day are given?"


@pytest.fixture(scope="module")
def steps(assistant, concepts):
    return Steps(assistant.library, assistant.index, concepts)


def _turn(question: str, **changes) -> Turn:
    return Turn(request=Request(question=question), **changes)


def _until(steps: Steps, question: str, last: str) -> Turn:
    turn = _turn(question)
    for name in STEPS[: STEPS.index(last) + 1]:
        turn = getattr(steps, name)(turn)
    return turn


class TestEachStep:
    def test_read_finds_the_patient(self, steps):
        turn = steps.read(_turn(NOTE))
        assert turn.about_patient
        assert (turn.case.get("age"), turn.case.get("cns")) == (31, "active")

    def test_read_finds_what_is_asked(self, steps):
        turn = steps.read(_turn(FACT))
        assert not turn.about_patient
        assert [row.locator for row in turn.asked.rows] == ["table1.alcantara"]
        assert turn.asked.columns == ("cr-mrd",)

    def test_read_sets_given_facts_above_those_read(self, steps):
        given = Turn(request=Request(question=NOTE, case=Case.of({"cns": "none", "age": 31, "cd19": "positive"})))
        assert steps.read(given).case.get("cns") == "none"

    def test_scope_declines_by_kind(self, steps):
        assert steps.scope(steps.read(_turn(DOSE))).declined == "dosing"
        assert steps.scope(steps.read(_turn(FACT))).declined == ""

    def test_search_ranks_passages_best_first(self, steps):
        ranked = _until(steps, FACT, "search").ranked
        assert len(ranked) > 10
        assert [item.score for item in ranked] == sorted((item.score for item in ranked), reverse=True)
        assert any(item.passage.place == "table1.alcantara" for item in ranked[:5])

    def test_search_looks_for_nothing_once_declined(self, steps):
        assert _until(steps, DOSE, "search").ranked == ()

    def test_decide_weighs_a_patient_and_nothing_else(self, steps):
        assert _until(steps, NOTE, "decide").recommendation == "car_t"
        assert _until(steps, FACT, "decide").verdict is None

    def test_write_marks_what_it_says(self, steps):
        turn = _until(steps, FACT, "write")
        assert "36%" in turn.text
        assert turn.citations[0].marker == 1

    def test_a_step_changes_no_turn_it_is_given(self, steps):
        turn = _turn(NOTE)
        steps.read(turn)
        assert turn == _turn(NOTE)


class TestCheck:
    """The last step, on texts as no engine of ours would write them."""

    CELL = "The CR/CRi rate of the ALCANTARA study of blinatumomab was {rate}% [1]."
    TRUE, FALSE = CELL.format(rate=36), CELL.format(rate=63)

    @pytest.fixture
    def checked(self, steps, digest):
        def run(text: str, question: str = FACT, *locators: str) -> Turn:
            passages = [digest.at(own)[0] for own in locators or ("table1.alcantara#cr-mrd",)]
            cited = tuple(Citation(marker=n, locators=p.locators, text=p.text) for n, p in enumerate(passages, 1))
            turn = _until(steps, question, "decide")
            return steps.check(turn.model_copy(update={"text": text, "citations": cited}))

        return run

    def test_a_true_sentence_stays(self, checked):
        turn = checked(self.TRUE)
        assert (turn.text, turn.declined, turn.report.passed) == (self.TRUE, "", True)

    def test_a_false_figure_is_cut_out(self, checked):
        turn = checked(f"{self.TRUE} {self.FALSE}")
        assert turn.text == self.TRUE
        assert turn.report.passed
        assert [check.check for check in turn.mended] == ["numbers"], "what was cut out is told"

    def test_an_uncited_sentence_is_cut_out(self, checked):
        turn = checked(f"{self.TRUE} Blinatumomab causes CRS in most patients.")
        assert turn.text == self.TRUE

    @pytest.mark.parametrize(
        "text",
        [FALSE, "The CR/CRi rate of the ALCANTARA study was 36% [7].", "Blinatumomab causes CRS in most patients."],
        ids=["false figure", "no such mark", "no mark"],
    )
    def test_where_nothing_holds_nothing_is_given(self, checked, text):
        turn = checked(text)
        assert turn.declined == "unchecked"
        assert (turn.citations, turn.recommendation) == ((), None)
        assert "63%" not in turn.text

    def test_a_recommendation_against_the_verdict_is_not_shown(self, checked):
        against = "For this patient the criteria favor blinatumomab [1]."
        turn = checked(against, NOTE, "table3.cns#blinatumomab")
        assert against not in turn.text

    def test_a_false_answer_never_leaves_the_whole_chain(self, assistant, concepts, tmp_path, monkeypatch):
        """What is written wrong is cut before anyone sees it."""
        false = "The CR/CRi rate of the ALCANTARA study of blinatumomab was 63% [1]."
        monkeypatch.setattr("assistant.steps.answer_fact", lambda *args: self._written(false, assistant, args[-1]))
        own = Assistant(assistant.library, assistant.index, concepts, ThreadStore(tmp_path / "threads.sqlite"))
        answer = own.ask(FACT)
        assert answer.status == "abstained"
        assert "63" not in answer.answer

    @staticmethod
    def _written(text, assistant, marks):
        marks.mark(assistant.library.digest.at("table1.alcantara#cr-mrd"))
        return text


class TestWhole:
    def test_runs_the_steps_in_order_and_times_each(self, steps):
        ticks = itertools.count()
        turn = build_chain(steps, clock=lambda: float(next(ticks))).invoke(Request(question=FACT))
        assert list(turn.timings_ms) == list(STEPS)
        assert set(turn.timings_ms.values()) == {1000.0}

    def test_runnables_carry_the_names_of_the_steps(self, steps):
        assert tuple(runnable.get_name() for runnable in runnables(steps)) == STEPS

    @pytest.mark.parametrize("question", [NOTE, FACT, DOSE], ids=["patient", "fact", "declined"])
    def test_stream_ends_with_the_answer_that_ask_gives(self, assistant, question):
        events = list(assistant.stream(question))
        kinds = [type(event) for event in events]
        assert kinds[: len(STEPS)] == [Step] * len(STEPS)
        assert set(kinds[len(STEPS) : -1]) == {Sentence}
        assert kinds[-1] is Done
        whole = events[-1].answer
        assert "".join(event.text for event in events if isinstance(event, Sentence)) == whole.answer
        assert whole.model_copy(update={"timings_ms": {}}) == assistant.ask(question).model_copy(
            update={"timings_ms": {}}
        )

    def test_steps_are_told_before_they_run(self, assistant):
        names = [event.name for event in assistant.stream(FACT) if isinstance(event, Step)]
        assert len(set(names)) == len(STEPS)
        assert all(name and name[0].islower() for name in names)

    def test_what_runs_is_told(self, assistant):
        told = assistant.info()
        assert (told["engine"], told["corpus"], told["as_of"]) == ("built-in", "digest", "January 2020")
        assert told["corpus_hash"] == assistant.library.digest.hash

    @pytest.mark.parametrize(
        "question", ["", " ", "\n\n", "?", "\x00", "a" * 20_000, "🧬" * 50, "[1] [2] **bold** | table |"]
    )
    def test_any_text_has_an_answer(self, assistant, question):
        answer = assistant.ask(question)
        assert answer.answer
        assert answer.status in ("answered", "abstained")

    def test_retrieve_gives_as_many_places_as_asked(self, assistant):
        hits = assistant.retrieve(FACT, k=4)
        assert len({hit.passage.place for hit in hits}) == 4
        assert hits[0].passage.place == "table1.alcantara"
