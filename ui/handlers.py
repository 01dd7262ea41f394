"""What the page does when someone asks, writes up a corrected patient or stops. Plain functions, no Gradio."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator

from assistant.models import Case
from assistant.threads import AsKept
from ui.errors import UiError
from ui.patient.words import told_changes
from ui.turns import Asking, Turn, follow, patient_turn

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


def write(assistant: Asking, turns: Turns, thread: str, owner: str = "") -> Iterator[Turns]:
    """The last patient's question asked again for the facts as corrected; UiError where nothing was corrected.

    Once the new answer is there, the earlier one stands for its own facts again.
    """
    last = patient_turn(turns)
    if last is None or last.hand is None or not last.hand.changed:
        raise UiError("No fact was corrected: the answer stands as it is.")
    hand = last.hand
    said = f"Corrected: {told_changes(hand.asked.values(), hand.case.values(), hand.changed)}."
    turn = _next(turns, last.question).model_copy(update={"asked_as": said})
    for grown in _grow(assistant, turns, turn, thread, hand.case, owner):
        yield _settled(grown, last.number) if grown[-1].answer else grown


def stopped(turns: Turns) -> Turns:
    """The conversation after the reader pressed stop."""
    return (*turns[:-1], turns[-1].ended(STOPPED)) if turns and turns[-1].open else turns


def leave(assistant: Asking, turn: Turn, thread: str, owner: str = "", case: Case | None = None) -> None:
    """Keeps a turn that has no answer, as it is shown; where that fails too, it is only shown."""
    kept = AsKept(owner=owner, key=turn.key, asked_as=turn.asked_as)
    with contextlib.suppress(Exception):  # the reader has been told in words what went wrong
        assistant.leave(turn.question, said=turn.said, trouble=turn.trouble, thread=thread, case=case, kept=kept)


def is_urgent(shown: Turns, now: Turns) -> bool:
    """Whether the page is to show this at once: the first words of an answer, or its end."""
    if not now or not shown:
        return True
    return not now[-1].open or (bool(now[-1].said) and not shown[-1].said)


def _settled(turns: Turns, number: int) -> Turns:
    return tuple(turn.model_copy(update={"hand": None}) if turn.number == number else turn for turn in turns)


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
