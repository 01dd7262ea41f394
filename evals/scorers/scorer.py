"""What a scorer is: how a suite's cases are read, and how one is scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pydantic import ValidationError

from evals.errors import SuiteError
from evals.outcome import Outcome
from evals.subject import Subject
from evals.suite import Item, Suite, entries

Advance = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Scorer:
    """How the cases of a suite are read and scored; a module of evals/scorers holds one as SCORER."""

    item: type[Item]
    score: Callable[[Any, Subject], Outcome]
    """Of a case of that type. Raises UnscorableError, never answers with a guess."""
    expand: Callable[[Sequence[Any]], Sequence[Item]] = tuple
    """What is asked of the cases in the files: they themselves by default."""
    whole: Callable[[Suite, Subject, Advance], Iterator[Outcome]] | None = None
    """Runs a suite as a whole, where its cases are not in files."""


def scorer_of(suite: Suite) -> Scorer:
    """The scorer that a suite names. Raises SuiteError where there is none of that name."""
    name = f"{__package__}.{suite.scorer}"
    try:
        found: Scorer = import_module(name).SCORER
    except (ModuleNotFoundError, AttributeError) as error:
        if isinstance(error, ModuleNotFoundError) and error.name != name:
            raise
        fault = f"got scorer {suite.scorer!r}; wanted a module of evals/scorers with a SCORER"
        raise SuiteError(suite.name, fault) from error
    return found


def items_of(suite: Suite, scorer: Scorer) -> Sequence[Item]:
    """The cases of a suite. Raises SuiteError where one does not fit its scorer."""
    try:
        return scorer.expand([scorer.item.model_validate(entry) for entry in entries(suite)])
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise SuiteError(suite.name, f"a case has {where} = {fault['input']!r}: {fault['msg']}") from error
