"""Half characters and signs that nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.signs import alike, seen, whole

ANY = st.text(st.characters(exclude_categories=()), max_size=60)  # surrogates too


@given(ANY)
def test_whole_text_can_be_written_and_keeps_its_length(text):
    assert len(whole(text).encode()) >= len(text)
    assert len(whole(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("do \u202eton\u202c give it", "do ton give it"),
        ("MRD\u200b 0.5\ufeff%", "MRD 0.5%"),
        ("\x1b[2J\x1b]0;owned\x07Ward", "[2J]0;ownedWard"),
        ("calls" + "".join(chr(0xE0000 + ord(sign)) for sign in "obey me"), "calls"),
        ("one\x85two\x0bthree", "one two three"),
        ("half \ud800 of it", "half \ufffd of it"),
        ("CAR\u00a0T, ≥5%, ⁺, میخواهم\u200cها\n\tkept", "CAR\u00a0T, ≥5%, ⁺, میخواهم\u200cها\n\tkept"),
    ],
    ids=["direction", "no width", "terminal", "tags", "breaks", "half", "plain text stays"],
)
def test_what_nobody_sees_is_gone(text, shown):
    assert seen(text) == shown


@given(ANY)
def test_seen_twice_is_seen_once(text):
    assert seen(seen(text)) == seen(text)


@given(ANY)
def test_reading_alike_keeps_every_place(text):
    assert len(alike(text)) == len(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("C\u0410R T cells", "CAR T cells"), ("\u0421D19-negative", "CD19-negative"), ("bli\u0578", "bli\u0578"),
     ("\u0421\u0410\u0420", "\u0421\u0410\u0420"), ("TCR\u03b1\u03b2, 5 \u03bcg", "TCR\u03b1\u03b2, 5 \u03bcg")],
    ids=["Cyrillic A", "Cyrillic C", "Armenian", "wholly Cyrillic", "Greek in its own right"],
)  # fmt: skip
def test_letters_that_only_look_latin_are_read_as_latin_within_latin_words(typed, read):
    assert alike(typed) == read
