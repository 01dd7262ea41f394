"""What a note says is read, what it does not say stays unknown."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.facts import read_case
from tests.assistant.facts.notes import NOTES

_CASES = [
    pytest.param(text, facts, id=f"{group}: {text[:50]}") for group, notes in NOTES.items() for text, facts in notes.items()
]


@pytest.mark.parametrize(("text", "facts"), _CASES)
def test_facts_of_a_note(text: str, facts: dict[str, Any]) -> None:
    read = read_case(text)
    assert {key: read.get(key) for key in facts} == facts
