"""The sense of questions, with the real model over the weights that ship."""

from __future__ import annotations

import pytest

from assistant.sense.errors import SenseError
from assistant.sense.learn import asked_in, named, worn
from assistant.sense.open import open_sense, sense_adapters
from assistant.sense.sense import NAME
from assistant.sense.weights import Weights, load_weights
from corpus.asking import ANSWERED, KINDS, STUDY, Example, asking_hash, load_examples


@pytest.fixture(scope="module")
def sense(assistant):
    return open_sense(assistant.index.embedder, "default")


def test_the_weights_were_learned_from_the_examples_as_they_are():
    """Else: python scripts/asking.py"""
    weights = load_weights()
    assert weights.examples == asking_hash()
    assert set(weights.asks) == set(asked_in(load_examples()))
    assert weights.kinds == KINDS


def test_kinds_are_told_through_the_export(sense):
    """Wrong layers, or weights that are not theirs, tell next to nothing."""
    examples = [one for one in load_examples() if STUDY not in one.text][::25]
    told = [(one.kind in ANSWERED) == (sense.of(one.text).declinable < 0.5) for one in examples]
    assert sum(told) / len(told) >= 0.9


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("How many of ALCANTARA's people had a graft behind them when they came in?", "prior-hct"),
        ("CARPALL: what part of those in remission came back with leukemia?", "relapse"),
        ("For how long did half of the MSKCC patients live?", "os"),
        ("How many kids in the Seattle study were collected and then never got their cells?", "no-car-t"),
        ("The Hutch: relapses that had shed the target, how many?", "cd19-relapse"),
    ],
)
def test_what_is_asked_for_is_told_without_its_usual_words(sense, question, ask):
    assert ask in sense.of(question).asked(0.4)


def test_the_chances_of_all_kinds_make_one(sense):
    sensed = sense.of("Which organism caused patient 1's pneumonia?")
    assert sum(sensed.kinds.values()) == pytest.approx(1, abs=1e-4)
    assert 0 <= sensed.declinable <= 1
    assert sensed.kind not in ANSWERED


def test_long_texts_and_odd_signs_are_sensed_too(sense):
    assert sense.of("relapse " * 5000).kinds
    assert sense.of("\u200b🧬 ?").kinds


def test_another_model_has_no_sense(assistant):
    assert open_sense(assistant.index.embedder, "another-model") is None
    assert sense_adapters("another-model") == {}
    assert set(sense_adapters("default")) == {NAME}


def test_damaged_weights_say_how_to_mend_them():
    stored = load_weights().as_bytes()
    assert Weights.of_bytes(stored).as_bytes() == stored
    with pytest.raises(SenseError, match=r"python scripts/asking\.py"):
        Weights.of_bytes(stored[:100])


def test_examples_are_varied_before_they_are_learned_from():
    from random import Random

    chance = Random(3)
    example = Example(text="n of {study}?", kind="answerable", asks=("n",), answered_by="{study}#n")
    told = named(example, {"table1.blast": ["BLAST"]}, chance)
    assert (told.text, told.answered_by) == ("n of BLAST?", "table1.blast#n")
    forms = {worn("How many relapsed in BLAST?", chance) for _ in range(60)}
    assert len(forms) > 5
    assert max(len(form) for form in forms) <= len("How many relapsed in BLAST?")
