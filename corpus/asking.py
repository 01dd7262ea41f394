"""Example questions that teach what a question asks: ways of asking (corpus/asking), and its kind (corpus/scope)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from corpus.models import Frozen
from corpus.yamls import read_yaml

_WAYS = Path(__file__).parent / "asking"
_SCOPE = Path(__file__).parent / "scope"
_ANSWERED = Path(__file__).parent / "questions"
STUDY, OTHER = "{study}", "{other}"
"""Where a study's name stands in an example, and another's."""
ANSWERED = ("answerable", "patients")
"""Kinds of question that are answered; all other kinds are declined."""
KINDS = (
    *ANSWERED, "not-reported", "made-up", "dosing", "other-disease", "after-2020", "personal", "small-talk", "orders",
    "unclear",
)  # fmt: skip
"""The kinds of question, one file each in corpus/scope."""
_COLUMN_OF = {
    "cr": "cr-mrd", "mrd-negative": "cr-mrd", "os": "survival", "efs": "survival", "rfs": "survival",
    "survival-at": "survival",
}  # fmt: skip
"""Columns by what is asked for, where the two are not named alike."""
_CHOICE = "choice"
_UNRANKED = "rank-none"


class Example(Frozen):
    """A question and what it asks."""

    text: str
    kind: str
    """One of KINDS."""
    asks: tuple[str, ...] | None
    """Columns, forms of answer and own patients asked for; None where nobody has said which."""
    answered_by: str = ""
    """Id of the passage that answers it, `{study}` standing for the row of the study named; empty where none does."""


def column_of(ask: str) -> str:
    """The column of Tables 1 and 2 that tells what is asked for; a form of answer is its own."""
    return _COLUMN_OF.get(ask, ask)


@lru_cache(maxsize=1)
def load_examples() -> tuple[Example, ...]:
    """All examples, file by file."""
    return (*_columns(), *_forms(), *_patients(), *_kinds())


def asking_hash() -> str:
    """A hash over all examples: what was learned from them holds as long as it stays."""
    paths = [*sorted(_WAYS.glob("*.yaml")), *sorted(_SCOPE.glob("*.txt")), *sorted(_ANSWERED.glob("*.yaml"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _columns() -> list[Example]:
    single = [
        Example(text=text, kind="answerable", asks=(ask,), answered_by=f"{STUDY}#{column_of(ask)}")
        for ask, texts in read_yaml(_WAYS / "columns.yaml").items()
        for text in texts
    ]
    several = [(item["ask"], tuple(item["columns"])) for item in read_yaml(_WAYS / "two-columns.yaml")]
    return [*single, *(Example(text=text, kind="answerable", asks=columns) for text, columns in several)]


def _forms() -> list[Example]:
    return [
        Example(
            text=item["ask"],
            kind="answerable",
            asks=(*(() if form == _UNRANKED else (form,)), *((item["column"],) if "column" in item else ())),
        )
        for form, items in read_yaml(_WAYS / "kinds.yaml").items()
        for item in items
    ]


def _patients() -> list[Example]:
    return [
        Example(text=text, kind="patients", asks=()) if own == _CHOICE
        else Example(text=text, kind="answerable", asks=(own,))
        for own, texts in read_yaml(_WAYS / "patients.yaml").items()
        for text in texts
    ]  # fmt: skip


def _kinds() -> list[Example]:
    return [
        Example(text=line.strip(), kind=kind, asks=None if kind in ANSWERED else ())
        for kind in KINDS
        for line in (_SCOPE / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
