"""What an answer says with each of its marks."""

from __future__ import annotations

from assistant.checker.claims import split_claims


def said_with(answer: str) -> dict[int, tuple[str, ...]]:
    """The sentences, list items and table rows of an answer by the mark that stands in them."""
    said: dict[int, tuple[str, ...]] = {}
    for claim in split_claims(answer):
        for number in map(int, claim.numbers):
            said[number] = (*said.get(number, ()), claim.clean)
    return said
