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

from index.adapted import Adapters, adapted_layers, through
from index.embed import MODEL_FILE, TOKENIZER_FILE, OnnxEmbedder, SentenceTransformerEmbedder, states_file

AGREEMENT = 0.9999
"""Least cosine between the two implementations' vectors of the same text."""
_OPSET = 17


def export_onnx(
    embedder: SentenceTransformerEmbedder,
    folder: Path,
    max_tokens: int,
    probes: Sequence[str],
    adapters: Mapping[str, Adapters] | None = None,
) -> str:
    """Write model.onnx and tokenizer.json into `folder`; the empty string, or why the export cannot be used.

    Mean pooling and normalisation are part of the graph. For each of `adapters`, a graph of its name gives the adapted
    layers' states of each token. The export counts only when its vectors of `probes` agree with the original's (cosine
    >= AGREEMENT): a model that pools in another way is found out here.
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
        for name in (MODEL_FILE, TOKENIZER_FILE, *map(states_file, adapters or {})):
            (folder / name).unlink(missing_ok=True)
    return reason


def _write(model: Any, folder: Path, adapters: Mapping[str, Adapters]) -> None:
    tokenizer = model.tokenizer
    names = [name for name in tokenizer.model_input_names if name in ("input_ids", "attention_mask", "token_type_ids")]
    encoded = tokenizer("A sample.", return_tensors="pt")
    sample = {name: encoded[name] for name in names}
    transformer = model[0].auto_model
    _export(_graph(transformer, names, None), sample, folder / MODEL_FILE, "embedding", {0: "texts"})
    each = {0: "texts", 1: "tokens"}
    for name, changes in adapters.items():
        _export(_graph(transformer, names, changes), sample, folder / states_file(name), "states", each)
    (folder / TOKENIZER_FILE).write_text(tokenizer.backend_tokenizer.to_str(), encoding="utf-8")


def _export(graph: Any, sample: dict[str, Any], path: Path, output: str, axes: dict[int, str]) -> None:
    import torch

    with _quiet():
        torch.onnx.export(
            graph.eval(),
            tuple(sample.values()),
            str(path),
            input_names=list(sample),
            output_names=[output],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in sample} | {output: axes},
            opset_version=_OPSET,
            dynamo=False,
        )


def _graph(transformer: Any, names: list[str], adapters: Adapters | None) -> Any:
    """The transformer followed by mean pooling over real tokens, brought to length 1; or, with adapters, the tokens'
    states after the adapted layers.
    """
    import torch

    adapted = adapted_layers(transformer, adapters) if adapters else None

    class Graph(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.transformer, self.adapted = transformer, adapted

        def forward(self, *inputs: Any) -> Any:
            named = dict(zip(names, inputs, strict=True))
            layers = self.transformer(**named, output_hidden_states=True).hidden_states
            if self.adapted is not None and adapters is not None:
                return through(self.adapted, layers[adapters.first], named["attention_mask"])
            mask = named["attention_mask"].unsqueeze(-1).to(layers[-1].dtype)
            mean = (layers[-1] * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    return Graph()


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
