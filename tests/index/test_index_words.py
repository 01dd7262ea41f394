"""Search terms: what is kept whole, what counts as the same word."""

import pytest

from index.words import terms


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("takes 4-6 weeks", "4-6"),
        ("CAR-T cells", "car-t"),
        ("anti-CD19 cells", "cd19"),
        ("blasts below 5% then", "5%"),
        ("MRD at 0.02%.", "0.02%"),
        ("4‑1BB costimulation", "4-1bb"),
        ("CR/CRi", "cri"),
    ],
)
def test_figures_and_compounds_stay_findable(text, kept):
    assert kept in terms(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leukaemia", "leukemia"),
        ("tumours", "tumor"),
        ("randomised", "randomized"),
        ("haematological", "hematological"),
        ("relapsed", "relapses"),
        ("KMT2A‐rearranged", "KMT2A-rearranged"),
    ],
)
def test_spellings_and_endings_are_one_word(one, other):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(("one", "other"), [("5%", "0.5%"), ("CD19", "CD22"), ("4-6", "46")])
def test_different_figures_stay_different(one, other):
    assert not set(terms(one)) & set(terms(other))


def test_function_words_do_not_count():
    assert terms("What is the of and?") == []
