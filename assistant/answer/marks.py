"""The marks [1], [2], ... of an answer, given out as passages are first cited."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.models import Citation
from corpus.models import Passage

_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)\s+(?=[A-Z])")
"""A full stop, but not that of a name's initial."""


class Marks:
    """Numbers passages in the order they are cited; the same passage keeps its number."""

    def __init__(self) -> None:
        self._cited: dict[str, Passage] = {}

    def mark(self, passages: Iterable[Passage]) -> str:
        """The marks of some passages, as they stand in the text: "[1][3]"."""
        numbers = []
        for passage in passages:
            self._cited.setdefault(passage.id, passage)
            numbers.append(list(self._cited).index(passage.id) + 1)
        return "".join(f"[{number}]" for number in sorted(set(numbers)))

    def said(self, text: str, *passages: Passage) -> str:
        """The text with the passages' marks at the end of each of its sentences, before the full stop."""
        marks = self.mark(passages)
        return " ".join(f"{sentence.rstrip('.')} {marks}." for sentence in _SENTENCE_END.split(text.strip()))

    def quote(self, passage: Passage) -> str:
        """The passage itself, marked; a reference is one sentence, whatever full stops it holds."""
        if passage.kind == "reference":
            return f"{passage.text.rstrip('.')} {self.mark([passage])}."
        return self.said(passage.text, passage)

    def citations(self) -> tuple[Citation, ...]:
        """All that was cited, in the order of the marks."""
        return tuple(
            Citation(marker=number, locators=cited.locators, text=cited.text, refs=cited.refs, label=cited.label)
            for number, cited in enumerate(self._cited.values(), 1)
        )
