"""Texts to vectors: by ONNX, exported once from sentence-transformers, or by sentence-transformers itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.ahead import Ahead
from index.errors import ModelError

Vectors = NDArray[np.float32]
MODEL_FILE = "model.onnx"
FIRST_FILE = "first.onnx"
"""The first layers, where adapted layers share them with the model's own; the model's file is then what follows."""
MASK = "attention_mask"
TOKENIZER_FILE = "tokenizer.json"
_BATCH = 32
_REMEMBERED = 8
"""Texts whose states after the first layers are remembered: a question's sense and its vector both begin with them."""


def states_file(name: str) -> str:
    """The file of the graph of some adapted layers: one for each, since a graph always runs whole."""
    return f"{name}.states.onnx"


class States(NamedTuple):
    """The tokens of a text: their states (tokens, dimension), and their spans in characters."""

    vectors: Vectors
    spans: tuple[tuple[int, int], ...]


class _Begun(NamedTuple):
    """A text's states after the first layers (1, tokens, dimension), its mask, and the spans of its tokens."""

    states: Any
    mask: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32, of length 1; an empty array for no texts."""
        ...


class SentenceTransformerEmbedder:
    """The reference implementation, on torch: slow to load, takes any model of that library."""

    def __init__(self, source: str) -> None:
        """`source`: a folder, or a name in the user's own cache; nothing is downloaded.

        Raises ModelError when sentence-transformers cannot load it.
        """
        self._model = load_sentence_transformer(source)

    @property
    def model(self) -> Any:
        """The sentence-transformers model, for the export."""
        return self._model

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads of a text, special ones included."""
        return int(self._model.max_seq_length)

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, special ones included, nothing cut."""
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)


def load_sentence_transformer(source: str) -> Any:
    """A sentence-transformers model on the CPU. Raises ModelError where it cannot be loaded."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # Several torch threads beside another busy process were 20 times slower than one.
    torch.set_num_threads(1)
    try:
        # Eager attention: the exporter cannot trace the fused one.
        return SentenceTransformer(
            source, device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
        )
    except (OSError, ValueError, RuntimeError) as error:
        remedy = "Name the folder of a sentence-transformers model on this machine; nothing is downloaded."
        raise ModelError(source, f"{type(error).__name__}: {error}", "a model that loads", remedy) from error


class OnnxEmbedder:
    """The same vectors without torch: a few milliseconds a question."""

    def __init__(self, folder: Path, max_tokens: int) -> None:
        """`folder` holds model.onnx and tokenizer.json as `index.export` writes them.

        Texts beyond `max_tokens` are cut there (questions may be long; passages are checked at build).
        """
        import onnxruntime
        from tokenizers import Tokenizer

        self._open = partial(onnxruntime.InferenceSession, providers=["CPUExecutionProvider"])
        self._options = onnxruntime.SessionOptions
        self._folder, self._threads = folder, 0
        self._sessions: dict[str, Any] = {}
        self._first = FIRST_FILE if (folder / FIRST_FILE).is_file() else ""
        self._inputs = [put.name for put in self._session(self._first or MODEL_FILE).get_inputs()]
        self._session(MODEL_FILE)
        self._begun = Ahead(self._begin, _REMEMBERED)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Texts of one length run together: padding would cost more than it saves at our lengths."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if len(texts) == 1 and self._first:
            return np.asarray(self._after(MODEL_FILE, self._begun(texts[0])), dtype=np.float32)
        encodings = [self._tokenizer.encode(text) for text in texts]
        vectors: dict[int, Vectors] = {}
        for together in _of_one_length([len(encoding.ids) for encoding in encodings]):
            found = self._embedded(self._feed([encodings[number] for number in together]))
            vectors.update(zip(together, found, strict=True))
        return np.asarray([vectors[number] for number in range(len(texts))], dtype=np.float32)

    def limit_threads(self, threads: int) -> None:
        """Runs each graph with so many threads from now on.

        By default the first layers, which all else waits for, have as many as there are cores; what follows them runs
        side by side (the vector in a thread of its own, see `index.ahead`), and has half as many.
        """
        self._threads, self._sessions = threads, {}

    def tells(self, name: str) -> bool:
        """Whether the export has adapted layers of that name."""
        return (self._folder / states_file(name)).is_file()

    def states(self, name: str, text: str) -> States:
        """Each token's state after the adapted layers, and its span in the text; special tokens have empty spans.

        Only for exports that have such layers (`tells`).
        """
        begun = self._begun(text)
        found = self._after(states_file(name), begun)[0]
        return States(np.asarray(found, dtype=np.float32), begun.spans)

    def _embedded(self, feed: dict[str, NDArray[np.int64]]) -> Any:
        """Vectors of texts of one length."""
        if not self._first:
            return self._session(MODEL_FILE).run(None, feed)[0]
        states = self._session(self._first).run(None, feed)[0]
        return self._session(MODEL_FILE).run(None, self._named(MODEL_FILE, states, feed[MASK]))[0]

    def _begin(self, text: str) -> _Begun:
        encoding = self._tokenizer.encode(text)
        feed = self._feed([encoding])
        return _Begun(self._session(self._first).run(None, feed)[0], feed[MASK], tuple(encoding.offsets))

    def _after(self, file: str, begun: _Begun) -> Any:
        """What a graph makes of the states after the first layers."""
        return self._session(file).run(None, self._named(file, begun.states, begun.mask))[0]

    def _named(self, file: str, states: Any, mask: Any) -> dict[str, Any]:
        """A graph's inputs by the names the exporter gave them: states, then the mask, unless no layer needs it."""
        return dict(zip([put.name for put in self._session(file).get_inputs()], (states, mask), strict=False))

    def _session(self, file: str) -> Any:
        """A graph, opened when it is first needed."""
        if file not in self._sessions:
            options = self._options()
            options.log_severity_level = 3
            # Threads that spin while they wait are slow beside another busy process, and win nothing at our lengths.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            cores = os.cpu_count() or 1
            beside = self._first and file != self._first
            options.intra_op_num_threads = self._threads or (max(1, cores // 2) if beside else cores)
            self._sessions[file] = self._open(str(self._folder / file), sess_options=options)
        return self._sessions[file]

    def _feed(self, encodings: Sequence[Any]) -> dict[str, NDArray[np.int64]]:
        """The graph's inputs for texts of one length."""
        own = {
            "input_ids": [encoding.ids for encoding in encodings],
            "attention_mask": [encoding.attention_mask for encoding in encodings],
            "token_type_ids": [encoding.type_ids for encoding in encodings],
        }
        return {name: np.array(own[name], dtype=np.int64) for name in self._inputs}


def _of_one_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of texts in batches, each of one length."""
    ordered = sorted(range(len(lengths)), key=lengths.__getitem__)
    for _, group in groupby(ordered, key=lengths.__getitem__):
        numbers = list(group)
        yield from (numbers[start : start + _BATCH] for start in range(0, len(numbers), _BATCH))
