"""Learning from a few examples with the real model: what is taught is read, the same way each time."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from assistant.facts.meaning.learn import learn
from assistant.facts.meaning.lessons import note_lesson, phrase_notes
from assistant.facts.meaning.scorer import told
from assistant.facts.meaning.weights import Weights
from corpus.meaning import Mark, MarkedNote, PhraseBank
from index.adapted import adapted_layers, read_adapters, through, write_adapters
from index.model import find_model

NONE = ("The results are not here yet", "We asked for the report", "It is a rainy day", "They came by train")
TAPS = {
    "active": ("blasts in the spinal fluid", "the tap shows leukemia", "CSF positive"),
    "none": ("the tap is clean", "clear CSF", "no cells in the spinal fluid"),
}
DONORS = {
    "true": ("her brother matches", "a sibling will donate", "a donor is ready"),
    "false": ("nobody matches", "no donor was found", "the search was in vain"),
}
BANKS = (
    PhraseBank(key="cns", values=TAPS, unstated=NONE),
    PhraseBank(key="donor_available", values=DONORS, unstated=NONE[:2]),
)


@pytest.fixture(scope="module")
def model():
    from tokenizers import Tokenizer
    from transformers import AutoModel

    source = find_model().source
    tokenizer = Tokenizer.from_file(str(Path(source) / "tokenizer.json"))
    tokenizer.no_padding()
    return AutoModel.from_pretrained(source, local_files_only=True).eval(), tokenizer


@pytest.fixture(scope="module")
def learned(model):
    return learn(BANKS, (), *model, "examples", epochs=15)


def _read(text, model, adapters, weights):
    import torch

    transformer, tokenizer = model
    encoding = tokenizer.encode(text)
    ids = torch.tensor([encoding.ids])
    with torch.no_grad():
        mask = torch.ones_like(ids)
        below = through(transformer.encoder.layer[: adapters.first], transformer.embeddings(input_ids=ids), mask)
        states = through(adapted_layers(transformer, adapters).eval(), below, mask)[0].numpy()
    return {head.key: told(weights.scores(states), encoding.offsets, head) for head in weights.heads}


def test_what_was_taught_is_read(model, learned):
    found = _read("no cells in the spinal fluid, her brother matches", model, *learned)
    assert (found["cns"].value, found["donor_available"].value) == ("none", True)
    assert found["cns"].start < found["donor_available"].start


def test_changes_survive_their_file_nearly_unchanged(model, learned, tmp_path):
    adapters, weights = learned
    write_adapters(tmp_path / "layers.npz", adapters)
    again = read_adapters(tmp_path / "layers.npz")
    assert (again.first, again.layers, set(again.changes)) == (adapters.first, adapters.layers, set(adapters.changes))
    text = "the tap shows leukemia, nobody matches"
    for key, reading in _read(text, model, again, Weights.of_bytes(weights.as_bytes())).items():
        assert reading.value == _read(text, model, adapters, weights)[key].value
        assert reading.chance == pytest.approx(_read(text, model, adapters, weights)[key].chance, abs=0.05)


def test_learning_again_gives_the_same(model):
    once, again = (learn(BANKS, (), *model, "examples", epochs=1) for _ in range(2))
    assert all(np.allclose(once[0].changes[name], again[0].changes[name], atol=1e-5) for name in once[0].changes)


def test_made_up_notes_tell_every_phrase_once_and_no_fact_twice():
    notes = phrase_notes(BANKS, Random(1), 2)
    told_phrases = [note.text[mark.start : mark.end] for note in notes for mark in note.marks]
    assert len(told_phrases) == 18
    assert all(len({mark.key for mark in note.marks}) == len(note.marks) for note in notes)


def test_a_lesson_marks_the_tokens_of_the_marked_words(model):
    text = "Fever. The tap is clean."
    note = MarkedNote(text=text, marks=(Mark(start=7, end=23, key="cns", value="none"),))
    lesson = note_lesson(note, BANKS, model[1])
    words = model[1].encode(text.lower()).tokens
    assert [word for word, kind in zip(words, lesson.kinds[:, 0], strict=True) if kind == 3] == [
        "the",
        "tap",
        "is",
        "clean",
    ]
    assert lesson.kinds[:, 1].sum() == 0
    assert lesson.weights[0].sum() == lesson.weights[-1].sum() == 0
