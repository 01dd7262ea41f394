"""What the user's other documents say: quoted word for word under its own heading, never mixed with the review.

Only questions about what is written are looked up there; a patient's verdict rests on the review alone. Numbers in
brackets, a document's own marks, are shown in parentheses: "[2]" would read as a citation of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.wording import wording
from assistant.models import Check, Citation
from assistant.turn import Turn
from corpus.digest import Digest
from corpus.models import Frozen, Passage
from index.rank import Hit, Index, ScoredPassage

NAME = "other documents word for word"
_OWN_MARK = re.compile(r"\[(\d[\d,\s–-]*)\]")
_RESCUED = ("unclear", "small-talk", "not-in-review")
"""Kinds for which the review had nothing: another document may."""


class Nearness(Frozen):
    """When a passage of another document is worth showing."""

    least: float = 0.5
    """Cosine with the question from which it is."""
    share: float = 0.9
    """A further one must come as near as this share of the nearest."""
    most: int = 3
    pool: int = 8


class Others:
    """The user's other documents and their index."""

    def __init__(self, sources: Sequence[Digest], index: Index, nearness: Nearness | None = None) -> None:
        self._sources = {source.name: source for source in sources}
        self._index, self._nearness = index, nearness or Nearness()

    def search(self, question: str) -> tuple[Hit, ...]:
        """The places near a question, nearest first; none where none is near."""
        near = {item.passage.place: item for item in reversed(self._near(question))}
        hits = [hit for hit in self._index.search(question, self._nearness.pool) if hit.passage.place in near]
        return tuple(hits[: self._nearness.most])

    def add(self, turn: Turn) -> Turn:
        """The turn with what the other documents say of its question; as it was where they say nothing near it."""
        if turn.about_patient or (turn.declined and turn.declined not in _RESCUED):
            return turn
        near = self._near(turn.request.question)[: self._nearness.most]
        if not near:
            return turn
        text, citations = self._told([item.passage for item in near], len(turn.citations))
        before = wording()["not_in_the_review"] if turn.declined else turn.text
        check = Check(check=NAME, passed=self._word_for_word(citations), detail="")
        return turn.model_copy(
            update={
                "text": f"{before}\n\n{text}",
                "citations": (*turn.citations, *citations),
                "declined": "",
                "beside": (check,),
            }
        )

    def _near(self, question: str) -> list[ScoredPassage]:
        ranked = self._index.rank_passages(question, self._nearness.pool)
        ranked = tuple(item for item in ranked if item.passage.kind != "reference")
        nearest = max((item.semantic for item in ranked), default=0.0)
        least = max(self._nearness.least, self._nearness.share * nearest)
        return sorted((item for item in ranked if item.semantic >= least), key=lambda item: -item.semantic)

    def _told(self, passages: Sequence[Passage], marks: int) -> tuple[str, tuple[Citation, ...]]:
        citations = [
            Citation(marker=number, locators=p.locators, text=p.text, label=p.label)
            for number, p in enumerate(passages, marks + 1)
        ]
        parts = []
        for name in dict.fromkeys(p.place.split("/")[0] for p in passages):
            own = [c for c in citations if c.locators[0].startswith(f"{name}/")]
            heading = wording()["headings"]["beside"].format(title=self._sources[name].title)
            quotes = [f"> {_shown(c.text)} [{c.marker}]\n" for c in own]
            parts.append("\n".join([f"**{heading}**", "", *quotes]).rstrip())
        return "\n\n".join(parts), tuple(citations)

    def _word_for_word(self, citations: Sequence[Citation]) -> bool:
        """Whether each quotation stands in its document at the place it names."""
        for citation in citations:
            source = self._sources.get(citation.locators[0].split("/")[0])
            if source is None or citation.text not in [p.text for p in source.at(citation.locators[0])]:
                return False
        return True


def _shown(text: str) -> str:
    """A document's words without its own marks in brackets."""
    return _OWN_MARK.sub(r"(\1)", text)
