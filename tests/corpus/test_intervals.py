"""Wilson's interval against published values and its own edges."""

from __future__ import annotations

import pytest

from corpus.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe, Stat Med 1998;17:857-872, Table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_values(hits, of, low, high):
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_mirrored_for_those_that_were_not_hit():
    low, high = wilson(27, 30)
    assert wilson(3, 30) == pytest.approx((1 - high, 1 - low))


def test_stays_within_0_and_1_and_knows_nothing_of_an_empty_group():
    assert wilson(11, 11)[1] == 1
    assert wilson(0, 5)[0] == 0
    assert wilson(0, 0) == (0.0, 1.0)
