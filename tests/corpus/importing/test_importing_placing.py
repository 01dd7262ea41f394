"""Paragraphs find their places by what they say and where they stand."""

from __future__ import annotations

from corpus.importing.blocks import Block
from corpus.importing.placing import placed


def _placed(digest, *texts):
    return placed([Block(kind="paragraph", text=text) for text in texts], digest)


def _said(digest, place):
    return " ".join(passage.text for passage in digest.at(place))


class TestPlaced:
    def test_a_restatement_finds_its_place(self, digest):
        said = (
            "Nine patients with lymphoblasts in the spinal fluid before lymphodepletion all cleared them (Gardner). "
            "Three had cells given intrathecally for CNS relapse. Of 7 with EMD 6 reached CR; Jacoby saw 8 clear."
        )
        assert _placed(digest, said) == ("patient2.3",)

    def test_order_does_not_bind(self, digest):
        places = ("patient4.2", "intro.2", "conclusion.1", "patient1.3")
        assert _placed(digest, *(_said(digest, place) for place in places)) == places

    def test_two_pieces_of_one_paragraph_share_its_place(self, digest):
        sentences = [passage.text for passage in digest.at("patient2.3")]
        halves = (" ".join(sentences[:4]), " ".join(sentences[4:]))
        assert _placed(digest, _said(digest, "patient2.2"), *halves) == ("patient2.2", "patient2.3", "patient2.3")

    def test_what_is_like_no_place_is_placed_nowhere(self, digest):
        assert _placed(digest, _said(digest, "intro.1"), "Tickets are sold at the gate.", "12345") == (
            "intro.1",
            "",
            "",
        )

    def test_nothing_is_nowhere(self, digest):
        assert _placed(digest) == ()
