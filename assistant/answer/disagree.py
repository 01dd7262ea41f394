"""Studies that disagree, told together: an answer never tells one side alone where no study is asked for by name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.asked import Asked
from corpus.digest import Digest
from corpus.disagreements import load_disagreements
from corpus.models import Passage


def both_told(asked: Asked, chosen: Sequence[Passage], digest: Digest, words: int) -> list[Passage]:
    """The passages chosen, and behind the last one of a disagreement the plainest of each side that is missing.

    Where that makes more than `words`, those chosen last give way, but for the first one and what disagrees.
    """
    told, kept = list(chosen), {passage.id for passage in chosen[:1]}
    for disagreement in () if asked.rows else load_disagreements():
        ids = [passage.id for passage in told]
        present = [side for side in disagreement.sides if set(side) & set(ids)]
        if not present:
            continue
        at = 1 + max(number for number, own in enumerate(ids) if any(own in side for side in present))
        told[at:at] = [digest.at(side[0])[0] for side in disagreement.sides if side not in present]
        kept |= {own for side in disagreement.sides for own in side}
    while _words(told) > words and (loose := [passage for passage in told if passage.id not in kept]):
        told.remove(loose[-1])
    return told


def _words(passages: Sequence[Passage]) -> int:
    return sum(len(passage.text.split()) for passage in passages)
