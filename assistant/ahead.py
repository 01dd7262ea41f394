"""What the first answer of a process reads and compiles, done beside the opening of its index.

Loading the model, most of an opening, runs outside of Python's lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def read_ahead(question: str) -> Iterator[None]:
    """While the block runs, what the question will need beside the index is made ready.

    What fails here fails again, and is told, when it is needed.
    """
    from corpus.digest import load_digest
    from corpus.lexicon import load_concepts

    load_digest()  # here, or both would read it at once
    load_concepts()
    with ThreadPoolExecutor(max_workers=1) as beside:
        beside.submit(_made_ready, question)
        yield


def _made_ready(question: str) -> None:
    from assistant.checker.support import place_weights
    from assistant.facts.reader import told_by_phrases
    from corpus.digest import load_digest

    told_by_phrases(question)
    place_weights(load_digest())
