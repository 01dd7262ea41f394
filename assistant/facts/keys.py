"""The keys of a case in order, with what their values may be (corpus/lexicon/facts/keys.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from assistant.facts.lexicon import load
from corpus.models import Frozen


class Key(Frozen):
    """What a fact of this key may hold."""

    kind: Literal["number", "whole", "choice", "flag", "list"]
    least: float = 0
    most: float = 0
    unit: str = ""
    values: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """In words: "a number from 0 to 120 (years)"."""
        if self.kind in ("number", "whole"):
            unit = f" ({self.unit})" if self.unit else ""
            return f"a {self.kind} number from {self.least:g} to {self.most:g}{unit}".replace("number number", "number")
        if self.kind == "flag":
            return "true or false"
        choices = ", ".join(f'"{value}"' for value in self.values)
        return f"one of {choices}" if self.kind == "choice" else f"a list of {choices}"


@cache
def keys() -> dict[str, Key]:
    """Every key of a case, in the contract's order."""
    return {name: Key.model_validate(data) for name, data in load("keys").items()}


@cache
def key_order() -> tuple[str, ...]:
    """The names of the keys, in order."""
    return tuple(keys())
