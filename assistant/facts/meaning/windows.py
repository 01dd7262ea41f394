"""Pieces of a note that go through the model together: whole sentences, as many as it takes at once."""

from __future__ import annotations

from assistant.facts.note import Note

_MOST = 600
"""Characters of a window: terse notes have a token every two or three of them, and the model takes 256."""


def windows(note: Note) -> tuple[tuple[int, int], ...]:
    """Spans of the note's view that cover all its words, in order; sentences of more than `_MOST` are cut at words."""
    found: list[tuple[int, int]] = []
    for sentence in note.sentences:
        for start, end in _cut(note.text, sentence.start, sentence.end):
            if found and end - found[-1][0] <= _MOST:
                found[-1] = (found[-1][0], end)
            elif note.text[start:end].strip():
                found.append((start, end))
    return tuple(found)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _MOST:
        space = text.rfind(" ", start + 1, start + _MOST)
        stop = space if space > start else start + _MOST
        pieces.append((start, stop))
        start = stop
    return [*pieces, (start, end)]
