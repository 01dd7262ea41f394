"""What is read by phrases and what is read by meaning, made one case.

1. What a phrase tells stands. Meaning adds facts that no phrase tells.
2. A fact by meaning is as sure as its chance, less a share: below 0.7 it is shown to be confirmed.
3. What follows from another fact is not read by meaning against it: no GVHD or date without a transplant.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.facts.keys import key_order
from assistant.facts.lexicon import load
from assistant.facts.meaning.scorer import Meaning, Reading
from assistant.facts.note import Note
from assistant.models import Case, Fact


def with_meaning(case: Case, note: Note, meaning: Meaning) -> Case:
    """The case with the facts that only meaning tells, in the contract's order."""
    rules = load("meaning")
    known = case.values()
    keys = [key for key in rules["keys"] if key not in known]
    sure = [one for one in meaning.read(note, keys) if one.chance >= rules["least_of"].get(one.key, rules["least"])]
    added = [_fact(note, one, rules["share"]) for one in sure if not _against(one, known, rules["needs"])]
    order = key_order()
    return Case(facts=tuple(sorted((*case.facts, *added), key=lambda fact: order.index(fact.key))))


def _against(reading: Reading, known: Mapping[str, object], needs: Mapping[str, Mapping[str, object]]) -> bool:
    return any(key in known and known[key] != value for key, value in needs.get(reading.key, {}).items())


def _fact(note: Note, reading: Reading, share: float) -> Fact:
    said = note.view.words(reading.start, reading.end)
    sure = round(reading.chance * share, 2)
    return note.fact(reading.key, reading.value, (reading.start, reading.end), sure, f"by meaning, from '{said}'")
