"""A model's answer over the real review: draft, repair, cut back, fall back; streamed only once it has passed."""

from __future__ import annotations

import json
import re

import pytest

from assistant.answer.present import as_object
from assistant.checker.claims import split_claims
from assistant.events import Done, Sentence, Step
from assistant.model.errors import FailedError
from assistant.model.sentences import spoken
from assistant.models import Case

FACT = "What was the CR rate in ALCANTARA?"
EMD = "Why might CAR T cells be preferred in extramedullary disease?"
NOTE = "31M, CD19 positive relapse with blasts in the CSF. Blinatumomab or CAR T cells?"
BLANK = "A 40-year-old woman with relapsed B-ALL. Blinatumomab or CAR T cells?"
DOSE = "How many micrograms of blinatumomab per day are given?"
RATE = "The CR/CRi rate in ALCANTARA was 36% [1]."
FALSE = "The CR/CRi rate in ALCANTARA was 63% [1]."
VERDICT = "For this patient the review's criteria favor CD19 CAR T cells over blinatumomab [1]."
REASON = "With active CNS disease it is better to avoid blinatumomab [1]."


def _mark(asking, question: str, words: str) -> int:
    """The number under which the prompt lists the passage with some words."""
    asking.assistant.ask(question)
    listed = [line for line in asking.scripted.asked[0].split("\n") if line.startswith("- ") and words in line]
    return int(re.search(r"\[(\d+)\]", listed[0])[1])


class TestKept:
    def test_a_true_answer_is_the_models(self, scripted_assistant):
        answer = scripted_assistant(RATE).assistant.ask(FACT)
        assert answer.answer == RATE
        assert (answer.engine, answer.note, answer.status) == ("openai:script", "", "answered")
        assert answer.citations[0].locators[0] == "table1.alcantara#cr-mrd"
        assert all(check.passed for check in answer.checks)
        assert (answer.model.tried, answer.model.kept, answer.model.cut) == (1, 1, 0)
        assert len(answer.prompts_hash) == 64

    def test_the_object_tells_of_the_model(self, scripted_assistant):
        record = as_object(scripted_assistant(RATE).assistant.ask(FACT))
        assert record["engine"] == "openai:script"
        assert record["model"]["kept"] == 1

    def test_the_built_in_answer_is_not_in_what_the_model_is_given(self, scripted_assistant, assistant):
        asking = scripted_assistant(RATE)
        asking.assistant.ask(EMD)
        given, built_in = asking.scripted.asked[0], assistant.ask(EMD).answer
        assert built_in not in given
        assert EMD in given
        assert "CD19 CAR T cells are the better choice in ALL with EMD" in given


class TestRepaired:
    def test_what_fails_is_sent_back_once_with_what_was_found(self, scripted_assistant):
        asking = scripted_assistant(FALSE, RATE, RATE)
        answer = asking.assistant.ask(FACT)
        assert answer.answer == RATE
        assert answer.engine == "openai:script"
        assert len(asking.scripted.asked) == 2
        assert FALSE in asking.scripted.asked[1]
        assert "Found: not in its passage: 63%" in asking.scripted.asked[1]
        assert answer.model.repaired == 1

    def test_what_still_fails_is_cut_and_told(self, scripted_assistant):
        answer = scripted_assistant(f"{RATE} {FALSE}", FALSE).assistant.ask(FACT)
        assert answer.answer == RATE
        assert answer.engine == "openai:script, cut back to what passed the check"
        assert "1 of its 2 sentences" in answer.note
        assert "63%" not in json.dumps(as_object(answer))

    def test_a_shorter_text_of_what_failed_is_no_repeat(self, scripted_assistant):
        answer = scripted_assistant(f"{RATE[:-5]} and cured half of them [1].", RATE).assistant.ask(FACT)
        assert (answer.answer, answer.engine) == (RATE, "openai:script")

    def test_what_passed_is_not_written_twice(self, scripted_assistant):
        assert scripted_assistant(f"{RATE} {FALSE}", RATE).assistant.ask(FACT).answer == RATE


