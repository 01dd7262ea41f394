"""A hand-made answer with marks of every kind, and hostile words wherever a user's text can stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.formats.sheet import Sheet, sheet
from assistant.models import Answer, Case, Check, Citation, Fact
from corpus.references import load_references

HOSTILE = '<img src=x onerror="alert(1)"> ![x](http://evil.example/x.png) &lt;b&gt; <script>alert(2)</script> *all*?'
TEXT = (
    "Remission lasts in **some** [1][2].\n\n"
    "- Burden tells <50% from >50% [2, 3].\n\n"
    "| Study | Patients |\n|---|---|\n| BLAST | 116 [3] |\n\n"
    f"> {HOSTILE} [4]\n\nNo such passage [9]."
)
CITATIONS = (
    Citation(marker=1, locators=("patient3.5#2", "patient3.5"), text="One.", refs=(17, 14), label="Patient 3"),
    Citation(marker=2, locators=("ref.45",), text="Two\nlines.", label="Reference 45"),
    Citation(marker=3, locators=("table1.blast#n",), text="N = 116.", refs=(34, 14), label="Table 1, BLAST"),
    Citation(marker=4, locators=("pathway/s1.1",), text=HOSTILE, label="Pathway, part 1"),
)
CASE = Case(
    facts=(
        Fact(key="age", value=34, words=HOSTILE),
        Fact(key="marrow_blasts_percent", value=12.5, words="a | b"),
        Fact(key="cd19", value="positive", words="CD19+", confidence=0.5),
        Fact(key="prior_blinatumomab", value="relapsed_after"),
        Fact(key="genetics", value=("TP53", "Ph-like")),
        Fact(key="prior_car_t", value=False),
    )
)


@pytest.fixture(scope="session")
def an_answer() -> Callable[..., Answer]:
    """Makes the answer, with some fields changed."""

    def make(**changes: object) -> Answer:
        whole = Answer(
            status="answered", answer=TEXT, citations=CITATIONS, recommendation="car_t", case=CASE,
            checks=(Check(check="numbers", passed=True), Check(check="names", passed=True)),
            corpus_hash="c0ffee" * 10, criteria_hash="beef" * 16, timings_ms={"total": 4.0},
        )  # fmt: skip
        return whole.model_copy(update=changes)

    return make


@pytest.fixture(scope="session")
def a_sheet(an_answer) -> Callable[..., Sheet]:
    """Makes its copy: of a hostile question, by the real list of references."""

    def make(question: str = HOSTILE, **changes: object) -> Sheet:
        return sheet(an_answer(**changes), load_references(), question, "9.8.7")

    return make
