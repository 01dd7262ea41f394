"""Vectors for copies too many to embed: real vectors of real passages, moved as real copies are from their originals.

1. The copies that are embedded give the cosines of copies with their originals, and the directions they moved in.
2. A generated vector is its original's, moved by a cosine drawn from these, in the direction of two of those moves,
   drawn at random and mixed, with a tenth of plain noise. Its length is 1.
"""

from __future__ import annotations

import numpy as np

from index.embed import Vectors

_NOISE = 0.1
"""Share of plain noise in a direction."""


class Moves:
    """How embedded copies lie to their originals."""

    def __init__(self, originals: Vectors, copies: Vectors) -> None:
        """Both (units, dimension), row by row, all of length 1."""
        self.cosines = np.clip((originals * copies).sum(axis=1), -1.0, 1.0)
        moved = copies - self.cosines[:, None] * originals
        far = np.linalg.norm(moved, axis=1) > 1e-3  # a copy of which no word changed has no direction
        self._directions = _unit(moved[far])

    @property
    def spread(self) -> tuple[float, float, float]:
        """The cosines below which 10%, half and 90% lie."""
        low, middle, high = np.percentile(self.cosines, [10, 50, 90])
        return float(low), float(middle), float(high)

    def generated(self, originals: Vectors, rng: np.random.Generator) -> Vectors:
        """A vector for each of the originals."""
        count, dimension = originals.shape
        one, other = (self._directions[rng.integers(0, len(self._directions), count)] for _ in range(2))
        mixed = rng.random((count, 1), dtype=np.float32)
        noise = rng.standard_normal((count, dimension), dtype=np.float32) / np.float32(np.sqrt(dimension))
        direction = _unit(mixed * one + (1 - mixed) * other) * (1 - _NOISE) + noise * _NOISE
        direction = _unit(direction - (direction * originals).sum(axis=1, keepdims=True) * originals)
        cosine = rng.choice(self.cosines, count).astype(np.float32)[:, None]
        return _unit(cosine * originals + np.sqrt(1 - cosine**2) * direction)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return np.asarray(vectors / lengths, dtype=np.float32)
