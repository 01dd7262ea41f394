"""The embedding model as ONNX, written once when the index is built."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.adapted import Adapters, adapted_layers, layers_of, through
from index.embed import (
    FIRST_FILE,
    MASK,
    MODEL_FILE,
    TOKENIZER_FILE,
    OnnxEmbedder,
    SentenceTransformerEmbedder,
    states_file,
)

AGREEMENT = 0.9999
"""Least cosine between the two implementations' vectors of the same text."""
_OPSET = 17
_EACH = {0: "texts", 1: "tokens"}


def export_onnx(
    embedder: SentenceTransformerEmbedder,
    folder: Path,
    max_tokens: int,
    probes: Sequence[str],
    adapters: Mapping[str, Adapters] | None = None,
) -> str:
    """Write model.onnx and tokenizer.json into `folder`; the empty string, or why the export cannot be used.

    Mean pooling and normalisation are part of the graph. With `adapters` the first layers are a graph of their own:
    what a text's vector and its adapted states have in common is worked out once. The export counts only when its
    vectors of `probes` agree with the original's (cosine >= AGREEMENT): a model that pools in another way is found out.
    """
    try:
        _write(embedder.model, folder, adapters or {})
        exported = OnnxEmbedder(folder, max_tokens).embed(probes)
    except OSError:  # a full disk is no fault of the model's
        raise
    except Exception as error:  # whatever an unknown model's export raises, its questions can still run on torch
        reason = f"could not be exported to ONNX ({type(error).__name__}: {error})"
    else:
        cosine = float(np.sum(exported * embedder.embed(probes), axis=1).min())
        reason = "" if cosine >= AGREEMENT else f"its ONNX export differs (cosine {cosine:.4f}, wanted {AGREEMENT})"
    if reason:
        for name in (MODEL_FILE, FIRST_FILE, TOKENIZER_FILE, *map(states_file, adapters or {})):
            (folder / name).unlink(missing_ok=True)
    return reason


def _write(model: Any, folder: Path, adapters: Mapping[str, Adapters]) -> None:
    """One graph, or where layers are adapted several: the first layers, which all of them begin with, the others that
    make the vector of their states, and each adapter's own.
    """
    tokenizer = model.tokenizer
    names = [name for name in tokenizer.model_input_names if name in ("input_ids", "attention_mask", "token_type_ids")]
    encoded = tokenizer("A sample.", return_tensors="pt")
    sample = {name: encoded[name] for name in names}
    transformer = model[0].auto_model
    shared = {changes.first for changes in adapters.values()}
    if len(shared) > 1:
        raise ValueError(f"adapted layers begin after {sorted(shared)} layers; wanted one number for all")
    _export(_whole(transformer, names, min(shared, default=0)), sample, folder, shared=bool(shared))
    if shared:
        (first,) = shared
        states = {"states": transformer(**sample, output_hidden_states=True).hidden_states[first]}
        above = states | {MASK: sample[MASK]}
        rest = layers_of(transformer, first, len(transformer.encoder.layer) - first)
        _export_one(_above(rest, pooling=True), above, folder / MODEL_FILE, "embedding", {0: "texts"})
        for name, changes in adapters.items():
            adapted = _above(adapted_layers(transformer, changes), pooling=False)
            _export_one(adapted, above, folder / states_file(name), "states_after", _EACH)
    (folder / TOKENIZER_FILE).write_text(tokenizer.backend_tokenizer.to_str(), encoding="utf-8")


def _export(graph: Any, sample: dict[str, Any], folder: Path, shared: bool) -> None:
    if shared:
        _export_one(graph, sample, folder / FIRST_FILE, "states", _EACH)
    else:
        _export_one(graph, sample, folder / MODEL_FILE, "embedding", {0: "texts"})


def _export_one(graph: Any, sample: dict[str, Any], path: Path, output: str, axes: dict[int, str]) -> None:
    import torch

    with _quiet():
        torch.onnx.export(
            graph.eval(),
            tuple(sample.values()),
            str(path),
            input_names=list(sample),
            output_names=[output],
            dynamic_axes=dict.fromkeys(sample, _EACH) | {output: axes},
            opset_version=_OPSET,
            dynamo=False,
        )


def _whole(transformer: Any, names: list[str], first: int) -> Any:
    """The transformer up to a layer, its tokens' states; for 0 the whole of it and its vector of length 1."""
    import torch

    class Graph(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, *inputs: Any) -> Any:
            named = dict(zip(names, inputs, strict=True))
            layers = self.transformer(**named, output_hidden_states=True).hidden_states
            return layers[first] if first else _pooled(layers[-1], named[MASK])

    return Graph()


def _above(layers: Any, pooling: bool) -> Any:
    """Layers from some states on: the states after them, or their vector of length 1."""
    import torch

    class Graph(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.layers = layers

        def forward(self, states: Any, mask: Any) -> Any:
            after = through(self.layers, states, mask)
            return _pooled(after, mask) if pooling else after

    return Graph()


def _pooled(states: Any, mask: Any) -> Any:
    """The mean over real tokens, brought to length 1."""
    import torch

    real = mask.unsqueeze(-1).to(states.dtype)
    mean = (states * real).sum(1) / real.sum(1).clamp(min=1e-9)
    return torch.nn.functional.normalize(mean, dim=1)


@contextlib.contextmanager
def _quiet() -> Any:
    """The exporter warns of its own age and of constants; users can do nothing about either."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
