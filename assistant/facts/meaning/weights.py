"""What was learned from the marked notes: for each fact, how a token's state speaks for each value."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.facts.errors import WeightsError
from assistant.models import FactValue
from corpus.meaning import FOLDER, PhraseBank
from corpus.models import Frozen
from index.embed import Vectors

HEADS, LAYERS = FOLDER / "heads.npz", FOLDER / "layers.npz"
"""Where the learned weights lie: the facts' own, and the changes to the embedding model's layers."""
Numbers = NDArray[np.float32]


class Head(Frozen):
    """One fact: its values, and the columns of the weights that speak for them.

    Three kinds of column a fact: words on another topic, words on the topic that tell no value, one a value.
    """

    key: str
    values: tuple[FactValue, ...]
    first: int

    @property
    def columns(self) -> slice:
        """All columns of the fact; the values' are the last ones."""
        return slice(self.first, self.first + 2 + len(self.values))


class Weights:
    """Learned weights: one row a dimension of a token's state, one column a kind of words."""

    def __init__(self, heads: Sequence[Head], slopes: Numbers, bias: Numbers, examples: str) -> None:
        """`slopes`: (dimensions, columns); `bias`: (columns,); `examples`: hash of what they were learned from."""
        self.heads, self.examples = tuple(heads), examples
        self._slopes, self._bias = slopes, bias

    def scores(self, states: Vectors) -> Numbers:
        """One row a token, one column a kind."""
        return np.asarray(states @ self._slopes + self._bias, dtype=np.float32)

    def as_bytes(self) -> bytes:
        """The weights as a file holds them; the same weights give the same bytes."""
        heads = json.dumps([head.model_dump(mode="json") for head in self.heads])
        buffer = io.BytesIO()
        np.savez(buffer, heads=np.array(heads), examples=np.array(self.examples),
                 slopes=self._slopes.astype(np.float16), bias=self._bias)  # fmt: skip
        return buffer.getvalue()

    @classmethod
    def of_bytes(cls, stored: bytes) -> Weights:
        """The weights of a file. Raises WeightsError for one that `as_bytes` did not write."""
        try:
            with np.load(io.BytesIO(stored), allow_pickle=False) as opened:
                parts: dict[str, Any] = dict(opened)
            heads = [Head.model_validate(record) for record in json.loads(str(parts["heads"]))]
            return cls(heads, parts["slopes"].astype(np.float32), parts["bias"], str(parts["examples"]))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise WeightsError(HEADS.name, hashlib.sha256(stored).hexdigest()[:12], str(error)) from error


def heads_of(banks: Sequence[PhraseBank]) -> tuple[Head, ...]:
    """One head a bank, their columns in a row."""
    found: list[Head] = []
    first = 0
    for bank in banks:
        found.append(Head(key=bank.key, values=tuple(bank.value(name) for name in bank.values), first=first))
        first = found[-1].columns.stop
    return tuple(found)


def load_weights() -> Weights:
    """The weights that ship with the marked notes. Raises WeightsError where the file is damaged or missing."""
    if not HEADS.is_file():
        raise WeightsError(HEADS.name, "no file", "it is not there")
    return Weights.of_bytes(HEADS.read_bytes())


def chances(scores: Numbers, head: Head) -> Numbers:
    """The chance of each value of a fact, for each token: (tokens, values); the rest is for telling none."""
    own = scores[..., head.columns]
    powers = np.exp(own - own.max(axis=-1, keepdims=True))
    return np.asarray((powers / powers.sum(axis=-1, keepdims=True))[..., 2:], dtype=np.float32)
