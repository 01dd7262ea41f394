"""What is read by phrases and what is read by meaning, made one case.

1. Meaning adds facts that no phrase tells. Such a fact is as sure as its chance, less a share.
2. Where both tell the same, the fact is as sure as the surer of them.
3. Where they differ, the phrase stands unless meaning is very sure; either way the fact is shown to be confirmed.
4. What follows from another fact is not read by meaning against it: no GVHD or date without a transplant;
   nor is what earlier blinatumomab did, where the note names no such drug.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.facts.keys import key_order
from assistant.facts.lexicon import load, phrase
from assistant.facts.meaning.scorer import Meaning, Reading
from assistant.facts.note import Note
from assistant.models import UNSURE, Case, Fact

_DISPUTED = UNSURE - 0.05


def with_meaning(case: Case, note: Note, meaning: Meaning) -> Case:
    """The case with what meaning adds and disputes, in the contract's order."""
    rules, known = load("meaning"), case.values()
    facts = {fact.key: fact for fact in case.facts}
    for reading in meaning.read(note, rules["keys"]):
        if reading.key in facts:
            facts[reading.key] = _settled(facts[reading.key], reading, note, rules)
        elif _taken(reading, known, note, rules):
            facts[reading.key] = _fact(note, reading, round(reading.chance * rules["share"], 2))
    order = key_order()
    return Case(facts=tuple(sorted(facts.values(), key=lambda fact: order.index(fact.key))))


def _settled(fact: Fact, reading: Reading, note: Note, rules: Mapping[str, Any]) -> Fact:
    """One fact of the two that tell it."""
    if fact.value == reading.value:
        sure = max(fact.confidence, round(reading.chance * rules["share"], 2))
        return fact.model_copy(update={"confidence": sure})
    if reading.chance < rules["disputes"]:
        return fact
    if reading.chance >= rules["outweighs"] and reading.key not in rules["phrases_stand"]:
        return _fact(note, reading, _DISPUTED)
    return fact.model_copy(update={"confidence": min(fact.confidence, _DISPUTED)})


def _taken(reading: Reading, known: Mapping[str, object], note: Note, rules: Mapping[str, Any]) -> bool:
    """Whether a fact that no phrase tells is likely enough, makes sense beside the others, and is spoken of at all."""
    if reading.chance < rules["least_of"].get(reading.key, rules["least"]):
        return False
    if any(key in known and known[key] != value for key, value in rules["needs"].get(reading.key, {}).items()):
        return False
    subject = rules["subjects"].get(reading.key)
    if subject is None:
        return True
    named = phrase(subject, "", "meaning").finditer(note.text)
    return any(not note.sentence(match.start()).asks for match in named)


def _fact(note: Note, reading: Reading, sure: float) -> Fact:
    said = note.view.words(reading.start, reading.end)
    return note.fact(reading.key, reading.value, (reading.start, reading.end), sure, f"by meaning, from '{said}'")
