"""What an answer says with each of its marks."""

from __future__ import annotations

from assistant.checker.claims import split_claims


def said_with(answer: str) -> dict[int, tuple[str, ...]]:
    """The sentences, list items and table rows of an answer by the mark that stands in them.

    A list item comes with the line that leads in to its list, which often names the study it speaks of.
    """
    said: dict[int, tuple[str, ...]] = {}
    for claim in split_claims(answer):
        text = f"{claim.context} {claim.clean}" if claim.kind == "item" else claim.clean
        for number in map(int, claim.numbers):
            said[number] = (*said.get(number, ()), text.strip())
    return said
