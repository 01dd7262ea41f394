"""Cutting an answer back: faulty claims go, what stays is numbered anew."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Citation, Finding
from assistant.repair import cut_back

CITED = tuple(Citation(marker=n, locators=(f"patient1.{n}#1",), text=f"text {n}") for n in (1, 2, 3))


def _cut(text, *claims):
    findings = [Finding(check="x", span=(text.index(c), text.index(c) + len(c)), claim=c) for c in claims]
    return cut_back(text, CITED, findings)


def _kept(citations):
    return [(citation.marker, citation.text) for citation in citations]


class TestCutting:
    TEXT = "One is so [1]. Two is not [2]. Three may be [3][1]."

    def test_nothing_faulty_nothing_cut(self):
        assert cut_back(self.TEXT, CITED, []) == (self.TEXT, CITED)

    def test_a_claim_goes_with_its_citation(self):
        text, citations = _cut(self.TEXT, " Two is not [2].")
        assert text == "One is so [1]. Three may be [2][1]."
        assert _kept(citations) == [(1, "text 1"), (2, "text 3")]

    def test_marks_are_numbered_as_they_now_appear(self):
        text, citations = _cut(self.TEXT, "One is so [1].")
        assert text == "Two is not [1]. Three may be [2][3]."
        assert _kept(citations) == [(1, "text 2"), (2, "text 3"), (3, "text 1")]

    def test_two_findings_on_one_claim_cut_it_once(self):
        text, _ = _cut(self.TEXT, " Two is not [2].", " Two is not [2].")
        assert text == "One is so [1]. Three may be [2][1]."

    def test_all_faulty_nothing_left(self):
        assert _cut(self.TEXT, *re.findall(r"[A-Z][^.]+\.", self.TEXT)) == ("", ())

    @pytest.mark.parametrize("span", [(0, 0), (5, 5), (7, 3)])
    def test_a_fault_without_a_place_leaves_nothing(self, span):
        assert cut_back(self.TEXT, CITED, [Finding(check="x", span=span, claim="")]) == ("", ())


class TestShape:
    TEXT = "**Why**\n\n- One [1].\n- Two [2].\n\n**Bear in mind**\n\n- Three [3]."

    def test_an_empty_bullet_goes(self):
        assert _cut(self.TEXT, "One [1].")[0] == "**Why**\n\n- Two [1].\n\n**Bear in mind**\n\n- Three [2]."

    def test_an_empty_section_goes_with_its_heading(self):
        assert _cut(self.TEXT, "Three [3].")[0] == "**Why**\n\n- One [1].\n- Two [2]."
        assert _cut(self.TEXT, "One [1].", "Two [2].")[0] == "**Bear in mind**\n\n- Three [1]."


@given(st.lists(st.integers(1, 3), min_size=1, max_size=8), st.data())
def test_marks_always_run_from_one_and_have_their_citations(marks, data):
    sentences = [f"Claim {n} [{mark}]." for n, mark in enumerate(marks)]
    text = " ".join(sentences)
    faulty = data.draw(st.lists(st.sampled_from(sentences), unique=True))
    cut, citations = _cut(text, *faulty)
    found = [int(number) for number in re.findall(r"\[(\d+)\]", cut)]
    assert (
        list(dict.fromkeys(found)) == [citation.marker for citation in citations] == list(range(1, len(citations) + 1))
    )
    said = {f"text {mark}" for sentence, mark in zip(sentences, marks, strict=True) if sentence not in faulty}
    assert {citation.text for citation in citations} == said
    assert len(found) == len(marks) - len(faulty)
