"""The yardstick of most measures: sentence-transformers, loaded as its own pages show, at its best on this machine."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from index.embed import Vectors
from index.model import find_model

_TRIALS = 5
_TRIAL = ("How often do patients relapse after a transplant?",)


class Original:
    """The same weights on the CPU, nothing downloaded."""

    def __init__(self, threads: int = 0) -> None:
        """`threads`: of torch; 0 tries which number is fastest here."""
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = SentenceTransformer(find_model().source, device="cpu", local_files_only=True)
        # Beside a busy process one thread of torch can be many times faster than several, elsewhere slower.
        self.threads = threads or min({1, os.cpu_count() or 1}, key=self._fastest)

    @property
    def count_tokens(self) -> Callable[[str], int]:
        """Tokens of a text, special ones included, nothing cut."""
        return lambda text: len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, by the library's defaults, with its number of threads."""
        return self._encode(texts, self.threads)

    def _encode(self, texts: Sequence[str], threads: int) -> Vectors:
        import torch

        torch.set_num_threads(threads)
        vectors: Vectors = self._model.encode(list(texts), show_progress_bar=False)
        return vectors

    def _fastest(self, threads: int) -> float:
        """Seconds of the fastest of a few trials."""
        spent = []
        for _ in range(_TRIALS):
            start = time.perf_counter()
            self._encode(_TRIAL, threads)
            spent.append(time.perf_counter() - start)
        return min(spent)
