"""What belongs to a figure: its region, its partner, its order, and what the question or the case gives."""

from __future__ import annotations

import pytest

from assistant.checker.check import check_answer
from assistant.checker.claims import split_claims
from assistant.checker.labels import labels
from assistant.checker.orders import check_orders
from assistant.checker.pairs import AGAINST, RANGE, changes, fractions, joined, mismatched
from assistant.checker.quantities import quantities
from assistant.checker.regions import regions
from assistant.checker.subjects import denominators
from assistant.models import Case
from corpus.digest import Digest


@pytest.mark.parametrize(
    ("plain", "read"),
    [
        ("tables 1 and 2", [("table", (1, 2))]),
        ("exons 3 to 7 of a gene", [("exon", (3, 7))]),
        ("reference 12; a 4-1bb domain", [("reference", (12,)), ("signaling domain", (4,))]),
        ("table 5%", []),
    ],
)
def test_labels_are_read(plain: str, read: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(one.kind, one.numbers) for one in labels(plain)] == read


@pytest.mark.parametrize(
    ("plain", "read"),
    [
        ("3 of the 9 patients", [(3, 9)]),
        ("of 30 patients enrolled there, 12 were lost", [(12, 30)]),
        ("30 patients, twelve of whom were lost", [(12, 30)]),
        ("4 late relapses among 11", [(4, 11)]),
        ("tower's 90 patients; 12 of them", []),
        ("in 12% of 90", []),
    ],
)
def test_parts_go_with_their_wholes(plain: str, read: list[tuple[float, float]]) -> None:
    assert fractions(plain, quantities(plain)) == read


def test_figures_set_against_each_other() -> None:
    plain = "40% vs 20%, 3 to 5 weeks, down from 70% to 30%"
    found = quantities(plain)
    assert joined(plain, found, AGAINST) == [(40, 20)]
    assert changes(plain, found) == [(70, 30)]
    assert (3, 5) in joined(plain, found, RANGE)


@pytest.mark.parametrize(
    ("plain", "odd"),
    [("40% vs 6 patients", True), ("40% of 90 patients vs 20%", False), ("40% vs 20%", False)],
)
def test_a_percentage_is_not_set_against_a_count(plain: str, odd: bool) -> None:
    assert (mismatched(plain, quantities(plain)) is not None) == odd


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Relapse was less frequent there, 20% versus 40% [1].", 0),
        ("Relapse was less frequent there, 40% versus 20% [1].", 1),
        ("The rate rose from 20% to 40% [1].", 0),
        ("The rate rose from 40% to 20% [1].", 1),
        ("The rate was not lower, 40% versus 20% [1].", 0),
        ("It fell as the burden rose: 40% versus 20% [1].", 0),
    ],
)
def test_the_lower_is_told_as_lower(text: str, faults: int) -> None:
    claim = split_claims(text)[0]
    assert len(list(check_orders(claim, quantities(claim.plain), ()))) == faults


@pytest.mark.parametrize(
    ("plain", "figures"),
    [
        ("56% at 65 or older and 46% in younger patients", [(0, 1), (2,)]),
        ("efs at 6 months was 30%; os at 12 months was 50%", [(0, 1), (2, 3)]),
        ("22 responders relapsed (36%), 15 without the antigen (68%)", [(0, 1), (2, 3)]),
        ("in 28% of 53 after the one and in 40% of 83 after the other", [(0, 1), (2, 3)]),
    ],
)
def test_words_go_with_their_figures(plain: str, figures: list[tuple[int, ...]]) -> None:
    assert [one.figures for one in regions(plain, quantities(plain))] == figures


def test_a_denominator_ends_at_a_comma() -> None:
    plain = "88% of the responders, and 12 patients treated"
    assert {plain[one.start : one.end] for one in denominators(plain)} == {"of the responders", "patients treated"}


def _passes(answer: str, place: str, digest: Digest, question: str = "", case: Case | None = None) -> bool:
    report = check_answer(answer, {"1": [place]}, digest=digest, question=question, case=case, only={"numbers"})
    return report.passed


def test_what_is_given_keeps_its_unit(digest: Digest) -> None:
    case = Case.of({"months_since_hct": 3})
    assert _passes("Relapsing 3 months after allo-HCT may spoil the T cells [1].", "patient3.4", digest, case=case)
    assert not _passes("Relapsing 3 weeks after allo-HCT may spoil the T cells [1].", "patient3.4", digest, case=case)


def test_an_age_that_is_given_is_no_limit(digest: Digest) -> None:
    question = "Could she get CAR T cells at 40?"
    assert _passes("At 40 she could get them in a trial only [1].", "patient1.4", digest, question)
    assert not _passes("Adults over 40 could get them in a trial only [1].", "patient1.4", digest, question)


def test_a_bare_list_tells_what_was_asked(digest: Digest) -> None:
    question = "How many relapsed in each study?"
    assert _passes("- MSKCC: 25 [1]", "table2.mskcc", digest, question)
    assert not _passes("- MSKCC: 19 [1]", "table2.mskcc", digest, question)
