"""What was learned from the example questions: how a question's states speak for each kind and each thing asked."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

import corpus
from assistant.sense.errors import SenseError
from index.embed import Vectors

FOLDER = Path(corpus.__file__).parent / "asking"
HEADS, LAYERS = FOLDER / "heads.npz", FOLDER / "layers.npz"
"""Where the learned weights lie: the labels' own, and the changes to the embedding model's layers."""
Numbers = NDArray[np.float32]


class Weights:
    """Learned weights: one row a dimension of a question's pooled states, one column a label."""

    def __init__(
        self, asks: Sequence[str], kinds: Sequence[str], slopes: Numbers, bias: Numbers, examples: str
    ) -> None:
        """Columns: of `asks`, then of `kinds`, then of the shift. `examples`: hash of what they were learned from."""
        self.asks, self.kinds, self.examples = tuple(asks), tuple(kinds), examples
        self._slopes, self._bias = slopes, bias

    def scores(self, states: Vectors) -> Numbers:
        """One score a label for a question's token states (tokens, dimension), and its shift."""
        return np.asarray(pooled(states) @ self._slopes + self._bias, dtype=np.float32)

    def as_bytes(self) -> bytes:
        """The weights as a file holds them; the same weights give the same bytes."""
        labels = json.dumps({"asks": self.asks, "kinds": self.kinds, "examples": self.examples})
        buffer = io.BytesIO()
        np.savez(buffer, labels=np.array(labels), slopes=self._slopes.astype(np.float16), bias=self._bias)
        return buffer.getvalue()

    @classmethod
    def of_bytes(cls, stored: bytes) -> Weights:
        """The weights of a file. Raises SenseError for one that `as_bytes` did not write."""
        try:
            with np.load(io.BytesIO(stored), allow_pickle=False) as opened:
                parts: dict[str, Any] = dict(opened)
            labels = json.loads(str(parts["labels"]))
            slopes = parts["slopes"].astype(np.float32)
            return cls(labels["asks"], labels["kinds"], slopes, parts["bias"], labels["examples"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise SenseError(HEADS, str(error)) from error


def pooled(states: Vectors) -> Vectors:
    """A question's token states as one row: their mean and their maxima side by side."""
    return np.concatenate([states.mean(axis=0), states.max(axis=0)])


def load_weights() -> Weights:
    """The weights that ship with the examples. Raises SenseError where the file is damaged or missing."""
    if not HEADS.is_file():
        raise SenseError(HEADS, "it is not there")
    return Weights.of_bytes(HEADS.read_bytes())
