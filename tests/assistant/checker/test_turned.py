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
    "not dropped beside another negative word": (
        "table3.availability",
        "CAR T cells do not suit patients whose leukapheresis is unlikely to succeed [1].",
        "CAR T cells suit patients whose leukapheresis is unlikely to succeed [1].",
    ),
    "never dropped from a second predicate": (
        "patient4.2",
        "At MSKCC 24 of 78 enrolled patients had leukapheresis but never got the cells, because of infection or failed "
        "production among other reasons [1].",
        "At MSKCC 24 of 78 enrolled patients had leukapheresis and received the cells, because of infection or failed "
        "production among other reasons [1].",
    ),
    "without dropped from a second predicate": (
        "patient5.1",
        "He was refractory to two induction cycles and had a transplant without major complications [1].",
        "He was refractory to two induction cycles and had a transplant after major complications [1].",
    ),
    "not dropped in a table": (
        "table3.lymphodepletion",
        "| | Blinatumomab | CAR T cells |\n|-|-|-|\n| Lymphodepletion | not required [1] | usually required [1] |",
        "| | Blinatumomab | CAR T cells |\n|-|-|-|\n| Lymphodepletion | required [1] | usually required [1] |",
    ),
    "did not work": (
        "patient4.1",
        "Patient 4 had KMT2A-rearranged ALL; induction chemotherapy did not work [1].",
        "Patient 4 had KMT2A-rearranged ALL; induction chemotherapy did work [1].",
    ),
    "avoided made advisable": (
        "patient4.2",
        "Highly toxic salvage is best avoided while the cells are made [1].",
        "Highly toxic salvage is advisable while the cells are made [1].",
    ),
    "a negative word denied": (
        "patient5.3",
        "Only 18% of the refractory patients had lost CD19 when they progressed [1].",
        "Only 18% of the refractory patients had not lost CD19 when they progressed [1].",
    ),
    "the very word denied": (
        "patient1.4",
        "When the review was written, over 25s had CAR T cells as an investigational drug in clinical trials [1].",
        "When the review was not written, over 25s had CAR T cells as an investigational drug in clinical trials [1].",
    ),
    "what is told said to be untold": (
        "patient3.4",
        "The factors in relapse after allo-HCT are named, the timing of the relapse first [1].",
        "The factors in relapse after allo-HCT are not named, the timing of the relapse first [1].",
    ),
    "the other than another course": (
        "patient4.4",
        "Blinatumomab again was expected to give a lower response rate than CAR T cells, 36% from limited data [1].",
        "Blinatumomab again was expected to give a higher response rate than CAR T cells, 36% from limited data [1].",
    ),
    "appears dropped": (
        "patient2.4",
        "Extramedullary relapse appears more frequent after blinatumomab than after other therapies [1].",
        "Extramedullary relapse is more frequent after blinatumomab than after other therapies [1].",
    ),
    "likely made certain": (
        "patient1.6",
        "With a low burden a response was very likely [1].",
        "With a low burden a response was certain [1].",
    ),
    "the evidence without its hedge beside a figure": (
        "patient4.4",
        "CAR T cells were expected to do more than blinatumomab again, for which limited data gave 36% [1].",
        "CAR T cells were expected to do more than blinatumomab again, for which the data gave 36% [1].",
    ),
    "the tail of a sentence": (
        "table3.availability",
        "Blinatumomab is available immediately, as an off-the-shelf product [1].",
        "Blinatumomab is not available immediately, as an off-the-shelf product [1].",
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
