"""Marks: numbers given out in the order of citing, one for each passage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.marks import Marks
from assistant.answer.present import pieces
from assistant.models import Citation
from corpus.models import Passage


def _passage(own: str, text: str = "It is so.", kind: str = "sentence") -> Passage:
    return Passage(id=own, locators=(own, own.split("#")[0]), text=text, kind=kind, label=f"At {own}", refs=(3,))


A, B, C = (_passage(f"patient1.{number}#1") for number in (1, 2, 3))


class TestNumbers:
    def test_are_given_in_order_and_kept(self):
        marks = Marks()
        assert [marks.mark([A]), marks.mark([B]), marks.mark([A]), marks.mark([B, C])] == [
            "[1]",
            "[2]",
            "[1]",
            "[2][3]",
        ]

    def test_a_passage_is_marked_once_in_one_place(self):
        assert Marks().mark([A, A]) == "[1]"

    def test_nothing_cited_no_mark(self):
        marks = Marks()
        assert marks.mark([]) == ""
        assert marks.citations() == ()

    @given(st.lists(st.sampled_from([A, B, C]), min_size=1, max_size=12))
    def test_citations_are_numbered_one_by_one(self, cited):
        marks = Marks()
        for passage in cited:
            marks.mark([passage])
        assert [c.marker for c in marks.citations()] == list(range(1, len(set(cited)) + 1))
        assert [c.locators for c in marks.citations()] == [p.locators for p in dict.fromkeys(cited)]

    def test_a_citation_is_its_passage(self):
        marks = Marks()
        marks.mark([B])
        (citation,) = marks.citations()
        assert citation == Citation(marker=1, locators=B.locators, text=B.text, refs=(3,), label=B.label)


class TestQuoting:
    def test_each_sentence_is_marked_before_its_stop(self):
        assert Marks().said("One is so. Two is not.", A) == "One is so [1]. Two is not [1]."

    def test_decimals_and_short_forms_are_no_ends(self):
        assert Marks().said("It was 7.6 mo vs. 6.1 mo", A) == "It was 7.6 mo vs. 6.1 mo [1]."

    def test_a_reference_is_one_sentence(self):
        reference = _passage("ref.3", "Topp MS. A title. Blood. 2011;1:2.", "reference")
        assert Marks().quote(reference) == "Topp MS. A title. Blood. 2011;1:2 [1]."

    def test_every_passage_of_the_digest_can_be_quoted(self, digest):
        for passage in digest.passages:
            quoted = Marks().quote(passage)
            assert re.sub(r" \[1\]", "", quoted).rstrip(".") == " ".join(passage.text.split()).rstrip("."), passage.id
            assert quoted.endswith("[1]."), passage.id


class TestPieces:
    @given(st.text(st.sampled_from("ab .!?\n[1]-*"), max_size=60))
    def test_joined_again_they_are_the_text(self, text):
        assert "".join(pieces(text)) == text

    @pytest.mark.parametrize(
        ("text", "count"),
        [("One [1]. Two [2].", 2), ("Only 7.6% of them.", 1), ("**Why**\n\n- One.\n- Two.", 3), ("", 0)],
    )
    def test_are_cut_after_sentences_and_lines(self, text, count):
        assert len(pieces(text)) == count


def test_initials_of_a_name_end_no_sentence():
    said = Marks().quote(_passage("article#2", "It was written by Ann B. Carr. It is short."))
    assert said == "It was written by Ann B. Carr [1]. It is short [1]."