class TestReplaced:
    @pytest.mark.parametrize(
        "reply",
        [
            FALSE, "Yes.", "36%.", "I cannot help with that.", "The CR rate was 36%.", "[1] [1] [1]",
            "¿Qué? Fue 36% [1].",
            "<script>alert(1)</script>", "| a | b |\n|---|---|\n| ALCANTARA | 36% [1] |", "{passages}",
            "\x00\x01", "🧬" * 300,
                        "The CR/CRi rate in ALCANTARA was [36%](http://x.example) [1].",
            "The CR/CRi rate in ALCANTARA was 36% [1] and", "a" * 9_000, "[" * 3_000, "<think>The rate was 36% [1].",
        ],
        ids=["false", "yes", "fragment", "refusal", "unmarked", "marks alone", "another language", "HTML", "table",
             "echo of the prompt", "control signs", "signs", "link", "broken off", "one long word",
             "brackets", "thoughts alone"],
    )  # fmt: skip
    def test_by_the_built_in_answer_with_a_note(self, scripted_assistant, assistant, reply):
        answer, built_in = scripted_assistant(reply, reply).assistant.ask(FACT), assistant.ask(FACT)
        assert (answer.answer, answer.citations) == (built_in.answer, built_in.citations)
        assert answer.engine == "built-in, in place of openai:script"
        assert "This is the built-in answer, in place of openai:script: " in answer.note

    @pytest.mark.parametrize(
        ("kind", "why"),
        [("timeout", "did not answer in time"), ("unreachable", "could not be reached"), ("refused", "declined"),
         ("denied", "did not accept the key"), ("broken", "could not be read"), ("empty", "sent nothing")],
    )  # fmt: skip
    def test_a_failure_is_told_in_words(self, scripted_assistant, assistant, kind, why):
        answer = scripted_assistant(FailedError(kind, "secret detail")).assistant.ask(FACT)
        assert answer.answer == assistant.ask(FACT).answer
        assert why in answer.note
        assert "secret" not in json.dumps(as_object(answer))

    def test_a_true_answer_to_another_question_is_none(self, scripted_assistant, assistant):
        """Passed, yet it lacks the cell asked for."""
        other = "CD19 CAR T cells are the better choice in ALL with EMD. EMD lowers the response to blinatumomab."
        assert scripted_assistant(other).assistant.ask(EMD).engine == "openai:script"
        assert scripted_assistant(other).assistant.ask(FACT).answer == assistant.ask(FACT).answer

    def test_half_of_the_evidence_is_not_enough(self, scripted_assistant, assistant):
        half = "EMD lowers the response to blinatumomab."
        answer = scripted_assistant(half).assistant.ask(EMD)
        assert answer.answer == assistant.ask(EMD).answer
        assert "does not answer the question" in answer.note

    def test_a_brief_with_no_room_for_passages_asks_nothing(self, scripted_assistant, assistant):
        asking = scripted_assistant(RATE, limit=1_000)
        assert asking.assistant.ask(FACT).answer == assistant.ask(FACT).answer
        assert asking.scripted.asked == []


class TestNotAsked:
    @pytest.mark.parametrize("question", [DOSE, "What is the weather?", "Should I stop my chemotherapy?"])
    def test_a_declined_question_never_reaches_the_model(self, scripted_assistant, assistant, question):
        asking = scripted_assistant(RATE)
        answer = asking.assistant.ask(question)
        assert asking.scripted.asked == []
        assert answer.answer == assistant.ask(question).answer
        assert (answer.engine, answer.model) == ("built-in", None)


class TestPatients:
    def test_the_verdict_is_given_to_the_model_not_asked_of_it(self, scripted_assistant):
        asking = scripted_assistant()
        asking.assistant.ask(NOTE)
        assert (
            "For this patient the review's criteria favor CD19 CAR T cells over blinatumomab."
            in asking.scripted.asked[0]
        )

    def test_an_answer_with_verdict_and_reason_is_the_models(self, scripted_assistant, assistant):
        mark = _mark(scripted_assistant(), NOTE, "CD19 CAR T cells are detected in the CSF")
        text = f"{VERDICT.replace('[1]', f'[{mark}]')} CD19 CAR T cells are detected in the CSF [{mark}]."
        answer = scripted_assistant(text).assistant.ask(NOTE)
        assert answer.engine == "openai:script"
        assert answer.answer.startswith("For this patient the review's criteria favor CD19 CAR T cells")
        assert answer.recommendation == "car_t"
        assert answer.criteria == assistant.ask(NOTE).criteria

    def test_computed_parts_stand_under_it(self, scripted_assistant):
        mark = _mark(scripted_assistant(), NOTE, "CD19 CAR T cells are detected in the CSF")
        text = f"{VERDICT.replace('[1]', f'[{mark}]')} CD19 CAR T cells are detected in the CSF [{mark}]."
        answer = scripted_assistant(text).assistant.ask(NOTE)
        assert "**What would change this**" in answer.answer
        assert "**Toward CD19 CAR T cells**" not in answer.answer
        used = {int(number) for number in re.findall(r"\[(\d+)\]", answer.answer)}
        assert used == {citation.marker for citation in answer.citations} == set(range(1, len(used) + 1))

    @pytest.mark.parametrize(
        "text",
        [
            REASON,
            "For this patient the review's criteria favor blinatumomab over CD19 CAR T cells [1].",
            "For this patient neither blinatumomab nor CD19 CAR T cells is an option [1].",
            "For this patient the review's criteria favor CD19 CAR T cells because they cure half of all patients [1].",
            VERDICT,
        ],
        ids=["no verdict", "the other", "neither", "more than the verdict", "verdict alone"],
    )
    def test_without_the_verdict_and_a_reason_the_built_in_answer_stands(self, scripted_assistant, assistant, text):
        answer = scripted_assistant(text, text).assistant.ask(NOTE)
        assert answer.answer == assistant.ask(NOTE).answer
        assert answer.recommendation == "car_t"

    def test_a_patient_corrected_by_hand_and_threads_work_as_ever(self, scripted_assistant):
        asking = scripted_assistant("x", "x", "x", "x", "x", "x")
        first = asking.assistant.ask(NOTE, thread="t")
        case = Case.of({**first.case.values(), "cd19": "negative"})
        assert asking.assistant.ask(NOTE, case=case, thread="t").recommendation == "neither"
        assert asking.assistant.ask("And if CD19 were positive?", thread="t").recommendation == "car_t"


