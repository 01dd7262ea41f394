"""Whether a sentence of a model bears on what was asked: a true one beside the point is no part of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checker.claims import Claim
from assistant.model.tokens import is_free, tokens
from assistant.turn import Turn
from corpus.lexicon import Concepts
from corpus.models import Passage

_EVERYWHERE = "therapy:"
"""Both therapies are named in nearly every question and passage: naming one does not make a sentence bear on it."""


class Relevance:
    """Holds sentences against one question."""

    def __init__(self, turn: Turn, concepts: Concepts) -> None:
        self._concepts = concepts
        self._evidence = {citation.locators[0] for citation in turn.citations}
        self._criteria: set[str] = set()
        for state in turn.verdict.criteria if turn.verdict else ():
            if state.state == "true":
                self._criteria |= {place.split("#")[0] for place in state.locators}
        self._patient = turn.verdict is not None
        self._words, self._ids = self._content(turn.request.question)

    def bears(self, claim: Claim, passages: Sequence[Passage]) -> bool:
        """Whether a sentence tells the evidence of the built-in answer, of a criterion, or names what was asked."""
        if any(passage.id in self._evidence or passage.place in self._criteria for passage in passages):
            return True
        if self._patient:
            return False
        words, ids = self._content(claim.clean)
        return bool(words & self._words or ids & self._ids)

    def _content(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        words = (t.key for t in tokens(text) if not is_free(t) and not t.name.startswith(_EVERYWHERE))
        ids = (own for own in self._concepts.ids(text) if not own.startswith(_EVERYWHERE))
        return frozenset(words), frozenset(ids)
