"""Layers of the embedding model, adapted to tell something: beside the model's own, which embed as they did.

1. Up to `first` a text goes through the model's own layers, as embedding does.
2. From there, copies of the next layers run with changes added to their weights. The changes are learned elsewhere
   (assistant.learning) and small: four bits a number carry them without loss of anything we could measure.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.errors import AdaptersError

AdapterFiles = Mapping[str, Path]
"""Files of changes by what their layers tell; an index exports a graph for each under its name."""
_STEPS = 7
"""Steps on each side of zero to which a row's changes are rounded."""


class Adapters(NamedTuple):
    """Changes to the weights of `layers` layers from `first` on, by name: "0.attention.self.query.weight"."""

    first: int
    layers: int
    changes: Mapping[str, NDArray[np.float32]]


def adapted_layers(transformer: Any, adapters: Adapters) -> Any:
    """Copies of the transformer's layers, a torch ModuleList, with the changes added."""
    import torch

    layers = layers_of(transformer, adapters.first, adapters.layers)
    with torch.no_grad():
        for name, weight in layers.named_parameters():
            if name in adapters.changes:
                weight += torch.from_numpy(adapters.changes[name])
    return layers


def layers_of(transformer: Any, first: int, layers: int) -> Any:
    """Copies of so many layers of a transformer, a torch ModuleList."""
    import torch

    return torch.nn.ModuleList([copy.deepcopy(layer) for layer in transformer.encoder.layer[first : first + layers]])


def through(layers: Any, states: Any, mask: Any) -> Any:
    """States (texts, tokens, dimension) after the layers; `mask` (texts, tokens) is 1 for real tokens."""
    # Added to the attention's scores: what is masked gets next to none of it.
    blocked = (1.0 - mask[:, None, None, :].to(states.dtype)) * -10_000.0
    for layer in layers:
        found = layer(states, attention_mask=blocked)
        states = found[0] if isinstance(found, tuple) else found
    return states


def write_adapters(path: Path, adapters: Adapters) -> None:
    """Write the changes, matrices rounded to `_STEPS` a row; the same changes give the same bytes."""
    arrays: dict[str, Any] = {"first": np.array(adapters.first), "layers": np.array(adapters.layers)}
    for name, change in adapters.changes.items():
        if change.ndim < 2:
            arrays[f"plain/{name}"] = change.astype(np.float16)
            continue
        scale = np.maximum(np.abs(change).max(axis=1, keepdims=True) / _STEPS, 1e-12).astype(np.float32)
        arrays[f"scale/{name}"], arrays[f"steps/{name}"] = scale, np.round(change / scale).astype(np.int8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    path.write_bytes(buffer.getvalue())


def read_adapters(path: Path) -> Adapters:
    """The changes of a file. Raises AdaptersError for one that `write_adapters` did not write."""
    try:
        with np.load(path, allow_pickle=False) as opened:
            arrays: dict[str, Any] = dict(opened)
        changes = {name[6:]: array.astype(np.float32) for name, array in arrays.items() if name.startswith("plain/")}
        for name, steps in arrays.items():
            if name.startswith("steps/"):
                changes[name[6:]] = steps.astype(np.float32) * arrays[f"scale/{name[6:]}"]
        return Adapters(int(arrays["first"]), int(arrays["layers"]), changes)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise AdaptersError(path, str(error)) from error
