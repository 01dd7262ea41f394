"""What the reader does with the patient in the panel: each action as the conversation after it. No Gradio here."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import Field

from assistant.identifiers import swaps
from assistant.models import Case
from corpus.models import Frozen
from ui.bridge import Action
from ui.errors import FactError
from ui.labels import fact_specs
from ui.patient.hand import AtHand
from ui.patient.identity import struck
from ui.patient.values import read_value, with_item, with_value
from ui.patient.weighing import at_hand
from ui.turns import Turn, patient_turn

Turns = tuple[Turn, ...]
Remember = Callable[[Case], None]


class Done(Frozen):
    """The conversation after an action, and what the question box then holds, where the action is about it."""

    turns: tuple[Turn, ...]
    box: str | None = None
    struck: dict[str, str] = Field(default_factory=dict)
    """Words struck out, and what stands in their place."""


def acted(turns: Turns, action: Action, remember: Remember) -> Done | None:
    """The conversation after an action on the patient; None for one that is none, or comes too late.

    `remember` is told the patient whenever its facts change, so that the conversation goes on about it.
    """
    if action.do == "strike":
        return _struck(turns, action, remember)
    turn = patient_turn(turns)
    if turn is None or action.get("turn") != str(turn.number) or action.do not in _ACTS:
        return None
    before = at_hand(turn)
    after = _ACTS[action.do](before, action)
    if after.case != before.case:
        remember(after.case)
    return Done(turns=_replaced(turns, turn.model_copy(update={"hand": after})))


def _set(hand: AtHand, action: Action) -> AtHand:
    """A value chosen or typed; one that cannot be is shown with the reason."""
    key, typed = action.get("key"), action.get("value")
    if key not in fact_specs():
        return hand
    try:
        value = read_value(key, typed)
    except FactError as error:
        return hand.refusing(key, typed, str(error))
    return hand.corrected(key, with_value(hand.case, hand.asked, key, value))


def _item(hand: AtHand, action: Action) -> AtHand:
    """One finding of a list, ticked or not."""
    key = action.get("key")
    if key not in fact_specs():
        return hand
    try:
        value = with_item(hand.case, key, action.get("value"), action.get("checked") == "yes")
    except FactError as error:
        return hand.refusing(key, action.get("value"), str(error))
    return hand.corrected(key, with_value(hand.case, hand.asked, key, value))


def _unknown(hand: AtHand, action: Action) -> AtHand:
    """A fact not known (any more); its control stays, and is to be used next."""
    key = action.get("key")
    if key not in fact_specs():
        return hand
    after = hand.corrected(key, with_value(hand.case, hand.asked, key, None))
    return after.model_copy(update={"focus": key})


def _open(hand: AtHand, action: Action) -> AtHand:
    key = action.get("key")
    return hand.opening(key) if key in fact_specs() else hand


_ACTS: dict[str, Callable[[AtHand, Action], AtHand]] = {
    "set": _set,
    "item": _item,
    "unknown": _unknown,
    "deny": _unknown,
    "confirm": lambda hand, action: hand.confirmed(action.get("key")),
    "undo": lambda hand, action: hand.undone(),
    "suppose": lambda hand, action: hand.supposing(action.get("name")),
    "open": _open,
}


def _struck(turns: Turns, action: Action, remember: Remember) -> Done | None:
    turn = next((turn for turn in turns if str(turn.number) == action.get("turn")), None)
    if turn is None:
        return None
    after = struck(turn)
    if patient_turn(turns) is turn:
        remember(at_hand(after).case)
    return Done(turns=_replaced(turns, after), box=after.question, struck=swaps(turn.question))


def _replaced(turns: Turns, after: Turn) -> Turns:
    return tuple(after if turn.number == after.number else turn for turn in turns)
