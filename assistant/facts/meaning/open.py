"""The reader of meaning over an index's model, where it can be had."""

from __future__ import annotations

from assistant.facts.meaning.scorer import Meaning
from assistant.facts.meaning.weights import load_weights
from index.embed import Embedder, OnnxEmbedder
from index.model import DEFAULT


def open_meaning(embedder: Embedder, model: str) -> Meaning | None:
    """A reader of meaning; None where the index runs on another model than the weights were learned with.

    Raises WeightsError where the weights are damaged.
    """
    if model != DEFAULT or not isinstance(embedder, OnnxEmbedder):
        return None
    return Meaning(load_weights(), embedder)
