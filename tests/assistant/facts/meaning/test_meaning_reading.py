"""Facts that only meaning tells, read with the real model over the weights that ship."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.facts.errors import WeightsError
from assistant.facts.meaning.learn import examples, heads_of, learn
from assistant.facts.meaning.open import open_meaning
from assistant.facts.meaning.weights import Weights, chances, load_weights
from assistant.facts.reader import Reader, told_by_phrases
from corpus.meaning import load_phrase_banks, phrase_banks_hash

BANKS = load_phrase_banks()


@pytest.fixture(scope="module")
def reader(assistant):
    return assistant.reader


def test_the_weights_were_learned_from_the_banks_as_they_are():
    """Else: python scripts/meaning.py"""
    weights = load_weights()
    assert weights.banks == phrase_banks_hash()
    assert weights.heads == heads_of(BANKS)


def test_most_phrases_of_the_banks_are_read_as_they_are_meant(assistant):
    known = examples(BANKS)[::29]
    scores = load_weights().scores(assistant.index.embedder.middle([example.phrase for example in known]))
    heads = heads_of(BANKS)
    told = [(row, example) for row, example in enumerate(known) if example.kind > 1]
    right = [chances(scores[row], heads[one.bank]).argmax() + 2 == one.kind for row, one in told]
    assert len(told) > 80
    assert np.mean(right) > 0.8


def test_learning_again_gives_the_same_weights(assistant):
    banks = BANKS[:2]
    known = examples(banks)[::6]
    vectors = assistant.index.embedder.middle([example.phrase for example in known])
    once, again = (learn(banks, known, vectors, "banks").as_bytes() for _ in range(2))
    assert once == again
    assert Weights.of_bytes(once).heads == heads_of(banks)


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
        assert fact.confidence < 0.9


def test_what_a_phrase_tells_stands(reader):
    note = "39F, relapsed ALL, CD19 positive, LP clear, no GVHD, off all immunosuppression, no earlier blinatumomab."
    by_phrases, whole = told_by_phrases(note).case.values(), reader.read(note).values()
    assert by_phrases.items() <= whole.items()


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
    told = note.replace(other, "Her").replace(", what then?", ".")
    assert reader.read(told).get("hct_candidate") is False
    assert reader.read(note).get("hct_candidate") is None


def test_another_model_reads_by_phrases_alone(assistant):
    assert open_meaning(assistant.index.embedder, "another-model") is None
    assert Reader(None).read("34M, CD19+, LP clean") == told_by_phrases("34M, CD19+, LP clean").case


@pytest.mark.parametrize("stored", [b"", b"no weights", b"PK\x03\x04 cut short"])
def test_damaged_weights_name_the_mend(stored):
    with pytest.raises(WeightsError, match=r"python scripts/meaning\.py"):
        Weights.of_bytes(stored)
