"""What a note says is read, what it does not say stays unknown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts import read_case

_NOTES = yaml.safe_load((Path(__file__).parent / "notes.yaml").read_text(encoding="utf-8"))
_CASES = [
    pytest.param(entry["note"], entry["facts"], id=f"{group}: {entry['note'][:60]}")
    for group, entries in _NOTES.items()
    for entry in entries
]

_TERMS = [
    pytest.param(key, term, entry["value"], id=f"{key}: {term}")
    for key, entries in yaml.safe_load((Path(__file__).parent / "standard_terms.yaml").read_text("utf-8")).items()
    for entry in entries
    for term in entry["terms"]
]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("note", "facts"), _CASES)
def test_facts_of_a_note(note: str, facts: dict[str, Any]) -> None:
    read = read_case(note)
    assert {key: _plain(read.get(key)) for key in facts} == facts


@pytest.mark.parametrize(("key", "term", "value"), _TERMS)
def test_standard_terms_are_read(key: str, term: str, value: object) -> None:
    read = read_case(f"{term} with relapsed B-ALL." if key == "age" else f"A 35-year-old man with B-ALL, {term}.")
    assert _plain(read.get(key)) == value


def test_letters_that_only_look_alike_are_read_and_the_words_stay_as_typed() -> None:
    read = read_case("34M, relapsed B-ALL, C\u039419 unknown, \u0421D19-neg\u0430tive, prior C\u0410R T cells.")
    assert read.get("cd19") == "negative"
    assert read.get("prior_car_t") is True
    assert "C\u0410R T" in next(fact.words for fact in read.facts if fact.key == "prior_car_t")
