"""The patient's facts, read from a note with the words they came from.

Each key has its phrases under corpus/lexicon/facts; `mention` finds them, `context` weighs the words around them, and
the readers named here combine what a note says of one key. What no phrase tells is read by meaning, where the learned
phrase banks are at hand (`meaning`). Nothing is assumed: what is not told stays absent.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.facts.access import read_access
from assistant.facts.blinatumomab import read_blinatumomab
from assistant.facts.burden import read_burden
from assistant.facts.course import course
from assistant.facts.genetics import read_genetics
from assistant.facts.keys import key_order
from assistant.facts.meaning.scorer import Meaning
from assistant.facts.meaning.settle import with_meaning
from assistant.facts.mention import mentions, strongest
from assistant.facts.note import Note, note_of
from assistant.facts.person import read_person
from assistant.facts.status import read_status
from assistant.facts.tempo import read_tempo
from assistant.facts.timing import read_timing
from assistant.models import Case, Fact, FactValue
from corpus.signs import whole

_MOST_CHARACTERS = 12_000
_PLAIN = {
    "cd19": "cd19",
    "car_t": "prior_car_t",
    "immunosuppression": "on_immunosuppression",
    "donor": "donor_available",
    "candidate": "hct_candidate",
    "collection": "leukapheresis_feasible",
    "toxicity": "severe_toxicity_concern",
}


class Told(NamedTuple):
    """A note, and what its known phrases tell."""

    note: Note
    case: Case


class Reader:
    """Reads patient facts from notes."""

    def __init__(self, meaning: Meaning | None = None) -> None:
        """`meaning` reads what no known phrase tells; None: phrases alone."""
        self._meaning = meaning

    def read(self, text: str, supposed: bool = False) -> Case:
        """All facts a note states of its patient, in the contract's order; see `told_by_phrases`."""
        return self.whole(told_by_phrases(text, supposed))

    def whole(self, told: Told) -> Case:
        """The facts told by phrases, and those that only meaning tells."""
        return with_meaning(told.case, told.note, self._meaning) if self._meaning else told.case


def told_by_phrases(text: str, supposed: bool = False) -> Told:
    """What known phrases tell of a note's patient, in the contract's order; an empty case where they tell nothing.

    `supposed` takes what follows "if" and "suppose" as stated: for what-if questions about a known patient. A note
    that states nothing outside its suppositions is read so by itself. Text beyond `_MOST_CHARACTERS` is not read.
    """
    note = note_of(whole(text[:_MOST_CHARACTERS]), supposed)
    case = _read(note)
    if supposed or any(fact.key not in ("age", "sex") for fact in case.facts):
        return Told(note, case)
    again = note.as_supposed()
    # Where nothing that was looked at is supposed, a second reading would find the same.
    return Told(again, _read(again) if note.has_supposed() else case)


def read_case(text: str, supposed: bool = False) -> Case:
    """What known phrases tell; see `told_by_phrases`."""
    return told_by_phrases(text, supposed).case


def _read(note: Note) -> Case:
    facts = _stated(note)
    known: dict[str, FactValue] = {fact.key: fact.value for fact in facts}
    facts += read_status(note, known)
    known |= {fact.key: fact.value for fact in facts}
    facts += _transplant(note, known)
    known |= {fact.key: fact.value for fact in facts}
    blin = read_blinatumomab(note, known.get("disease_status"))
    facts += (blin,) if blin else ()
    facts += read_access(note, known)
    order = key_order()
    return Case(facts=tuple(sorted(facts, key=lambda fact: order.index(fact.key))))


def _stated(note: Note) -> tuple[Fact, ...]:
    facts = [*read_person(note), *read_burden(note)]
    for name, key in _PLAIN.items():
        held = strongest(tuple(m for m in mentions(note, name) if not _open(m.value)), name)
        if held:
            facts.append(note.fact(key, held.value, (held.start, held.end), held.confidence, held.note))
    more = (course(note, "cns"), course(note, "extramedullary"), read_tempo(note), read_genetics(note))
    return tuple(fact for fact in (*facts, *more) if fact)


def _open(value: FactValue) -> bool:
    return isinstance(value, str) and value.startswith("null_")


def _transplant(note: Note, known: dict[str, FactValue]) -> tuple[Fact, ...]:
    """Transplant done or not, its date and donor, and GVHD; a date or GVHD tells that there was one."""
    timing = {fact.key: fact for fact in read_timing(note)}
    gvhd = course(note, "gvhd")
    held = strongest(mentions(note, "transplant"), "transplant")
    done = note.fact("prior_allo_hct", held.value, (held.start, held.end), held.confidence, held.note) if held else None
    if done is None or (done.value is False and "months_since_hct" in timing):
        source = timing.get("months_since_hct") or (gvhd if gvhd and gvhd.value != "none" else None)
        if source:
            derived = f"from '{source.words}'"
            done = source.model_copy(update={"key": "prior_allo_hct", "value": True, "note": derived})
    if done is None or done.value is False:
        timing.pop("hct_donor", None)
    return tuple(fact for fact in (done, *timing.values(), gvhd) if fact)
