"""An answer as the contract's JSON object, with its references."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.answer.present import as_object
from assistant.formats.references import entries
from assistant.models import Answer
from corpus.references import Reference


def as_record(answer: Answer, references: Iterable[Reference]) -> dict[str, Any]:
    """The contract's object (design: the answer object) plus `references`: [{number, vancouver, doi}].

    The first is the review itself; its number is null.
    """
    return {**as_object(answer), "references": [entry.model_dump() for entry in entries(answer, references)]}
