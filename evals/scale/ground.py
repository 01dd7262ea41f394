"""Indexes of many times the review, written to folders of their own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.api import Assistant
from corpus.lexicon import Concepts, load_concepts
from corpus.models import Passage
from evals.scale.models import Built
from evals.scale.neighbours import Copy, Neighbours
from evals.scale.vectors import Moves
from index.build import LEXICAL, NAMED
from index.embed import Vectors
from index.lexical import build_lexical, documents
from index.manifest import CHROMA
from index.settings import BuildSettings
from index.store import ChromaStore
from index.units import Unit, places_of, units_of
from index.words import terms

PASSAGES, VECTORS, BUILT = "passages.jsonl", "vectors.npy", "built.json"
Told = Callable[[str, int, int], None]
"""Hears what is done, how much of it is, and how much there is."""
_BATCH = 5000
"""Units handed to Chroma at once, about."""
_TOKENS = 1.4
"""Tokens a word, at most nearly: where whole places are cut for embedding need not be to the token here."""


class Ground:
    """The review as it is searched, and how its neighbours are made."""

    def __init__(self, assistant: Assistant, seed: int, embedded: int, told: Told) -> None:
        """`embedded`: copies whose texts are embedded, at least one; of further ones the vectors are generated."""
        shown = assistant.library.shown
        self.concepts, self.questions, self.seed = load_concepts(), assistant.library.questions(), seed
        self.passages = shown.passages
        self.units = units_of(self.passages, lambda text: int(len(text.split()) * _TOKENS), BuildSettings().max_tokens)
        self._made = Neighbours(self.passages, self.units, self.concepts, seed)
        self._embed, self._embedded = assistant.index.embedder.embed, max(1, embedded)
        self.originals = self._embedding(self.units, told, "Embedding the review")
        self._copies = {number: self._embedding(self.copy(number).units, told, f"Embedding copy {number}")
                        for number in range(1, self._embedded + 1)}  # fmt: skip
        together = np.concatenate([self.originals] * self._embedded), np.concatenate(list(self._copies.values()))
        self.moves = Moves(*together)

    def copy(self, number: int) -> Copy:
        """A copy by its number from 1 on; 0 is the review itself."""
        return self._made.copy(number) if number else Copy("", self.passages, self.units)

    def vectors(self, number: int) -> Vectors:
        """The vectors of a copy's units."""
        if not number:
            return self.originals
        if number in self._copies:
            return self._copies[number]
        return self.moves.generated(self.originals, np.random.default_rng((self.seed, number)))

    def embedded(self, times: int) -> int:
        """Units of so many times the review whose texts are embedded."""
        return len(self.units) * (1 + min(times - 1, self._embedded))

    def _embedding(self, units: Sequence[Unit], told: Told, stage: str) -> Vectors:
        order = sorted(range(len(units)), key=lambda at: len(units[at].text))
        found = np.zeros((len(units), 384), dtype=np.float32)
        for start in range(0, len(order), 64):
            told(stage, start, len(order))
            batch = order[start : start + 64]
            found[batch] = self._embed([units[at].text for at in batch])
        told(stage, len(order), len(order))
        return found


def build(ground: Ground, times: int, folder: Path, told: Told) -> Built:
    """Writes the index of so many times the review. Storing the vectors and reading the words run side by side."""
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(max_workers=1) as beside:
        words = beside.submit(_write_words, ground, times, folder, told)
        stored_s = _store(ground, times, folder, told)
        worded_s, texts = words.result()
    units, passages = len(ground.units) * times, len(ground.passages) * times
    built = Built(
        times=times, passages=passages, units=units, embedded=ground.embedded(times),
        units_per_s=units / stored_s, texts_per_s=texts / worded_s,
        store_mb=_mb(folder / CHROMA), words_mb=_mb(folder / LEXICAL) + _mb(folder / NAMED),
    )  # fmt: skip
    (folder / BUILT).write_text(built.model_dump_json(indent=1), encoding="utf-8")
    return built


def _store(ground: Ground, times: int, folder: Path, told: Told) -> float:
    """The seconds Chroma took."""
    total, spent = len(ground.units) * times, 0.0
    shape = (total, ground.originals.shape[1])
    kept = np.lib.format.open_memmap(folder / VECTORS, mode="w+", dtype=np.float32, shape=shape)
    store = ChromaStore.create(folder / CHROMA, BuildSettings().ef_search, total)
    done = 0
    for batch in _batches(ground, times):
        units = [unit for number in batch for unit in ground.copy(number).units]
        vectors = np.concatenate([ground.vectors(number) for number in batch])
        kept[done : done + len(units)] = vectors
        start = time.perf_counter()
        store.add(units, vectors, ())
        spent += time.perf_counter() - start
        done += len(units)
        told(f"{times}x: storing vectors", done, total)
    kept.flush()
    start = time.perf_counter()
    store.close()
    return spent + time.perf_counter() - start


def _batches(ground: Ground, times: int) -> Iterator[range]:
    step = max(1, _BATCH // len(ground.units))
    return (range(start, min(times, start + step)) for start in range(0, times, step))


class _Words(NamedTuple):
    """The words of texts by id, concepts by passage."""

    terms: dict[str, list[str]]
    named: dict[str, tuple[str, ...]]


def _write_words(ground: Ground, times: int, folder: Path, told: Told) -> tuple[float, int]:
    """Passages, BM25 and concepts. The seconds it took, and the number of texts."""
    start, found, settings = time.perf_counter(), _Words({}, {}), BuildSettings()
    with (folder / PASSAGES).open("w", encoding="utf-8") as lines:
        for number in range(times):
            passages = ground.copy(number).passages
            lines.writelines(passage.model_dump_json() + "\n" for passage in passages)
            if number:
                _add_copy(found, passages, ground.concepts)
            else:
                _add_review(found, ground)
            told(f"{times}x: reading words", number + 1, times)
    build_lexical(found.terms, settings.bm25_k1, settings.bm25_b, folder / LEXICAL)
    (folder / NAMED).write_text(json.dumps(found.named), encoding="utf-8")
    return time.perf_counter() - start, len(found.terms)


def _add_review(found: _Words, ground: Ground) -> None:
    for own, text in documents(ground.passages, ground.questions).items():
        found.terms[own] = _shared([*terms(text), *ground.concepts.ids(text)])
    for passage in ground.passages:
        found.named[passage.id] = ground.concepts.ids(f"{passage.header}. {passage.text}")


def _add_copy(found: _Words, passages: Sequence[Passage], concepts: Concepts) -> None:
    """As for the review, each piece of a text read once: a place's words are its passages', and so are its concepts."""
    read = lru_cache(maxsize=4096)(terms)
    for place, members in places_of(passages).items():
        headers = list(dict.fromkeys(passage.header for passage in members))
        whole = [term for text in (members[0].label, *headers) for term in read(text)]
        for passage in members:
            found.named[passage.id] = tuple(map(_one, concepts.ids(f"{passage.header}. {passage.text}")))
            own = [*read(passage.header), *read(passage.text)]
            found.terms[passage.id] = _shared([*own, *found.named[passage.id]])
            whole += read(passage.text)
        named = dict.fromkeys(own for passage in members for own in found.named[passage.id])
        found.terms[f"place:{place}"] = _shared([*whole, *named])


@lru_cache(maxsize=1 << 17)
def _one(text: str) -> str:
    """The same string for equal ones: millions of words are a few thousand strings."""
    return text


def _shared(words: Sequence[str]) -> list[str]:
    return [_one(word) for word in words]


def _mb(path: Path) -> float:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6
