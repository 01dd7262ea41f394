"""What would follow if a fact were otherwise is the criteria's word on the case so changed."""

from __future__ import annotations

import pytest

from assistant.checker.check import check_answer
from assistant.checker.claims import split_claims
from assistant.checker.supposition import supposition
from assistant.criteria.engine import decide
from assistant.models import Case
from corpus.digest import Digest

CASE = Case.of({"age": 34, "cd19": "positive", "cns": "active", "proliferative": False, "leukapheresis_feasible": True})
PLACES = {"1": ("table3.cns",), "2": ("table3.availability", "patient4.2")}


def _passes(answer: str, digest: Digest, case: Case = CASE) -> bool:
    return check_answer(answer, PLACES, digest=digest, verdict=decide(case), case=case, only={"verdict"}).passed


@pytest.mark.parametrize(
    ("supposed", "followed", "turned"),
    [
        ("If the disease could not wait", "strong reasons would stand on both sides", "I would choose CAR T cells"),
        ("If CD19 were lost", "neither therapy would be an option", "CAR T cells would be the better choice"),
        ("Were CD19 negative", "both would be ruled out", "strong reasons would stand on both sides"),
        ("If T cells could not be collected", "the reasons would conflict", "the criteria would favor CAR T cells"),
    ],
)
def test_the_outcome_is_held_against_the_changed_case(
    supposed: str, followed: str, turned: str, digest: Digest
) -> None:
    assert _passes(f"{supposed}, {followed} [1].", digest)
    assert not _passes(f"{supposed}, {turned} [1].", digest)


def test_a_supposition_turned_round_is_found(digest: Digest) -> None:
    assert _passes("If the disease could not wait, strong reasons would stand on both sides [1].", digest)
    assert not _passes("If the disease could wait, strong reasons would stand on both sides [1].", digest)


@pytest.mark.parametrize(
    "answer",
    [
        "If the ward were quieter, I would choose blinatumomab [1].",
        "If blasts were below 50%, I would choose blinatumomab [1].",
        "If the disease cannot wait, blinatumomab is the better option [2].",
    ],
)
def test_what_is_no_changed_fact_is_left_alone(answer: str, digest: Digest) -> None:
    assert _passes(answer, digest)


def test_each_part_is_read_by_itself(digest: Digest) -> None:
    case = Case.of({"prior_blinatumomab": "failed", "cd19": "positive", "proliferative": False})
    said = "If blinatumomab had never been given and the disease could not wait, the criteria would favor blinatumomab"
    assert _passes(f"{said} [2].", digest, case)


def test_the_reason_is_compared_with_its_criterion(digest: Digest) -> None:
    said = (
        "If the disease could not wait, the reasons would conflict: when the disease {} wait for manufacturing "
        "(4 to 6 weeks), blinatumomab is the better option [2]."
    )
    passed, turned = (
        check_answer(said.format(one), PLACES, digest=digest, verdict=decide(CASE), case=CASE).passed
        for one in ("cannot", "can")
    )
    assert (passed, turned) == (True, False)


def test_a_plain_condition_is_no_supposition() -> None:
    plain, supposed = split_claims("If CD19 is lost, neither works. If CD19 were lost, neither would work.")
    assert supposition(plain) is None
    assert supposition(supposed) is not None
