"""What the page does when someone asks, corrects a fact, stops or starts anew. Plain functions, no Gradio."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator

from assistant.models import Case
from assistant.threads import AsKept
from ui.corrections import corrected
from ui.errors import UiError
from ui.labels import load_labels
from ui.turns import Asking, Turn, follow

Turns = tuple[Turn, ...]
KEPT_TURNS = 30
"""Turns kept on the page; older ones leave it, the kept conversation still has them."""
STOPPED = "Stopped. What stands above was checked; the rest was not written."


def ask(
    assistant: Asking, question: str, turns: Turns, thread: str, case: Case | None = None, owner: str = ""
) -> Iterator[Turns]:
    """The conversation as it grows; an empty question leaves it as it is. `owner`: whose conversation it is."""
    if question.strip():
        yield from _grow(assistant, turns, _next(turns, question.strip()), thread, case, owner)
    else:
        yield turns


def ask_again(
    assistant: Asking, turn: Turn, before: Turns, thread: str, case: Case | None, owner: str
) -> Iterator[Turns]:
    """The question of a turn asked anew after `before`, shown as it was."""
    again = _next(before, turn.question).model_copy(update={"asked_as": turn.asked_as})
    yield from _grow(assistant, before, again, thread, case, owner)


def correct(assistant: Asking, key: str, typed: object, turns: Turns, thread: str, owner: str = "") -> Iterator[Turns]:
    """The last patient weighed again with one fact set; FactError or UiError says what was wrong with it."""
    last = last_patient(turns)
    if last is None or last.answer is None or last.answer.case is None:
        raise UiError("There is no patient to correct yet: describe one first.")
    case = corrected(last.answer.case, key, typed)
    change = f"is {load_labels().value(key, case.values()[key])}"
    yield from _again(assistant, last, case, change, key, turns, thread, owner)


def forget(assistant: Asking, key: str, turns: Turns, thread: str, owner: str = "") -> Iterator[Turns]:
    """The last patient weighed again with one fact unknown."""
    last = last_patient(turns)
    if last is None or last.answer is None or last.answer.case is None:
        raise UiError("There is no patient to correct yet: describe one first.")
    yield from _again(assistant, last, last.answer.case.without(key), "is not known", key, turns, thread, owner)


def stopped(turns: Turns) -> Turns:
    """The conversation after the reader pressed stop."""
    return (*turns[:-1], turns[-1].ended(STOPPED)) if turns and turns[-1].open else turns


def leave(assistant: Asking, turn: Turn, thread: str, owner: str = "", case: Case | None = None) -> None:
    """Keeps a turn that has no answer, as it is shown; where that fails too, it is only shown."""
    kept = AsKept(owner=owner, key=turn.key, asked_as=turn.asked_as)
    with contextlib.suppress(Exception):  # the reader has been told in words what went wrong
        assistant.leave(turn.question, said=turn.said, trouble=turn.trouble, thread=thread, case=case, kept=kept)


def is_urgent(shown: Turns | None, now: Turns) -> bool:
    """Whether the page is to show this at once: the question, the first words of its answer, or its end."""
    if not now or shown is None or len(shown) != len(now):


def is_urgent(shown: Turns, now: Turns) -> bool:
    """Whether the page is to show this at once: the first words of an answer, or its end."""
    if not now or not shown:
        return True
    return not now[-1].open or (bool(now[-1].said) and not shown[-1].said)


def last_patient(turns: Turns) -> Turn | None:
    """The latest turn that understood a patient, or None."""
    return next((turn for turn in reversed(turns) if turn.answer and turn.answer.case and turn.answer.case.facts), None)


def _again(
    assistant: Asking, last: Turn, case: Case, change: str, key: str, turns: Turns, thread: str, owner: str
) -> Iterator[Turns]:
    said = f"Correction: {load_labels().title(key)} {change}."
    turn = _next(turns, last.question).model_copy(update={"asked_as": said})
    yield from _grow(assistant, turns, turn, thread, case, owner)


def _grow(assistant: Asking, turns: Turns, turn: Turn, thread: str, case: Case | None, owner: str) -> Iterator[Turns]:
    # A stopped answer may have written once more after the page said "stopped": close it again.
    kept = stopped(turns)[-(KEPT_TURNS - 1) :]
    yield (*kept, turn)
    for grown in follow(turn, assistant, thread, case, owner):
        if grown.trouble:
            leave(assistant, grown, thread, owner, case)
        yield (*kept, grown)


def _next(turns: Turns, question: str) -> Turn:
    return Turn(number=turns[-1].number + 1 if turns else 1, question=question, key=uuid.uuid4().hex)
