"""How one case of a suite went: each of its checks, with the answer and the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from assistant.models import Answer
from corpus.models import Frozen

State = Literal["passed", "failed", "unscored"]


class Checked(Frozen):
    """One check of a case."""

    name: str
    """The same from run to run, so that a baseline can name it: "places patient1.5"."""
    passed: bool | None
    """None: it could not be scored."""
    said: str = ""
    """What is wrong, in words, or why it could not be scored; empty where it passed."""


class Shown(Frozen):
    """A passage that an answer cites, or that a search found."""

    marker: int
    places: tuple[str, ...]
    label: str
    text: str


class Outcome(Frozen):
    """A case, what was asked and wanted, what came, and every check of it."""

    suite: str = ""
    id: str
    title: str = ""
    asked: str = ""
    before: tuple[str, ...] = ()
    expected: str = ""
    got: str = ""
    checks: tuple[Checked, ...] = ()
    answer: str = ""
    """Markdown with marks; empty where nothing is answered."""
    evidence: tuple[Shown, ...] = ()
    figures: Mapping[str, float] = Field(default_factory=dict)
    """Further measures of this case, by name; a measure that cannot be had is left out."""

    @property
    def state(self) -> State:
        """Failed where a check failed; unscored where one could not be scored or there is none; else passed."""
        if any(check.passed is False for check in self.checks):
            return "failed"
        return "passed" if self.checks and all(check.passed for check in self.checks) else "unscored"

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, in words."""
        return tuple(check.said for check in self.checks if check.passed is False)

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the checks that failed."""
        return tuple(check.name for check in self.checks if check.passed is False)

    @property
    def unscored(self) -> tuple[str, ...]:
        """Why some checks could not be scored, in words."""
        return tuple(check.said for check in self.checks if check.passed is None)


def check(name: str, passed: bool, otherwise: str) -> Checked:
    """A check that could be scored; `otherwise` says what is wrong where it failed."""
    return Checked(name=name, passed=passed, said="" if passed else otherwise)


def shown(answer: Answer) -> tuple[Shown, ...]:
    """The passages that an answer cites."""
    return tuple(
        Shown(marker=one.marker, places=one.locators, label=one.label, text=one.text) for one in answer.citations
    )


def unscorable(identity: str, why: str, **known: str) -> Outcome:
    """The outcome of a case that could not be scored at all."""
    return Outcome.model_validate(
        {"id": identity, **known, "got": "unscored", "checks": (Checked(name="scored", passed=None, said=why),)}
    )
