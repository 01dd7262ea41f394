"""What the page does with kept conversations. Plain functions, no Gradio."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from assistant.formats.conversation import Copy, conversation_copy
from assistant.threads import ThreadsError, Verdict
from corpus.references import load_references
from ui import handlers
from ui.ask.history import MANY, past_html, trouble_html
from ui.errors import UiError
from ui.handlers import Turns
from ui.turns import Asking, Turn

MAX_QUESTION_CHARS = 8000
BUSY = "An answer is being written: stop it first, or wait for its end."


def opened(assistant: Asking, thread: str, owner: str) -> Turns:
    """The last turns of a kept conversation, as they were shown; UiError where the owner has none of that name."""
    kept = assistant.threads.open(thread, owner)
    if kept is None:
        raise UiError("There is no such conversation; it may have been deleted.")
    return tuple(Turn.again(turn) for turn in kept.turns[-handlers.KEPT_TURNS :])


def recalled(assistant: Asking, turns: Turns, thread: str | None, owner: str) -> Turns:
    """The turns of the page; those kept, where this process has none: another one showed them, and is gone."""
    if turns or not thread:
        return turns
    try:
        return opened(assistant, thread, owner)
    except (UiError, ThreadsError):  # nothing was kept yet, or it cannot be read: whatever is asked now will tell
        return turns


def listed(assistant: Asking, owner: str, current: str = "", words: str = "") -> str:
    """The list of the owner's conversations, in HTML; where it cannot be read, why."""
    try:
        found = assistant.threads.list(owner, words)
    except (ThreadsError, sqlite3.Error, OSError) as error:
        return trouble_html(f"Your conversations cannot be read: {error}")
    return past_html(found, current, datetime.now().astimezone(), words, many=len(found) >= MANY, alone=not owner)


def check_length(question: str) -> None:
    """Nothing where a question can be asked; UiError says by how much it is too long."""
    if len(question) > MAX_QUESTION_CHARS:
        raise UiError(
            f"Your question has {len(question):,} characters; up to {MAX_QUESTION_CHARS:,} can be asked at once. "
            f"Please shorten it by {len(question) - MAX_QUESTION_CHARS:,}; it is still in the field."
        )


def place_of(turns: Turns, key: str) -> int:
    """Where a turn stands in the conversation; UiError where it is not there, or an answer is being written."""
    if turns and turns[-1].open:
        raise UiError(BUSY)
    place = next((place for place, turn in enumerate(turns) if turn.key == key and key), None)
    if place is None:
        raise UiError("This turn is no longer in the conversation.")
    return place


def cut_back(assistant: Asking, turns: Turns, key: str, thread: str, owner: str) -> Turns:
    """The conversation before a turn: the rest is taken back, with what was learned from it."""
    place = place_of(turns, key)
    assistant.threads.cut_back(thread, key, owner)
    return turns[:place]


def edit(assistant: Asking, key: str, question: str, turns: Turns, thread: str, owner: str) -> Iterator[Turns]:
    """The conversation cut back to before a turn, and the question asked there instead."""
    yield from handlers.ask(assistant, question, cut_back(assistant, turns, key, thread, owner), thread, owner=owner)


def retry(assistant: Asking, key: str, turns: Turns, thread: str, owner: str) -> Iterator[Turns]:
    """The same question asked again in its place, about the same patient where one was set by hand."""
    turn = turns[place_of(turns, key)]
    before = cut_back(assistant, turns, key, thread, owner)
    case = turn.answer.case if turn.asked_as and turn.answer else None
    yield from handlers.ask_again(assistant, turn, before, thread, case, owner)


def rate(assistant: Asking, key: str, verdict: str, reason: str, turns: Turns, thread: str, owner: str) -> Turns:
    """The conversation with an answer rated; any verdict but "up" and "down" takes the rating away."""
    rating: Verdict | None = "up" if verdict == "up" else "down" if verdict == "down" else None
    assistant.threads.rate(thread, key, rating, reason, owner)
    return tuple(turn.model_copy(update={"rating": rating}) if turn.key == key else turn for turn in turns)


def exported(assistant: Asking, thread: str, form: str, owner: str) -> Copy:
    """A copy of a conversation as a file; UiError where the owner has none of that name."""
    kept = assistant.threads.open(thread, owner)
    if kept is None:
        raise UiError("There is no such conversation; it may have been deleted.")
    return conversation_copy(kept, load_references(), "json" if form == "json" else "md", assistant.info())
