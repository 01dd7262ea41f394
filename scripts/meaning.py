"""Learns corpus/meaning/learned.npz anew from the phrase banks beside it; run it after a change to them.

.venv/bin/python scripts/meaning.py            learn and write (about a minute)
.venv/bin/python scripts/meaning.py --try      learn from four fifths, say how well the rest is read
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from rich.progress import Progress

from assistant.api import open_assistant
from assistant.facts.meaning.learn import Example, examples, heads_of, learn
from assistant.facts.meaning.weights import FILE, chances
from corpus.meaning import load_phrase_banks, phrase_banks_hash
from index.embed import OnnxEmbedder, Vectors

_FOLDER = Path(__file__).parents[1] / "corpus" / "meaning"
_BATCH = 32
_FOLDS = 5


def main(arguments: list[str]) -> None:
    """Learns, and writes or tries."""
    embedder = open_assistant().index.embedder
    if not isinstance(embedder, OnnxEmbedder):
        sys.exit("scripts/meaning.py: the index runs on sentence-transformers; wanted the exported model: index build")
    known = examples(load_phrase_banks())
    with Progress() as progress:
        vectors = _vectors(embedder, known, progress)
        if "--try" in arguments:
            return _try(known, vectors)
        learned = progress.add_task("Learning", total=None)
        weights = learn(
            load_phrase_banks(), known, vectors, phrase_banks_hash(),
            lambda done, of: progress.update(learned, completed=done, total=of),
        )  # fmt: skip
    (_FOLDER / FILE).write_bytes(weights.as_bytes())


def _vectors(embedder: OnnxEmbedder, known: tuple[Example, ...], progress: Progress) -> Vectors:
    task = progress.add_task("Embedding the phrases", total=len(known))
    parts = []
    for start in range(0, len(known), _BATCH):
        parts.append(embedder.middle([example.phrase for example in known[start : start + _BATCH]]))
        progress.update(task, completed=start + _BATCH)
    return np.vstack(parts)


def _try(known: tuple[Example, ...], vectors: Vectors) -> None:
    """A fifth of the phrases is read with weights learned from the others."""
    banks = load_phrase_banks()
    held = np.random.default_rng(0).integers(0, _FOLDS, len(known)) == 0
    weights = learn(banks, [one for one, out in zip(known, held, strict=True) if not out], vectors[~held], "")
    asked = [one for one, out in zip(known, held, strict=True) if out]
    scores = weights.scores(vectors[held])
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        right = wrong = told = 0
        for at, head in enumerate(heads_of(banks)):
            rows = [row for row, one in enumerate(asked) if one.bank == at]
            own = chances(scores[rows], head)
            kinds = np.array([asked[row].kind for row in rows])
            sure, said = own.max(axis=1) >= least, own.argmax(axis=1) + 2
            right += int((sure & (said == kinds)).sum())
            wrong += int((sure & (said != kinds)).sum())
            told += int((kinds > 1).sum())
        print(f"chance >= {least}: {right} of {told} values read ({right / told:.2f}), {wrong} wrong")


if __name__ == "__main__":
    main(sys.argv[1:])
