"""Known words, slips of the pen, strange words."""

from __future__ import annotations

import pytest

from assistant.sense.vocabulary import load_stems, read_words, stem, with_mended, words_of
from corpus.digest import load_digest
from corpus.lexicon import load_concepts


def test_all_words_of_the_review_and_of_the_vocabulary_are_known():
    """Else: python scripts/asking.py --words"""
    texts = [passage.text for passage in load_digest().passages]
    texts += [phrase for concept in load_concepts().all for phrase in concept.phrases]
    assert {word for word in words_of(texts) if stem(word) not in load_stems()} == set()


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("hyperbilirubinemai in patient 4?", "hyperbilirubinemia"),
        ("cytokin releese after CAR-T", "release"),
        ("who gets leukaphresis?", "leukapheresis"),
    ],
)
def test_a_slip_of_the_pen_is_mended_for_the_search(question, meant):
    assert meant in with_mended(question)
    assert with_mended(question).startswith(question)


@pytest.mark.parametrize("question", ["Does zorgatuzumab help?", "What does the KLIMT-7 registry say of quaffing?"])
def test_words_like_no_known_one_are_strange(question):
    assert read_words(question).strange


@pytest.mark.parametrize("question", ["CR rate in ALCANTARA?", "How many relapsed after CAR T cells at MSKCC?", ""])
def test_plain_questions_stay_as_they_are(question):
    assert with_mended(question) == question
    assert read_words(question).strange == ()
