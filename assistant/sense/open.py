"""The sense of questions over an index's model, where it can be had."""

from __future__ import annotations

from pathlib import Path

from assistant.sense.sense import NAME, Sense
from assistant.sense.weights import LAYERS, load_weights
from index.embed import Embedder, OnnxEmbedder
from index.model import DEFAULT


def open_sense(embedder: Embedder, model: str) -> Sense | None:
    """The sense of questions; None where the index runs on another model than the weights were learned with.

    Raises SenseError where the weights are damaged.
    """
    if model != DEFAULT or not isinstance(embedder, OnnxEmbedder) or not embedder.tells(NAME):
        return None
    return Sense(load_weights(), embedder)


def sense_adapters(model: str) -> dict[str, Path]:
    """The file of changes that an index over this model needs; none where we have learned none."""
    return {NAME: LAYERS} if model == DEFAULT else {}
