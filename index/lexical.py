"""Keyword search: BM25 over the terms of passages and of whole places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.models import Passage
from index.units import Questions, kind_of, places_of, searched_text


class Lexical(Protocol):
    """Anything that scores texts by the words they share with a question."""

    def scores(self, question_terms: Sequence[str]) -> Mapping[str, float]:
        """Score above 0 by id; passages under their own id, whole places under `place:<locator>`."""
        ...


def documents(passages: Sequence[Passage], questions: Questions) -> dict[str, str]:
    """The text searched under each id: passages with their header, then places with all they hold and answer."""
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
    """BM25 as built by `build_lexical`."""

    def __init__(self, folder: Path) -> None:
        """Reads both models from `folder`; raises OSError or ValueError where their files are damaged."""
        import bm25s

        self._models: list[tuple[Any, list[str]]] = []
        for name in ("passages", "places"):
            model = bm25s.BM25.load(str(folder / name), show_progress=False)
            self._models.append((model, json.loads((folder / name / "ids.json").read_text(encoding="utf-8"))))

    def scores(self, question_terms: Sequence[str]) -> dict[str, float]:
        """See Lexical. Terms the corpus does not know count nothing."""
        found: dict[str, float] = {}
        for model, ids in self._models:
            known = [term for term in question_terms if term in model.vocab_dict]
            if known:
                values = np.asarray(model.get_scores(known), dtype=np.float64)
                found |= {ids[row]: float(values[row]) for row in np.flatnonzero(values > 0)}
        return found
