"""Identifiers found in a question, flagged, with a button that strikes them out."""

from __future__ import annotations

import html

from assistant.identifiers import identifiers, struck_out
from assistant.models import Case
from ui.turns import Turn


def flag_html(turn: Turn) -> str:
    """The notice over the evidence; nothing where the question tells nobody's identity."""
    found = identifiers(turn.question)
    if not found:
        return ""
    listed = ", ".join(f"{html.escape(one.kind)} “{html.escape(one.words)}”" for one in found)
    act = f'id="cd19-strike-{turn.number}" data-do="strike" data-turn="{turn.number}"'
    return (
        f'<div class="cd19-identity" role="note"><p><strong>Your question may tell who the patient is:</strong> '
        f"{listed}. "
        "It has not left this computer unless you configured a remote model.</p>"
        f'<button type="button" {act}>Strike out</button></div>'
    )


def struck(turn: Turn) -> Turn:
    """The turn without identifiers in its question and in the words of its facts."""
    answer = turn.answer
    if answer and answer.case:
        answer = answer.model_copy(update={"case": struck_case(answer.case)})
    hand = turn.hand
    if hand:
        kept = tuple(one.model_copy(update={"case": struck_case(one.case)}) for one in hand.corrections)
        hand = hand.model_copy(update={"asked": struck_case(hand.asked), "corrections": kept})
    return turn.model_copy(update={"question": struck_out(turn.question), "answer": answer, "hand": hand})


def struck_case(case: Case) -> Case:
    """The case without identifiers in the words of its facts."""
    return Case(facts=tuple(fact.model_copy(update={"words": struck_out(fact.words)}) for fact in case.facts))
