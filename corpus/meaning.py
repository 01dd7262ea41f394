"""Example phrases for what patient facts mean: corpus/meaning, a file a fact, written by clinicians for clinicians."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import field_validator

from corpus.models import Frozen
from corpus.yamls import read_yaml

_FOLDER = Path(__file__).parent / "meaning"
_FLAGS = {"true": True, "false": False}


class PhraseBank(Frozen):
    """How notes tell each value of one fact, and how they touch on the fact without telling it."""

    key: str
    values: Mapping[str, tuple[str, ...]]
    """Phrases by the value they tell; flags as "true" and "false"."""
    unstated: tuple[str, ...]
    """Phrases on the same topic that tell no value: feared, planned, awaited, supposed, a relative's."""

    @field_validator("values")
    @classmethod
    def _told(cls, values: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        if len(values) < 2 or not all(values.values()):
            raise ValueError(f"values {list(values)}: wanted two or more, each with phrases")
        return values

    def value(self, name: str) -> bool | str:
        """A value as the contract writes it: True for "true"."""
        return _FLAGS.get(name, name)


@lru_cache(maxsize=1)
def load_phrase_banks() -> tuple[PhraseBank, ...]:
    """All banks, by file name. Raises pydantic's ValidationError for a file of another shape."""
    return tuple(PhraseBank.model_validate(read_yaml(path)) for path in sorted(_FOLDER.glob("*.yaml")))


@lru_cache(maxsize=1)
def phrase_banks_hash() -> str:
    """A hash over all banks: what was learned from them holds as long as it stays."""
    parts = b"".join(path.read_bytes() for path in sorted(_FOLDER.glob("*.yaml")))
    return hashlib.sha256(parts).hexdigest()
