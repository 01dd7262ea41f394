"""Many phrases at once: the same as one pattern of all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.phrases import Phrases

PHRASES = ("t cell", "t cells", "t cell*", "car t", "car", "cart*", "b", "4-6 weeks", "b all", "<50%", "éclair")


def by_pattern(plain: str) -> list[tuple[int, int]]:
    """The plain form: one alternation, the longest first."""
    bodies = []
    for phrase in sorted(PHRASES, key=len, reverse=True):
        words = phrase.removesuffix("*").split(" ")
        bodies.append(r"[\s-]*".join(map(re.escape, words)) + (r"\w*" if phrase.endswith("*") else ""))
    return [match.span() for match in re.finditer(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)", plain)]


def found(plain: str) -> list[tuple[int, int]]:
    return [(start, end) for _, start, end in Phrases([PHRASES]).found(plain)]


@pytest.mark.parametrize(
    "plain",
    [
        "car t cells", "car-t  cell", "cartoon", "the cart, carts", "t-cells t-celled", "b-all", "ball b all",
        "<50% 4-6 weeks", "4-6weeks", "4-6 -\n weeks", "scar", "car_", "t cell-", "éclairs éclair", "", "b",
    ],
)  # fmt: skip
def test_what_a_pattern_finds_is_found(plain):
    assert found(plain) == by_pattern(plain)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(["car", "t", "cell", "s", "b", "all", "4-6", "weeks", " ", "-", "<50%", "é", "_", "\n"]))
)
def test_whatever_the_text(parts):
    assert found("".join(parts)) == by_pattern("".join(parts))


def test_kinds_do_not_hide_each_other():
    kinds = Phrases([("car t cell",), ("t cell", "cell line")])
    assert [tuple(one) for one in kinds.found("car t cell line")] == [(0, 0, 10), (1, 4, 10)]
