"""Indexes of many times the review, written to folders of their own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
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
from index.lexical import Questions, build_lexical, documents
from index.manifest import CHROMA
from index.settings import BuildSettings
from index.store import ChromaStore
from index.units import Unit, places_of, searched_text, units_of
from index.words import terms

PASSAGES, VECTORS, BUILT = "passages.jsonl", "vectors.npy", "built.json"
Told = Callable[[str, int, int], None]
"""Hears what is done, how much of it is, and how much there is."""
_BATCH = 5000
"""Units handed to Chroma at once, about."""
_SMALL = 10
"""Times up to which a process of its own for the words would take longer to start than it saves."""
_TOKENS = 1.4
"""Tokens a word, at most nearly: where whole places are cut for embedding need not be to the token here."""


def review_units(passages: Sequence[Passage]) -> tuple[Unit, ...]:
    """What is embedded of the review; tokens are counted by words."""
    return units_of(passages, lambda text: int(len(text.split()) * _TOKENS), BuildSettings().max_tokens)


class Ground:
    """The review as it is searched, and how its neighbours are made."""

    def __init__(self, assistant: Assistant, seed: int, embedded: int, told: Told, kept: Path | None = None) -> None:
        """`embedded`: copies whose texts are embedded, at least one; of further ones the vectors are generated.

        `kept`: a file for the embedded vectors, taken from there where it has as many.
        """
        shown = assistant.library.shown
        self.concepts, self.questions, self.seed = load_concepts(), assistant.library.questions(), seed
        self.passages = shown.passages
        self.units = review_units(self.passages)
        self._made = Neighbours(self.passages, self.units, self.concepts, seed)
        self._embed, self._embedded = assistant.index.embedder.embed, max(1, embedded)
        self._vectors = self._kept(kept, told)
        self.originals = self._vectors[0]
        copies = np.concatenate(list(self._vectors[1:]))
        self.moves = Moves(np.concatenate([self.originals] * self._embedded), copies)

    def _kept(self, path: Path | None, told: Told) -> Vectors:
        """The vectors of the review and of the embedded copies: (copies + 1, units, dimension)."""
        if path and path.is_file() and len(found := np.load(path)) > self._embedded:
            return np.asarray(found[: self._embedded + 1], dtype=np.float32)
        numbers = range(self._embedded + 1)
        made = np.stack(
            [self._embedding(self.copy(number).units, told, f"Embedding copy {number}") for number in numbers]
        )
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, made)
        return made

    def copy(self, number: int) -> Copy:
        """A copy by its number from 1 on; 0 is the review itself."""
        return self._made.copy(number) if number else Copy("", self.passages, self.units)

    def vectors(self, number: int) -> Vectors:
        """The vectors of a copy's units."""
        if number < len(self._vectors):
            return np.asarray(self._vectors[number])
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
    given = (ground.passages, ground.units, dict(ground.questions), ground.seed, times, folder)
    if times <= _SMALL:
        stored_s, (worded_s, texts) = _store(ground, times, folder, told), write_words(*given)
    else:
        # A process of its own: Chroma's engine holds Python's lock while it adds.
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as beside:
            words = beside.submit(write_words, *given)
            stored_s = _store(ground, times, folder, told)
            told(f"{times}x: indexing words", 0, 1)
            worded_s, texts = words.result()
            told(f"{times}x: indexing words", 1, 1)
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


def write_words(
    passages: Sequence[Passage], units: Sequence[Unit], questions: Questions, seed: int, times: int, folder: Path
) -> tuple[float, int]:
    """Passages, BM25 and concepts. The seconds it took, and the number of texts."""
    start, found, settings, concepts = time.perf_counter(), _Words({}, {}), BuildSettings(), load_concepts()
    made = Neighbours(passages, units, concepts, seed)
    with (folder / PASSAGES).open("w", encoding="utf-8") as lines:
        for number in range(times):
            own = made.copy(number).passages if number else passages
            lines.writelines(passage.model_dump_json() + "\n" for passage in own)
            if number:
                _add_copy(found, own, concepts)
            else:
                _add_review(found, own, questions, concepts)
    build_lexical(found.terms, settings.bm25_k1, settings.bm25_b, folder / LEXICAL)
    (folder / NAMED).write_text(json.dumps(found.named), encoding="utf-8")
    return time.perf_counter() - start, len(found.terms)


def _add_review(found: _Words, passages: Sequence[Passage], questions: Questions, concepts: Concepts) -> None:
    for own, text in documents(passages, questions).items():
        found.terms[own] = _shared([*terms(text), *concepts.ids(text)])
    for passage in passages:
        found.named[passage.id] = concepts.ids(searched_text(passage))


def _add_copy(found: _Words, passages: Sequence[Passage], concepts: Concepts) -> None:
    """As for the review, each piece of a text read once: a place's words are its passages', and so are its concepts."""
    read = lru_cache(maxsize=4096)(terms)
    for place, members in places_of(passages).items():
        headers = list(dict.fromkeys(passage.header for passage in members))
        whole = [term for text in (members[0].label, *headers) for term in read(text)]
        for passage in members:
            found.named[passage.id] = tuple(map(_one, concepts.ids(searched_text(passage))))
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
