"""Keyword search: BM25 over the terms of passages and of whole places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.models import Passage
from index.errors import UnknownPlaceError
from index.units import kind_of, places_of, searched_text

_VOCABULARY = "vocab.index.json"
MOST = 600
"""Texts of a kind that a question gives scores to, the highest: more than the review has, so that of it none is left
out. Of a corpus a thousand times as large nearly every text shares some word with a question."""

Questions = Mapping[str, Sequence[str]]
"""Questions known to be answered, by the id of the passage or the locator of the place that answers them."""


class Lexical(Protocol):
    """Anything that scores texts by the words they share with a question."""

    def scores(self, question_terms: Sequence[str]) -> Mapping[str, float]:
        """Score above 0 by id; passages under their own id, whole places under `place:<locator>`."""
        ...


def documents(passages: Sequence[Passage], questions: Questions) -> dict[str, str]:
    """The text searched under each id: passages with their header, then places, each with the questions it answers.

    Raises UnknownPlaceError for a question that leads nowhere.
    """
    _check_questions(passages, questions)
    found = {
        passage.id: " ".join([searched_text(passage), *passage.also, *questions.get(passage.id, ())])
        for passage in passages
    }
    for place, members in places_of(passages).items():
        parts = [members[0].label, *dict.fromkeys(passage.header for passage in members)]
        parts += [said for passage in members for said in (passage.text, *passage.also)]
        for asked in dict.fromkeys((place, *(passage.id for passage in members))):
            parts += questions.get(asked, ())
        found[f"place:{place}"] = " ".join(parts)
    return found


def _check_questions(passages: Sequence[Passage], questions: Questions) -> None:
    known = {own for passage in passages for own in (passage.id, passage.place)}
    for key in questions:
        if key not in known:
            raise UnknownPlaceError(key)


def build_lexical(words: Mapping[str, list[str]], k1: float, b: float, folder: Path) -> None:
    """Write two BM25 models into `folder`, one of passages and one of places: their lengths do not compare.

    `words`: the terms of each text, by its id.
    """
    import bm25s

    places = [own for own in words if kind_of(own) == "place"]
    passages = [own for own in words if kind_of(own) == "passage"]
    for name, ids in (("passages", passages), ("places", places)):
        model = bm25s.BM25(method="lucene", k1=k1, b=b)
        model.index([words[own] for own in ids], show_progress=False)
        model.save(str(folder / name))
        (folder / name / "ids.json").write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")


class Bm25Lexical:
    """BM25 as built by `build_lexical`.

    bm25s works out at build what each term adds to the score of each text; a question sums what its terms add. That
    sum is done here on the files that bm25s wrote: importing it brings scipy along, a fifth of a cold start.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        """Reads both models from `folder`; raises OSError or ValueError where their files are damaged.

        `most`: texts of each that get a score, the highest.
        """
        self._models = tuple(_read(folder / name) for name in ("passages", "places"))
        self._most = most

    def scores(self, question_terms: Sequence[str]) -> dict[str, float]:
        """See Lexical. Terms the corpus does not know count nothing."""
        found: dict[str, float] = {}
        for model in self._models:
            values = model.scores(question_terms)
            rows = highest(values, self._most)
            found.update(zip(map(model.ids.__getitem__, rows.tolist()), values[rows].tolist(), strict=True))
        return found


class _Model(NamedTuple):
    """One BM25 model: a sparse matrix of what terms add to texts, by term."""

    ids: list[str]
    """Of the texts, in the order of their rows."""
    columns: dict[str, int]
    """The column of each term."""
    added: NDArray[np.float32]
    rows: NDArray[np.int32]
    starts: NDArray[np.int32]
    """Where each column begins in `added` and `rows`; one more for the end of the last."""

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """The score of every text; a repeated term counts as often as it is repeated."""
        found = np.zeros(len(self.ids), dtype=np.float32)
        for column in (self.columns[term] for term in terms if term in self.columns):
            here = slice(self.starts[column], self.starts[column + 1])
            found[self.rows[here]] += self.added[here]
        return found


def highest(values: NDArray[np.floating[Any]], most: int) -> NDArray[np.intp]:
    """The numbers of the `most` highest values above 0, in the order of the values; all where they are fewer."""
    above = np.flatnonzero(values > 0)
    if len(above) <= most:
        return above
    return np.sort(above[np.argpartition(-values[above], most - 1)[:most]])


def _read(folder: Path) -> _Model:
    added, rows, starts = (np.load(folder / f"{part}.csc.index.npy") for part in ("data", "indices", "indptr"))
    ids, columns = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("ids.json", _VOCABULARY))
    return _Model(ids, columns, added, rows, starts)
