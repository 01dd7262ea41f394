"""A long note in windows of whole sentences."""

from __future__ import annotations

import pytest

from assistant.facts.meaning.windows import windows
from assistant.facts.note import note_of


def _windows(text):
    note = note_of(text)
    return [note.text[start:end] for start, end in windows(note)]


def test_a_short_note_goes_at_once():
    assert _windows("Relapsed. The tap is clean, no donor yet.") == ["relapsed. the tap is clean, no donor yet."]


def test_long_notes_are_cut_between_sentences_and_lose_nothing():
    text = "the tap is clean and the scan is too. " * 60
    parts = _windows(text)
    assert len(parts) > 3
    assert "".join(parts).split() == text.split()
    assert all(part.strip().endswith(".") and len(part) <= 600 for part in parts)


def test_a_sentence_without_end_is_cut_all_the_same():
    parts = _windows("tap " * 900)
    assert max(map(len, parts)) <= 600
    assert "".join(parts).replace(" ", "") == "tap" * 900


def test_a_word_without_end_is_no_word():
    assert _windows("x" * 900) == ["\ufffd"]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_has_no_windows(text):
    assert _windows(text) == []
