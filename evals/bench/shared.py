"""What the measures share: the assistant, the model as its library loads it, texts to work on, a folder to write in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING

from assistant.api import Assistant
from corpus.questions import load_questions
from evals.bench.original import Original
from evals.cases import load_cases, load_variants
from index.embed import Vectors
from index.units import searched_text

if TYPE_CHECKING:
    from evals.bench.paging import Page

_A_ROUND = 20
"""Questions in one round."""
_NOTES = 4
"""Patients among them, where patients are asked about."""


class Shared:
    """Everything is opened once, when first asked for; the folder is removed at the end."""

    def __init__(self, opened: Callable[[], Assistant], data_dir: Path, every: int) -> None:
        """`every`: of the places of the review one in so many is built into an index; 1 for all."""
        self._opened, self._cleared = opened, ExitStack()
        self.data_dir, self.every = data_dir, every

    def __enter__(self) -> Shared:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cleared.close()

    @cached_property
    def assistant(self) -> Assistant:
        """The assistant; its index is built where there is none."""
        return self._opened()

    @cached_property
    def original(self) -> Original:
        """The model in sentence-transformers."""
        return Original()

    @cached_property
    def passage_vectors(self) -> list[list[float]]:
        """Of all passages, by our embedder."""
        texts = [searched_text(passage) for passage in self.assistant.library.shown.passages]
        vectors: list[list[float]] = self.assistant.index.embedder.embed(texts).tolist()
        return vectors

    @cached_property
    def page(self) -> Page:
        """The page, served by a process of its own until the end of the run."""
        from evals.bench.paging import Page, only_index, page_served

        folder = self._cleared.enter_context(only_index(self.data_dir))
        page = Page(self._cleared.enter_context(page_served(folder)))
        self._cleared.callback(page.close)
        return page

    @cached_property
    def scratch(self) -> Path:
        """A folder of this run."""
        return Path(self._cleared.enter_context(TemporaryDirectory(prefix="cd19-bench-")))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The review's five patients."""
        return tuple(case.note for case in load_cases())

    def questions(self, number: int) -> tuple[str, ...]:
        """Those of a round: others than in the round before, so that nothing is remembered from it."""
        known = sorted({question for asked in load_questions().values() for question in asked})
        step = len(known) // _A_ROUND
        return tuple(known[number % step :: step][:_A_ROUND])

    def asked(self, number: int) -> tuple[str, ...]:
        """Questions of a round with patients among them: theirs are the longest answers."""
        return (*self.questions(number), *self.patients(number))

    def patients(self, number: int) -> tuple[str, ...]:
        """Patients' notes of a round."""
        notes = [variant.note for variant in load_variants()]
        at = number * _NOTES % len(notes)
        return tuple((notes * 2)[at : at + _NOTES])

    def threads(self) -> dict[str, int]:
        """Threads that models ran with, where the yardstick's was loaded."""
        if "original" not in self.__dict__:
            return {}
        cores = os.cpu_count() or 1
        return {"torch at its best": self.original.threads, "torch by default": cores, "ours": cores}

    def embed_ours(self, texts: Sequence[str]) -> list[Vectors]:
        """Each text's vector by the embedder of the assistant, one after the other, as questions come."""
        return [self.assistant.index.embedder.embed([text]) for text in texts]
