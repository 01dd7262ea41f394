"""Suites run over an assistant: an outcome a case, unscored where it cannot be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evals.cases import EvalCase
from evals.errors import EvalError, UnscorableError
from evals.outcome import Outcome, unscorable
from evals.scorers import patient
from evals.scorers.scorer import Advance, Scorer, items_of, scorer_of
from evals.subject import Subject
from evals.suite import Item, Suite

OWN = Suite(name="own", title="Cases of your own", about="Made from answers you rated.", scorer="patient", order=90)


class Ready(NamedTuple):
    """A suite with its cases read."""

    suite: Suite
    scorer: Scorer
    items: Sequence[Item]
    """None where the scorer makes its own."""


def ready(suite: Suite) -> Ready:
    """A suite with its scorer and cases, before anything is asked. Raises SuiteError where one cannot be read."""
    scorer = scorer_of(suite)
    return Ready(suite, scorer, () if scorer.whole else items_of(suite, scorer))


def run_suite(
    held: Ready, subject: Subject, advance: Advance = lambda stage, done, total: None, every: int = 1
) -> Iterator[Outcome]:
    """The outcomes of a suite's cases, or of one in `every` of them, in their order."""
    suite, scorer, items = held
    if scorer.whole is not None:
        outcomes = scorer.whole(suite, subject, advance)
    else:
        outcomes = _scored(items[::every], scorer, subject, suite, advance)
    for outcome in outcomes:
        yield outcome.model_copy(update={"suite": suite.name})


def run_own(cases: Sequence[EvalCase], subject: Subject, advance: Advance) -> Iterator[Outcome]:
    """The outcomes of cases of the user's own."""
    for outcome in _scored(cases, patient.SCORER, subject, OWN, advance):
        yield outcome.model_copy(update={"suite": OWN.name})


def _scored(
    items: Sequence[Item], scorer: Scorer, subject: Subject, suite: Suite, advance: Advance
) -> Iterator[Outcome]:
    for done, item in enumerate(items, 1):
        yield _outcome(item, scorer, subject)
        advance(suite.title, done, len(items))


def _outcome(item: Item, scorer: Scorer, subject: Subject) -> Outcome:
    """A case's outcome; whatever breaks while it is asked or scored, nothing is known of it."""
    try:
        return scorer.score(item, subject)
    except UnscorableError as error:
        why = str(error)
    except EvalError:
        raise
    except Exception as error:
        why = f"it broke: {type(error).__name__}: {error}"
    return unscorable(item.id, why, title=item.title, asked=str(getattr(item, "ask", "") or getattr(item, "note", "")))
