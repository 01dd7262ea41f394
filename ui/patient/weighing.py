"""A patient weighed for the page: the verdict as asked and the verdict now."""

from __future__ import annotations

from assistant.answer.doubts import doubts
from assistant.criteria.engine import decide
from assistant.models import Answer, Citation, Verdict
from corpus.models import Frozen
from ui.patient.hand import AtHand
from ui.turns import Turn


class Weighing(Frozen):
    """What the panel shows of one answer's patient."""

    number: int
    """Of the turn: part of every anchor."""
    editable: bool
    """Only the patient spoken of last is corrected: the conversation goes on about that one."""
    hand: AtHand
    before: Verdict | None
    """As the answer was written for; None where no choice was asked about."""
    now: Verdict | None
    citations: tuple[Citation, ...] = ()
    doubts: tuple[str, ...] = ()

    def anchor(self, name: str) -> str:
        """An id of the page that belongs to this turn."""
        return f"cd19-{name}-{self.number}"


def weighing(turn: Turn, editable: bool) -> Weighing | None:
    """The turn's patient, weighed anew where facts were corrected; None for an answer about no patient."""
    answer = turn.answer
    if answer is None or answer.case is None:
        return None
    hand = at_hand(turn)
    before = verdict_of(answer)
    changed = bool(hand.changed)
    return Weighing(
        number=turn.number, editable=editable, hand=hand, before=before,
        now=decide(hand.case) if changed and before else before, citations=answer.citations,
        doubts=doubts(hand.case) if hand.corrections else answer.doubts,
    )  # fmt: skip


def at_hand(turn: Turn) -> AtHand:
    """The turn's patient as it stands; nothing corrected where nothing was done."""
    assert turn.answer is not None
    assert turn.answer.case is not None
    return turn.hand or AtHand(asked=turn.answer.case)


def verdict_of(answer: Answer) -> Verdict | None:
    """The verdict that an answer tells; None where it tells none."""
    if answer.recommendation is None:
        return None
    return Verdict(
        recommendation=answer.recommendation, criteria=answer.criteria, would_change=answer.would_change,
        would_change_together=answer.would_change_together, missing=answer.missing,
    )  # fmt: skip
