"""Sums told term by term: terms in the cited passages, in the order of the studies named, and a right total."""

from __future__ import annotations

import pytest

from assistant.checker.check import check_answer
from corpus.digest import Digest

ROWS = ("mskcc", "novartis", "fhcrc", "coh", "carpall")
CITED = {str(at): (f"table2.{row}#no-car-t",) for at, row in enumerate(ROWS, 1)}
OVER = "over MSKCC and Novartis multicenter and FHCRC and COH and CARPALL (Leukapheresed but given no CAR T cells, n)"
MARKS = "[1][2][3][4][5]"


@pytest.mark.parametrize(
    "said",
    [
        f"Together 24 + 17 + 2 + 3 + 3 = 49, {OVER} {MARKS}.",  # FHCRC's relapse rate is 49% as well
        "Never infused after leukapheresis: 24 (MSKCC) + 17 (Novartis) + 2 (FHCRC) = 43 patients [1][2][3].",
        "Added up, 24 plus 17 plus 2 makes 43 patients who were leukapheresed but never infused [1][2][3].",
    ],
)
def test_a_right_sum_passes(said: str, digest: Digest) -> None:
    assert check_answer(said, CITED, digest=digest).findings == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f"Together 24 + 17 + 2 + 3 + 3 = 52, {OVER} {MARKS}.", "24 + 17 + 2 + 3 + 3 = 49"),
        (f"Together 17 + 24 + 2 + 3 + 3 = 49, {OVER} {MARKS}.", "17 for the same study"),
        (f"Together 25 + 17 + 2 + 3 + 3 = 50, {OVER} {MARKS}.", "25 in a cited passage"),
        ("Added up, 24 plus 17 plus 2 makes 41 patients never infused [1][2][3].", "24 + 17 + 2 = 43"),
    ],
)
def test_a_wrong_total_or_term_is_found(said: str, expected: str, digest: Digest) -> None:
    findings = check_answer(said, CITED, digest=digest).findings
    assert [one.expected for one in findings][:1] == [expected]


def test_a_study_whose_name_holds_a_number_may_be_among_them(digest: Digest) -> None:
    rows = ("phase2-pilot", "phase2-confirmatory", "phase3-randomized", "pediatric")
    cited = {str(at): (f"table1.{row}#n",) for at, row in enumerate(rows, 1)}
    names = "Phase 2 pilot and Phase 2 confirmatory and Phase 3 randomized and Pediatric"
    said = f"Together 36 + 189 + 271 + 70 = 566, over {names} (Patients (N)) [1][2][3][4]."
    assert check_answer(said, cited, digest=digest).passed
