"""Facts do not hang on case, spacing, typography or an irrelevant sentence beside them."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts import read_case

_NOTES = yaml.safe_load((Path(__file__).parent / "notes.yaml").read_text(encoding="utf-8"))["whole notes"]
_TEXTS = st.sampled_from([entry["note"] for entry in _NOTES])
_IRRELEVANT = st.sampled_from(
    [
        "The weather was fine.",
        "Thank you for your help.",
        "Kidney function is normal.",
        "The insurance number is on file.",
        "Potassium 4.1, glucose 5.6.",
        "Kind regards.",
    ]
)


@settings(max_examples=60)
@given(note=_TEXTS, change=st.sampled_from([str.lower, str.upper, str.swapcase]))
def test_letter_case_makes_no_difference(note: str, change: object) -> None:
    assert callable(change)
    assert read_case(change(note)).values() == read_case(note).values()


@settings(max_examples=60)
@given(note=_TEXTS, gaps=st.lists(st.sampled_from([" ", "  ", "\t", "\u00a0", " \n"]), min_size=60, max_size=60))
def test_spacing_makes_no_difference(note: str, gaps: list[str]) -> None:
    words = note.replace(": ", ":\u0001").split(" ")
    spaced = "".join(word + gaps[place % len(gaps)] for place, word in enumerate(words)).replace("\u0001", " ")
    assert read_case(spaced).values() == read_case(note).values()


@settings(max_examples=60)
@given(note=_TEXTS, sentence=_IRRELEVANT, first=st.booleans())
def test_an_irrelevant_sentence_makes_no_difference(note: str, sentence: str, first: bool) -> None:
    longer = f"{sentence} {note}" if first else f"{note} {sentence}"
    assert read_case(longer).values() == read_case(note).values()


@settings(max_examples=60)
@given(note=_TEXTS)
def test_every_fact_keeps_the_users_own_words(note: str) -> None:
    for fact in read_case(note).facts:
        assert fact.words == (note[fact.start : fact.end] if fact.start >= 0 else "")
        assert 0 < fact.confidence <= 1


@settings(max_examples=200)
@given(text=st.text(max_size=300))
def test_any_text_is_read_without_error_and_facts_keep_its_words(text: str) -> None:
    assert all(fact.words in text for fact in read_case(text).facts)
