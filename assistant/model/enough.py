"""Whether what is left of a model's answer still answers: a floor, drawn from the built-in answer to the same question.

1. A patient's question: the verdict is told, and at least one reason beside it.
2. Cells asked for (a study's figure, a ranking, a sum, a publication): all that the built-in answer cites are cited.
3. Any other question: both passages that lead the built-in answer are cited (one alone may be half the truth), and the
   sentences kept name all of the question's own concepts, and half of its words, that the built-in answer names.
"""

from __future__ import annotations

from assistant.model.tokens import is_free, tokens
from assistant.model.writing import Written
from assistant.turn import Turn
from corpus.lexicon import Concepts

_LEADING = 2
_BEARING = 0.5
"""Share of the question's own words, as far as the built-in answer has them, that must be told."""


def lacking(written: Written, turn: Turn, concepts: Concepts) -> str:
    """What a model's answer lacks, in words for the reader; empty where it is enough."""
    if not written.kept:
        return "no sentence of it passed the check"
    if turn.verdict is not None:
        if not written.tells_verdict:
            return "what passed the check does not tell the verdict"
        return (
            ""
            if written.kept > 1 or turn.recommendation == "insufficient"
            else "no reason that it gave passed the check"
        )
    if _cells_asked(turn) - {own for citation in written.citations for own in citation.locators}:
        return "what passed the check lacks the figures asked for"
    return "" if _bears(written, turn, concepts) else "what passed the check does not answer the question"


def _cells_asked(turn: Turn) -> set[str]:
    """The cells that the built-in answer tells, where cells or a computed answer are asked for."""
    asked = turn.asked
    if asked is None:
        return set()
    pointed = (
        bool(asked.rows and asked.columns)
        or asked.want in ("highest", "lowest", "ends", "total", "list")
        or asked.source
    )
    own = [citation.locators[0] for citation in turn.citations]
    tables = {place for place in own if place.startswith(("table1", "table2", "ref."))}
    return tables if pointed else set()


def _bears(written: Written, turn: Turn, concepts: Concepts) -> bool:
    leading = {citation.locators[0] for citation in turn.citations[:_LEADING]}
    if not leading <= {citation.locators[0] for citation in written.citations}:
        return False
    told, named = set(concepts.ids(written.text)), set(concepts.ids(turn.text))
    if turn.asked and not set(turn.asked.concepts) & named <= told:
        return False
    asked, built_in, said = (_words(text) for text in (turn.request.question, turn.text, written.text))
    shared = asked & built_in
    return len(said & shared) >= _BEARING * len(shared)


def _words(text: str) -> set[str]:
    return {token.key for token in tokens(text) if not is_free(token)}
