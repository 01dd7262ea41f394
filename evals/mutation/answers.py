"""Faithful answers to corrupt: written in our own words, and the built-in engine's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from pydantic import Field

from assistant.models import Answer
from corpus.models import Frozen
from corpus.questions import load_questions
from corpus.yamls import read_yaml
from evals.cases import load_cases, load_variants

_FOLDER = Path(__file__).parent / "faithful"
_UNHEARD = Path(__file__).parent / "unheard"
_HELD_BACK_OF = 3
"""One answer in this many, by the hash of its id, is never looked at while the checker is mended."""


class Faithful(Frozen):
    """An answer that says nothing but what it cites."""

    id: str
    answer: str = Field(alias="say")
    citations: Mapping[str, tuple[str, ...]] = Field(alias="cite")
    question: str = Field(default="", alias="ask")
    case: Mapping[str, Any] = Field(default_factory=dict)
    spare: tuple[str, ...] = ()
    """Kinds of fault it cannot carry, as what comes out would still be true."""
    origin: str = "own words"

    @property
    def held_back(self) -> bool:
        """Whether it belongs to the third that is reported but not tuned on."""
        return held_back(self.id)


def held_back(name: str) -> bool:
    """Whether an id falls into the held-back third."""
    return crc32(f"held back {name}".encode()) % _HELD_BACK_OF == 0


def written() -> tuple[Faithful, ...]:
    """The answers of evals/mutation/faithful, in the order of the files."""
    return _all(_FOLDER)


def unheard() -> tuple[Faithful, ...]:
    """Answers in voices of all kinds (evals/mutation/unheard), told apart: what a stranger's prose meets."""
    return _all(_UNHEARD)


def _all(folder: Path) -> tuple[Faithful, ...]:
    return tuple(_read(entry) for path in sorted(folder.glob("*.yaml")) for entry in read_yaml(path))


def _read(entry: Mapping[str, Any]) -> Faithful:
    cite = {str(mark): tuple(places) for mark, places in entry["cite"].items()}
    return Faithful.model_validate({**entry, "cite": cite})


def built_in(ask: Callable[[str], Answer], most: int, rng: Random) -> Iterator[Faithful]:
    """Answers of the built-in engine: to `most` of the questions of the corpus, and to the cases of the evals."""
    listed = [(f"{place}/{at}", said) for place, asked in load_questions().items() for at, said in enumerate(asked)]
    cases = [(case.id, case.note) for case in (*load_cases(), *load_variants())]
    for name, question in [*rng.sample(listed, min(most, len(listed))), *cases]:
        answer = ask(question)
        if answer.status != "abstained" and answer.citations:
            yield _from_engine(name, question, answer)


def _from_engine(name: str, question: str, answer: Answer) -> Faithful:
    return Faithful.model_validate(
        {
            "id": f"engine/{name}",
            "say": answer.answer,
            "cite": {str(one.marker): one.locators for one in answer.citations},
            "ask": question,
            "case": answer.case.values() if answer.case and answer.recommendation else {},
            "origin": "built-in engine",
        }
    )
