"""The page's functions for other programs, on plain data as on the command line: ask, check, decide, retrieve, case.

One place for Gradio's API (ui.exposed) and for MCP (ui.tools): what comes in is looked at here, and where it cannot be
used InputError says what came, what was wanted, where, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Protocol

from pydantic import Field, SkipValidation

from assistant.events import Done
from assistant.facts.errors import FactError
from assistant.facts.reader import Reader
from assistant.facts.validate import validate
from assistant.models import Case
from assistant.records import Record, answer_record, case_record, checked_record, decided_record, found_record
from assistant.threads import AsKept
from corpus.signs import whole
from index.rank import Hit
from ui.errors import InputError
from ui.turns import Asking

NAMES = ("ask", "case", "check", "decide", "retrieve")
MAX_QUESTION_CHARS = 8000
MAX_ANSWER_CHARS = 40_000
MAX_PLACES = 100
MAX_THREAD_CHARS = 200

# The types are for the description of each function; what comes is looked at below, so that errors are our own.
Question = Annotated[SkipValidation[str], Field(description="About a patient, or about what the review says.")]
Thread = Annotated[SkipValidation[str], Field(description="Name of the conversation to continue; empty for none.")]
Facts = Annotated[
    SkipValidation[dict[str, Any]],
    Field(description='The patient\'s facts, such as {"age": 34, "cd19": "positive", "cns": "none"}; unknown: absent.'),
]
SomeFacts = Annotated[
    SkipValidation[dict[str, Any] | None],
    Field(description="The whole patient as facts; then nothing is read from the question. Null: read from it."),
]
Answered = Annotated[SkipValidation[str], Field(description="The question it answers; empty for none.")]
Text = Annotated[SkipValidation[str], Field(description="The answer, with [1] marks at what it cites.")]
Marks = Annotated[
    SkipValidation[dict[str, list[str]]],
    Field(description='What each mark cites, as places of the review: {"1": ["table3.cns"], "2": ["patient2.4"]}.'),
]
Number = Annotated[SkipValidation[int], Field(description="How many places, 1 to 100.")]
Note = Annotated[SkipValidation[str], Field(description='A note on a patient: "34M, CD19+, LP clean".')]


class Answering(Asking, Protocol):
    """What programs need of an assistant."""

    @property
    def reader(self) -> Reader: ...

    def retrieve(self, question: str, k: int = 10) -> tuple[Hit, ...]: ...

    def beside(self, question: str) -> tuple[Hit, ...]: ...


class Programs:
    """The five functions over one assistant. Each raises InputError for what it cannot use."""

    def __init__(self, assistant: Answering) -> None:
        self._assistant = assistant

    def ask(self, question: Question, thread: Thread = "", case: SomeFacts = None, *, owner: str = "") -> Record:
        """A cited and checked answer to a question about a patient or about what the review says.

        The answer object of `cd19 ask --json`: status, answer, citations, recommendation, case, criteria, would_change,
        missing, checks and more.
        """
        # A conversation is its owner's: the same name of another person's is another conversation.
        said = text(question, "ask", "question", MAX_QUESTION_CHARS, 'such as "CR rate in ALCANTARA?"')
        named = text(thread, "ask", "thread", MAX_THREAD_CHARS, 'such as "ward-7"', empty=True)
        facts = None if case is None else patient(case, "ask")
        kept = AsKept(owner=owner)
        for event in self._assistant.stream(said, case=facts, thread=named or None, kept=kept):
            if isinstance(event, Done):
                return answer_record(event.answer)
        raise InputError("ask", "question", "an answer that broke off", "a whole one", "Ask again.")

    def check(self, answer: Text, citations: Marks, question: Answered = "", case: SomeFacts = None) -> Record:
        """Whether an answer holds: each sentence against what it cites, the verdict against the criteria.

        {passed, checks, findings} as of `cd19 check --json`; deterministic, whoever wrote the answer.
        """
        return checked_record(
            {
                "answer": text(answer, "check", "answer", MAX_ANSWER_CHARS, "with [1] marks at what it cites"),
                "citations": places(citations),
                "question": text(question, "check", "question", MAX_QUESTION_CHARS, "or none", empty=True),
                "case": {} if case is None else patient(case, "check").values(),
            }
        )

    def decide(self, case: Facts) -> Record:
        """The review's criteria on a patient's facts: verdict, reasons, what would change it, what is missing.

        The object of `cd19 decide --json`.
        """
        return decided_record(patient(case, "decide"))

    def retrieve(self, question: Question, k: Number = 10) -> Record:
        """The places of the review that bear on a question, best first: {passages: [{locators, text, score}]}."""
        said = text(question, "retrieve", "question", MAX_QUESTION_CHARS, 'such as "CRS after CAR T cells"')
        many = count(k)
        return found_record((*self._assistant.retrieve(said, many), *self._assistant.beside(said)))

    def case(self, note: Note) -> Record:
        """The patient facts understood of a note, each with its words: {case, facts, doubts}."""
        return case_record(
            self._assistant.reader, text(note, "case", "note", MAX_QUESTION_CHARS, 'such as "34M, CD19+, LP clean"')
        )


def text(value: object, where: str, name: str, most: int, like: str, *, empty: bool = False) -> str:
    """The text given; InputError where it is none, blank (unless `empty`), or longer than `most` characters."""
    if not isinstance(value, str):
        raise InputError(where, name, f"{shown(value)}, which is {kind(value)}", f"text, {like}", "Give it in quotes.")
    if not value.strip() and not empty:
        raise InputError(where, name, "nothing", f"text, {like}", "Give some words.")
    if len(value) > most:
        raise InputError(where, name, f"{len(value):,} characters", f"at most {most:,}", "Shorten it.")
    return whole(value)


def patient(value: object, where: str) -> Case:
    """The facts given as a case; InputError where they are no object, or a fact cannot be used."""
    like = 'an object of facts such as {"age": 34, "cd19": "positive"}'
    if not isinstance(value, Mapping):
        raise InputError(where, "case", f"{shown(value)}, which is {kind(value)}", like, "Leave unknown facts out.")
    try:
        return validate(value)
    except FactError as error:
        raise InputError(
            where, f"case key {error.key!r}" if error.key != "case" else "case", shown(error.value), error.wanted,
            error.remedy,
        ) from error  # fmt: skip


def places(value: object) -> dict[str, list[str]]:
    """The marks with what each cites; InputError where they are of another form."""
    like = 'each mark\'s places, such as {"1": ["table3.cns"]}'
    if not isinstance(value, Mapping):
        raise InputError("check", "citations", f"{shown(value)}, which is {kind(value)}", like, "Use {} for no marks.")
    for mark, cited in value.items():
        if not str(mark).isdecimal():
            raise InputError("check", "citations", f"the mark {shown(mark)}", like, "Name marks by their number.")
        if not isinstance(cited, list | tuple) or not all(isinstance(place, str) for place in cited):
            raise InputError("check", f"citations, mark {mark}", shown(cited), like, "Write a list of places.")
    return {str(mark): list(cited) for mark, cited in value.items()}


def count(value: object) -> int:
    """How many places; InputError beyond 1 to 100."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise InputError(
            "retrieve", "k", shown(value), f"a whole number, 1 to {MAX_PLACES}", "10 suits most questions."
        )
    if not 1 <= value <= MAX_PLACES:
        raise InputError("retrieve", "k", shown(value), f"1 to {MAX_PLACES}", "10 suits most questions.")
    return int(value)


def shown(value: object) -> str:
    """A value as an error repeats it, cut where it is long."""
    said = repr(value)
    return said if len(said) <= 60 else f"{said[:57]}..."


def kind(value: object) -> str:
    """The kind of a value in JSON's words."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
