"""A process for each size: it opens the index, and is asked over a pipe. So memory and pauses are its own."""

from __future__ import annotations

import json
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from assistant.api import Assistant, open_assistant
from assistant.intent import is_patient_question
from assistant.library import Library
from assistant.sense.vocabulary import with_mended
from assistant.settings import Settings
from corpus.lexicon import load_concepts
from corpus.models import Passage
from evals.bench.memory import resident_mb
from evals.scale.ground import PASSAGES
from index.build import LEXICAL, NAMED
from index.lexical import Bm25Lexical
from index.manifest import CHROMA
from index.native import ChromaReader
from index.rank import Index
from index.words import terms

_K = 10
_FIRST = (
    "Relapse after transplant?",
    "A man of 41, second relapse, CD19-positive, 60% marrow blasts, no donor. Which therapy?",
)
_ROUNDING = 1e-5


class Found(NamedTuple):
    """What came of one question."""

    ms: float
    places: tuple[str, ...] = ()
    passed: bool = False


def serve(pipe: Connection, folder: Path, data_dir: Path) -> None:
    """Answers what comes over the pipe until it is closed: (what, argument)."""
    asked = Opened(folder, data_dir)
    pipe.send((asked.open_s, asked.index_mb))
    while True:
        try:
            what, argument = pipe.recv()
        except EOFError:
            return
        pipe.send(getattr(asked, what)(argument))


class Opened:
    """An index of some size in the assistant's hands."""

    def __init__(self, folder: Path, data_dir: Path) -> None:
        plain = open_assistant(Settings(data_dir=data_dir))
        before, start = resident_mb(), time.perf_counter()
        self._store = ChromaReader(folder / CHROMA)
        self._index = _index(folder, plain, self._store)
        # Another form of the digest: what is found of its own is answered from, neighbours are not quoted.
        library = Library(digest=plain.library.digest, shown=plain.library.digest.model_copy())
        self._assistant = Assistant(
            library, self._index, load_concepts(), plain.threads, reader=plain.reader, sense=plain.sense
        )
        self.search(_FIRST[0])
        self.open_s, self.index_mb = time.perf_counter() - start, resident_mb() - before
        for question in _FIRST:  # what an assistant's first answers read and compile is not of the index
            self.answer(question)

    def search(self, question: str) -> Found:
        """The places found for a question, and the time it took; how it was understood is not in it."""
        searched = with_mended(question)
        sense = self._assistant.sense
        sensed = sense.of(searched) if sense else None
        told = self._assistant.reader.read(question)
        patient = is_patient_question(question, told, load_concepts().ids(question))
        shift = sensed.shift if sensed and not patient else ()
        start = time.perf_counter()
        ranked = self._index.rank(searched, shift)
        hits = self._index.hits(list(ranked.places)[:_K], ranked)
        return Found((time.perf_counter() - start) * 1000, tuple(hit.passage.place for hit in hits))

    def answer(self, question: str) -> Found:
        """A whole answer."""
        start = time.perf_counter()
        answer = self._assistant.ask(question)
        ms = (time.perf_counter() - start) * 1000
        return Found(ms, passed=answer.status == "answered" and all(check.passed for check in answer.checks))

    def close(self, sought: tuple[Any, float]) -> float:
        """Of the ten nearest units that a search has of a vector, the share at least as near as a cosine."""
        vector, least = sought
        found = list(self._store.cosines(vector, self._index.nearest).values())[:_K]
        return sum(cosine > least - _ROUNDING for cosine in found) / _K

    def memory(self, _: object) -> float:
        """Resident memory, in MB."""
        return resident_mb()


def _index(folder: Path, plain: Assistant, store: ChromaReader) -> Index:
    with (folder / PASSAGES).open(encoding="utf-8") as lines:
        passages = tuple(Passage.model_validate_json(line) for line in lines)
    named = json.loads((folder / NAMED).read_text(encoding="utf-8"))
    lexical = Bm25Lexical(folder / LEXICAL)
    return Index(passages, plain.index.embedder, store, lexical, terms, named, load_concepts())
