"""Facts that only meaning tells, read with the real model over the weights that ship."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.facts.errors import WeightsError
from assistant.facts.meaning.open import adapters_of, open_meaning
from assistant.facts.meaning.scorer import NAME, told
from assistant.facts.meaning.weights import Weights, heads_of, load_weights
from assistant.facts.reader import Reader, told_by_phrases
from assistant.facts.view import view_of
from corpus.meaning import UNSTATED, examples_hash, load_marked_notes, load_phrase_banks

BANKS = load_phrase_banks()


@pytest.fixture(scope="module")
def reader(assistant):
    return assistant.reader


def test_the_weights_were_learned_from_the_examples_as_they_are():
    """Else: python scripts/meaning.py"""
    weights = load_weights()
    assert weights.examples == examples_hash()
    assert weights.heads == heads_of(BANKS)


def test_what_marked_notes_tell_is_read_where_they_tell_it(assistant):
    """Through the export: wrong layers, or weights that are not theirs, read next to nothing."""
    weights, embedder = load_weights(), assistant.index.embedder
    right = placed = asked = 0
    for note in load_marked_notes()[::40]:
        text = view_of(note.text)
        states = embedder.states(NAME, text.text)
        scores = weights.scores(states.vectors)
        for head in weights.heads:
            marks = [m for m in note.marks if m.key == head.key and m.value != UNSTATED]
            bank = next(bank for bank in BANKS if bank.key == head.key)
            reading = told(scores, states.spans, head)
            asked += bool(marks)
            right += reading.value in {bank.value(mark.value) for mark in marks}
            spans = [text.back(mark.start, mark.end) for mark in marks if bank.value(mark.value) == reading.value]
            placed += any(reading.start < end and start < reading.end for start, end in spans)
    assert asked > 100
    assert right / asked > 0.9
    assert placed / right > 0.95


@pytest.mark.parametrize(
    ("note", "key", "value"),
    [
        ("50M, relapsed ALL. The apheresis nurses could not get enough lymphocytes on two attempts.",
         "leukapheresis_feasible", False),
        ("44F, relapsed ALL. With that ejection fraction no transplant unit will condition her.",
         "hct_candidate", False),
    ],
)  # fmt: skip
def test_what_no_phrase_tells_is_read_and_says_so(reader, note, key, value):
    fact = next(fact for fact in reader.read(note).facts if fact.key == key)
    assert fact.value is value
    assert fact.words in note
    if told_by_phrases(note).case.get(key) is None:
        assert fact.note.startswith("by meaning")
        assert fact.confidence <= 0.9


def test_the_same_note_is_read_the_same(reader):
    note = "61M, relapsed. The counts creep up so slowly that nobody is in a hurry, and the lab has his cells frozen."
    assert reader.read(note) == reader.read(note)


@pytest.mark.parametrize(
    ("note", "other"),
    [
        ("40F, relapsed. Her brother's heart is so weak that no transplant unit will condition him.", "Her brother's"),
        ("40F, relapsed. If her heart is so weak that no transplant unit will condition her, what then?", "If her"),
    ],
)
def test_someone_else_and_suppositions_are_not_read(reader, note, other):
    told_of_her = note.replace(other, "Her").replace(", what then?", ".")
    assert reader.read(told_of_her).get("hct_candidate") is False
    assert reader.read(note).get("hct_candidate") is None


def test_a_fact_late_in_a_long_note_is_read_in_its_place(reader):
    idle = "He keeps bees, walks the dog at six and sleeps well. " * 40
    note = f"50M, relapsed ALL. {idle}The apheresis nurses could not get enough lymphocytes on two attempts."
    fact = next(fact for fact in reader.read(note).facts if fact.key == "leukapheresis_feasible")
    assert fact.value is False
    assert note[fact.start : fact.end] == fact.words
    assert fact.start > len(idle)


def test_another_model_reads_by_phrases_alone(assistant):
    assert open_meaning(assistant.index.embedder, "another-model") is None
    assert adapters_of("another-model") == {}
    assert Reader(None).read("34M, CD19+, LP clean") == told_by_phrases("34M, CD19+, LP clean").case


def test_words_are_weighed_with_their_neighbours():
    """One token that shouts does not outweigh five that agree."""
    head = load_weights().heads[0]
    scores = np.zeros((9, head.columns.stop), np.float32)
    scores[0, head.columns.start + 2] = 9.0
    scores[3:8, head.columns.start + 3] = 4.0
    found = told(scores, [(at * 2, at * 2 + 1) for at in range(9)], head)
    assert found.value == head.values[1]
    assert 2 < found.start <= 6
    assert found.end >= 15
    assert told(scores[:2], [(0, 0), (4, 4)], head) is None


@pytest.mark.parametrize("stored", [b"", b"no weights", b"PK\x03\x04 cut short"])
def test_damaged_weights_name_the_mend(stored):
    with pytest.raises(WeightsError, match=r"python scripts/meaning\.py"):
        Weights.of_bytes(stored)
