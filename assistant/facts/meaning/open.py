"""The reader of meaning over an index's model, where it can be had."""

from __future__ import annotations

from pathlib import Path

from assistant.facts.meaning.scorer import NAME, Meaning
from assistant.facts.meaning.weights import LAYERS, load_weights
from index.embed import Embedder, OnnxEmbedder
from index.model import DEFAULT


def open_meaning(embedder: Embedder, model: str) -> Meaning | None:
    """A reader of meaning; None where the index runs on another model than the weights were learned with.

    Raises WeightsError where the weights are damaged.
    """
    if model != DEFAULT or not isinstance(embedder, OnnxEmbedder) or not embedder.tells(NAME):
        return None
    return Meaning(load_weights(), embedder)


def adapters_of(model: str) -> dict[str, Path]:
    """The files of changes that an index over this model needs to read facts; none where we have learned none."""
    return {NAME: LAYERS} if model == DEFAULT else {}
