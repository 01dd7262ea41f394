"""What a passage denies or holds open stays so: denials and hedges, each with a faithful twin."""

from __future__ import annotations

import pytest

from assistant.checker.check import check_answer
from corpus.digest import Digest

CASES = {
    "without dropped": (
        "table3.fda-age",
        "Blinatumomab was FDA-approved without an age limit as of the review [1].",
        "Blinatumomab was FDA-approved with an age limit as of the review [1].",
    ),
    "may dropped": (
        "patient3.4",
        "Early relapse may spoil the quality of the T cells collected for manufacturing [1].",
        "Early relapse spoils the quality of the T cells collected for manufacturing [1].",
    ),
    "not dropped": (
        "patient5.7",
        "Earlier blinatumomab does not appear to influence the response to CAR T cells [1].",
        "Earlier blinatumomab does appear to influence the response to CAR T cells [1].",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_faithful_twin_passes(name: str, digest: Digest) -> None:
    place, faithful, _ = CASES[name]
    assert check_answer(faithful, {"1": (place,)}, digest=digest).findings == ()


@pytest.mark.parametrize("name", CASES)
def test_the_turned_one_is_found(name: str, digest: Digest) -> None:
    place, _, turned = CASES[name]
    assert check_answer(turned, {"1": (place,)}, digest=digest).findings
