"""Identifiers found in a question, flagged, with a button that strikes them out."""

from __future__ import annotations

import html

from assistant.identifiers import identifiers, struck_out
from assistant.models import Case, Fact
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

    def cleaned(case: Case) -> Case:
        facts = (fact.model_copy(update={"words": _words(fact, turn.question)}) for fact in case.facts)
        return Case(facts=tuple(facts))

    answer, hand = turn.answer, turn.hand
    if answer and answer.case:
        answer = answer.model_copy(update={"case": cleaned(answer.case)})
    if hand:
        kept = tuple(one.model_copy(update={"case": cleaned(one.case)}) for one in hand.corrections)
        hand = hand.model_copy(update={"asked": cleaned(hand.asked), "corrections": kept})
    return turn.model_copy(update={"question": struck_out(turn.question), "answer": answer, "hand": hand})


def _words(fact: Fact, question: str) -> str:
    """A fact's words without identifiers, a part of one included."""
    if fact.start < 0 or question[fact.start : fact.end] != fact.words:
        return struck_out(fact.words)
    words = fact.words
    for one in reversed(identifiers(question)):
        start, end = max(one.start - fact.start, 0), one.end - fact.start
        if start < len(words) and end > 0:
            words = words[:start] + one.instead + words[end:]
    return words
