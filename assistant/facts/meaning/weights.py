"""What was learned from the phrase banks: for each fact, how a phrase's middle vector speaks for each value."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.facts.errors import WeightsError
from assistant.models import FactValue
from corpus.models import Frozen
from index.embed import Vectors

FILE = "learned.npz"
"""Beside the banks it was learned from."""
Numbers = NDArray[np.float32]


class Head(Frozen):
    """One fact: its values, and the columns of the weights that speak for them.

    Three kinds of column a fact: a phrase on another topic, one on the topic that tells no value, one a value.
    """

    key: str
    values: tuple[FactValue, ...]
    first: int

    @property
    def columns(self) -> slice:
        """All columns of the fact; the values' are the last ones."""
        return slice(self.first, self.first + 2 + len(self.values))


class Weights:
    """Learned weights: one row a dimension, one column a kind of phrase."""

    def __init__(self, heads: Sequence[Head], centre: Numbers, slopes: Numbers, bias: Numbers, banks: str) -> None:
        """`centre`: (dimensions,); `slopes`: (dimensions, columns); `bias`: (columns,); `banks`: hash of the banks."""
        self.heads, self.banks = tuple(heads), banks
        self._centre, self._slopes, self._bias = centre, slopes, bias

    def scores(self, vectors: Vectors) -> Numbers:
        """One row a phrase, one column a kind."""
        return np.asarray((vectors - self._centre) @ self._slopes + self._bias, dtype=np.float32)

    def as_bytes(self) -> bytes:
        """The weights as a file holds them; the same weights give the same bytes."""
        heads = json.dumps([head.model_dump(mode="json") for head in self.heads])
        buffer = io.BytesIO()
        np.savez(buffer, heads=np.array(heads), banks=np.array(self.banks), centre=self._centre,
                 slopes=self._slopes.astype(np.float16), bias=self._bias)  # fmt: skip
        return buffer.getvalue()

    @classmethod
    def of_bytes(cls, stored: bytes) -> Weights:
        """The weights of a file. Raises WeightsError for one that `as_bytes` did not write."""
        try:
            with np.load(io.BytesIO(stored), allow_pickle=False) as opened:
                parts: dict[str, Any] = dict(opened)
            heads = [Head.model_validate(record) for record in json.loads(str(parts["heads"]))]
            slopes = parts["slopes"].astype(np.float32)
            return cls(heads, parts["centre"], slopes, parts["bias"], str(parts["banks"]))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise WeightsError(FILE, hashlib.sha256(stored).hexdigest()[:12], str(error)) from error


def load_weights() -> Weights:
    """The weights that ship with the phrase banks. Raises WeightsError where the file is damaged or missing."""
    path = files("corpus") / "meaning" / FILE
    if not path.is_file():
        raise WeightsError(FILE, "no file", "it is not there")
    return Weights.of_bytes(path.read_bytes())


def chances(scores: Numbers, head: Head) -> Numbers:
    """The chance of each value of a fact, for each phrase: (phrases, values); the rest is for telling none."""
    own = scores[..., head.columns]
    powers = np.exp(own - own.max(axis=-1, keepdims=True))
    return np.asarray((powers / powers.sum(axis=-1, keepdims=True))[..., 2:], dtype=np.float32)
