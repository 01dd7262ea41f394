"""Are the stored vectors those that were stored? One question is asked of them whose cosines were written down.

Chroma rewrites its files whenever it opens them, so that no hash of theirs holds; a vector that was changed on the disk
would only rank its passage elsewhere, without a word. The cosine of every unit with a fixed vector tells.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.embed import Vectors
from index.errors import DamagedIndexError
from index.store import VectorStore

FILE = "probe.npz"
_NEAR = 1e-4
"""Cosines agree within: far less than any two passages differ by, far more than rounding."""
_MOST = 5000
"""Units that are asked for, the nearest ones: all of the review. Of a corpus far larger than that, the others are not
looked at: an opening would take longer than an answer."""
_IN_BOTH = 0.9
"""Of a larger corpus a graph finds the nearest only nearly: so many of them must have been written down."""


def probe_vector(dimension: int) -> Vectors:
    """The fixed vector, of length 1, none of whose parts is zero."""
    signs = np.random.default_rng(19).choice([-1.0, 1.0], dimension)
    return np.asarray(signs / np.sqrt(dimension), dtype=np.float32)


def write_probe(build: Path, store: VectorStore, dimension: int) -> None:
    """Write down what the store answers, as it was filled."""
    found = store.cosines(probe_vector(dimension), _MOST)
    ids = sorted(found)
    np.savez(build / FILE, ids=np.array(ids), cosines=np.array([found[own] for own in ids]), dimension=dimension)


def check_probe(build: Path, store: VectorStore) -> None:
    """DamagedIndexError where the store answers otherwise now, or cannot be asked."""
    with np.load(build / FILE, allow_pickle=False) as kept:
        ids, cosines, dimension = kept["ids"].tolist(), kept["cosines"], int(kept["dimension"])
    found = store.cosines(probe_vector(dimension), _MOST)
    known = dict(zip(ids, cosines.tolist(), strict=True))
    ids = [own for own in ids if own in found]
    if len(ids) < (len(known) if len(known) < _MOST else _IN_BOTH * _MOST) or len(known) < len(found):
        raise DamagedIndexError(build, ("the vector store holds other units than were built",))
    apart = np.abs(np.array([found[own] - known[own] for own in ids]))
    if not np.all(apart < _NEAR):  # also where one is no number
        raise DamagedIndexError(
            build, (f"the vector of {ids[int(np.nanargmax(apart))]} is not the one that was stored",)
        )
