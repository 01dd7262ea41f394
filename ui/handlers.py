"""What the page does when someone asks, writes up a corrected patient or stops. Plain functions, no Gradio."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.models import Case
from ui.errors import UiError
from ui.patient.words import told_changes
from ui.turns import Asking, Turn, follow, patient_turn

Turns = tuple[Turn, ...]
KEPT_TURNS = 30
"""Turns kept on the page; older ones leave it, the assistant's thread still has them."""
STOPPED = "Stopped. What stands above was checked; the rest was not written."


def ask(assistant: Asking, question: str, turns: Turns, thread: str, case: Case | None = None) -> Iterator[Turns]:
    """The conversation as it grows; an empty question leaves it as it is."""
    if question.strip():
        yield from _grow(assistant, turns, _next(turns, question.strip()), thread, case)
    else:
        yield turns


def write(assistant: Asking, turns: Turns, thread: str) -> Iterator[Turns]:
    """The last patient's question asked again for the facts as corrected; UiError where nothing was corrected.

    Once the new answer is there, the earlier one stands for its own facts again.
    """
    last = patient_turn(turns)
    if last is None or last.hand is None or not last.hand.changed:
        raise UiError("No fact was corrected: the answer stands as it is.")
    hand = last.hand
    said = f"Corrected: {told_changes(hand.asked.values(), hand.case.values(), hand.changed)}."
    turn = _next(turns, last.question).model_copy(update={"asked_as": said})
    for grown in _grow(assistant, turns, turn, thread, hand.case):
        yield _settled(grown, last.number) if grown[-1].answer else grown


def stopped(turns: Turns) -> Turns:
    """The conversation after the reader pressed stop."""
    return (*turns[:-1], turns[-1].ended(STOPPED)) if turns and turns[-1].open else turns


def _settled(turns: Turns, number: int) -> Turns:
    return tuple(turn.model_copy(update={"hand": None}) if turn.number == number else turn for turn in turns)


def _grow(assistant: Asking, turns: Turns, turn: Turn, thread: str, case: Case | None) -> Iterator[Turns]:
    # A stopped answer may have written once more after the page said "stopped": close it again.
    kept = stopped(turns)[-(KEPT_TURNS - 1) :]
    yield (*kept, turn)
    for grown in follow(turn, assistant, thread, case):
        yield (*kept, grown)


def _next(turns: Turns, question: str) -> Turn:
    return Turn(number=turns[-1].number + 1 if turns else 1, question=question)