class TestStreamed:
    def _events(self, asking, question):
        return list(asking.assistant.stream(question))

    def test_only_sentences_that_passed_are_given_out(self, scripted_assistant):
        events = self._events(scripted_assistant(f"{FALSE} {RATE} It works.", ""), FACT)
        said = "".join(event.text for event in events if isinstance(event, Sentence))
        assert said == RATE == events[-1].answer.answer
        assert "asking the language model" in [event.name for event in events if isinstance(event, Step)]

    def test_a_sentence_comes_before_the_model_has_finished(self, scripted_assistant):
        """What follows the first sentence is not read before that sentence is given out."""
        asking = scripted_assistant(f"{RATE} {'Blinatumomab is a drug and so on. ' * 20}")
        seen = []
        asking.assistant._engine._chat = _counting(asking.scripted, seen)
        stream = asking.assistant.stream(FACT)
        next(event for event in stream if isinstance(event, Sentence))
        assert 0 < len(seen) < 15

    def test_where_too_little_passes_a_line_says_that_the_built_in_answer_follows(self, scripted_assistant, assistant):
        mark = _mark(scripted_assistant(), NOTE, "CD19 CAR T cells are detected in the CSF")
        reason = f"CD19 CAR T cells are detected in the CSF [{mark}]."
        events = self._events(scripted_assistant(reason, reason), NOTE)
        said = "".join(event.text for event in events if isinstance(event, Sentence))
        built_in = assistant.ask(NOTE).answer
        assert said.startswith("CD19 CAR T cells are detected in the CSF [1].")
        assert "the built-in answer follows" in said
        assert said.endswith(built_in)
        assert isinstance(events[-1], Done)
        assert events[-1].answer.answer == built_in


def _counting(scripted, seen):
    def chat(messages):
        for piece in scripted(messages):
            seen.append(piece)
            yield piece

    return chat


class TestSentences:
    TEXT = "One is so [1]. Park et al. say two (Blood. 2020;135) [2].\n\n- Three is **so** [3]\n- Four"

    @pytest.mark.parametrize("size", [1, 3, 17, 500])
    def test_are_the_same_however_the_text_comes(self, size):
        pieces = [self.TEXT[at : at + size] for at in range(0, len(self.TEXT), size)]
        assert [claim.text for claim in spoken(pieces)] == [claim.text for claim in split_claims(self.TEXT)]

    @pytest.mark.parametrize("size", [1, 5, 200])
    def test_thoughts_are_left_out(self, size):
        text = "<think>Let me see. It is 63% [1].</think>\nThe rate was 36% [1]. <think>more"
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        assert [claim.text for claim in spoken(pieces)] == ["The rate was 36% [1]."]


class TestMarksSetRight:
    @pytest.mark.parametrize(
        "text",
        ["The CR/CRi rate in ALCANTARA was 36%.", "The CR/CRi rate in ALCANTARA was 36% [99].", RATE.replace("1", "2")],
        ids=["none", "no such passage", "another passage"],
    )
    def test_a_true_sentence_gets_the_mark_of_the_passage_that_carries_it(self, scripted_assistant, text):
        answer = scripted_assistant(text).assistant.ask(FACT)
        assert answer.answer == RATE
        assert answer.citations[0].locators[0] == "table1.alcantara#cr-mrd"
        assert answer.model.marked == 1

    def test_a_verdict_without_a_mark_gets_that_of_a_passage_that_bears_it_out(self, scripted_assistant):
        text = f"{VERDICT.replace(' [1]', '')} CD19 CAR T cells are detected in the CSF."
        answer = scripted_assistant(text).assistant.ask(NOTE)
        assert answer.engine == "openai:script"
        assert answer.model.marked == 2
