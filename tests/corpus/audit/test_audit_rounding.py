"""Rounding: which counts, groups and percentages go together, at the limits too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.audit.rounding import counts, either, fits, groups, least_group, said


@pytest.mark.parametrize(
    ("count", "group", "percent", "fit"),
    [
        (1, 8, 12, True),
        (1, 8, 13, True),
        (1, 8, 11, False),
        (1, 200, 0, True),
        (1, 200, 1, True),
        (21, 53, 40, True),
        (21, 53, 39, False),
        (0, 12, 0, True),
        (12, 12, 100, True),
        (0, 0, 0, False),
    ],
    ids=["12.5 down", "12.5 up", "12.5 too low", "0.5 down", "0.5 up", "39.6", "39.6 cut", "none", "all", "no group"],
)
def test_a_half_may_be_rounded_either_way_and_no_more(count, group, percent, fit):
    assert fits(count, group, percent) is fit


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_rounded_percentage_of_a_count_always_fits(count, group):
    if count <= group:
        percent = int(100 * count / group + 0.5)
        assert fits(count, group, percent)
        assert count in counts(group, percent)
        assert group in groups(count, percent, group)


@given(st.integers(1, 150), st.integers(0, 100))
def test_counts_are_those_that_fit(group, percent):
    assert counts(group, percent) == tuple(one for one in range(group + 1) if fits(one, group, percent))


def test_responders_may_be_any_of_several_numbers():
    assert counts(189, 43) == (81, 82)
    assert counts(14, 79) == (11,)
    assert counts(20, 88) == ()


@pytest.mark.parametrize(("percent", "least"), [(86, 7), (10, 10), (6, 16), (50, 2), (100, 1), (0, 1)])
def test_the_least_group_that_a_percentage_can_be_of(percent, least):
    assert least_group(percent) == least


def test_in_words():
    assert (said(21, 53), said(5, 10)) == ("21 of 53 = 39.6%", "5 of 10 = 50%")
    assert (either([]), either([4]), either([4, 5, 6])) == ("", "4", "4, 5 or 6")
