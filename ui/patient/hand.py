"""The patient at hand: as asked about, as corrected since, what is supposed for a moment. Never changed in place."""

from __future__ import annotations

from assistant.models import Case, Fact
from corpus.models import Frozen


class Correction(Frozen):
    """The case after one fact was set by hand."""

    key: str
    case: Case


class Refusal(Frozen):
    """A value that was typed and could not be taken."""

    key: str
    typed: str
    why: str


class AtHand(Frozen):
    """The patient of one answer, and what the reader has done with the facts since."""

    asked: Case
    """The facts that the answer was written for."""
    corrections: tuple[Correction, ...] = ()
    supposed: str = ""
    """Name of the change that is looked at; nothing is changed by it."""
    opened: tuple[str, ...] = ()
    """Facts not known whose controls are shown all the same."""
    focus: str = ""
    """Fact whose control is to be used next."""
    refused: Refusal | None = None
    moves: int = 0
    """Counted up by all that is done: no two states look alike to the page."""

    @property
    def case(self) -> Case:
        """The patient now."""
        return self.corrections[-1].case if self.corrections else self.asked

    @property
    def changed(self) -> tuple[str, ...]:
        """Facts whose values are no longer those asked about."""
        was, now = self.asked.values(), self.case.values()
        return tuple(key for key in {**was, **now} if was.get(key) != now.get(key))

    def corrected(self, key: str, case: Case) -> AtHand:
        """With a fact set; further values of the same fact are one step of `undone`."""
        kept = self.corrections
        if kept and kept[-1].key == key:
            kept = kept[:-1]
        opened = self.opened if key in self.opened else (*self.opened, key)
        return self._moved(corrections=(*kept, Correction(key=key, case=case)), opened=opened)

    def undone(self) -> AtHand:
        """Before the last correction; the same where there is none."""
        if not self.corrections:
            return self._moved()
        return self._moved(corrections=self.corrections[:-1], focus=self.corrections[-1].key)

    def confirmed(self, key: str) -> AtHand:
        """With an unsure fact settled as it was read: its words stay."""
        fact = next((fact for fact in self.case.facts if fact.key == key), None)
        if fact is None:
            return self._moved()
        return self.corrected(key, self.case.with_fact(fact.model_copy(update={"confidence": 1.0})))

    def supposing(self, name: str) -> AtHand:
        """Looking at a change; a second time, no longer."""
        return self._moved(supposed="" if name == self.supposed else name)

    def opening(self, key: str) -> AtHand:
        """With the control of a fact shown and in focus."""
        opened = self.opened if key in self.opened else (*self.opened, key)
        return self._moved(opened=opened, focus=key, supposed=self.supposed)

    def refusing(self, key: str, typed: str, why: str) -> AtHand:
        """With what was typed shown beside why it cannot be."""
        return self._moved(refused=Refusal(key=key, typed=typed, why=why), focus=key)

    def fact_asked(self, key: str) -> Fact | None:
        """The fact as it was asked about."""
        return next((fact for fact in self.asked.facts if fact.key == key), None)

    def _moved(self, **changes: object) -> AtHand:
        """After something was done: what was looked at, refused or in focus before is over."""
        done = {"supposed": "", "focus": "", "refused": None, "moves": self.moves + 1}
        return self.model_copy(update=done | changes)
