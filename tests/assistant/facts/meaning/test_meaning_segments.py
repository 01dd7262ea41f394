"""A note in pieces that may tell a fact on their own."""

from __future__ import annotations

import pytest

from assistant.facts.meaning.segments import segments
from assistant.facts.note import note_of


def _pieces(text, settled=()):
    note = note_of(text)
    return [note.text[piece.start : piece.end] for piece in segments(note, settled)]


def test_clauses_those_beside_each_other_and_the_sentence():
    assert _pieces("the tap is clean, the scan too, no donor yet.") == [
        "the tap is clean",
        "the tap is clean, the scan too",
        "the tap is clean, the scan too, no donor yet",
        "the scan too",
        "the scan too, no donor yet",
        "no donor yet",
    ]


@pytest.mark.parametrize("joint", [", ", "; ", " but ", " and she ", " (", " - ", ": "])
def test_joints_part_clauses(joint):
    assert "her heart is weak" in _pieces(f"her heart is weak{joint}has no donor at all")


def test_no_piece_runs_over_two_sentences():
    assert not any("weak" in piece and "donor" in piece for piece in _pieces("Her heart is weak. The donor is ready."))


def test_what_settled_facts_cover_is_left_out():
    text = "marrow 14% blasts, the tap is clean"
    assert "marrow 14% blasts" not in _pieces(text, settled=[(0, 17)])
    assert "the tap is clean" in _pieces(text, settled=[(0, 17)])


def test_a_long_note_gives_a_bounded_number_of_pieces():
    assert len(_pieces("the tap is clean, the scan too. " * 200)) == 16


@pytest.mark.parametrize("text", ["", " ", "...", ", ; :", "()"])
def test_a_note_without_words_has_no_pieces(text):
    assert _pieces(text) == []
