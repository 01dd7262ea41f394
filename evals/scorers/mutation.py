"""The mutation harness as a suite: each kind of fault a case, held to its floor."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from corpus.digest import load_digest
from evals.mutation.answers import built_in, unheard, written
from evals.mutation.judging import Share, judge, shares
from evals.mutation.running import (
    FAITHFUL,
    FALSE_ALARMS,
    MUTANTS,
    SEED,
    Floors,
    MutationReport,
    load_floors,
    run_mutation,
)
from evals.outcome import Checked, Outcome, check
from evals.scorers.scorer import Advance, Scorer
from evals.subject import Subject
from evals.suite import Item, Suite

QUESTIONS = 60
"""Questions of the corpus put to the engine for answers to corrupt, besides the cases."""


def run(suite: Suite, subject: Subject, advance: Advance) -> Iterator[Outcome]:
    """A case for each kind of fault, for all mutants and for the false alarms."""
    answers = [*written(), *built_in(subject.assistant.ask, QUESTIONS, Random(SEED))]
    digest, floors = load_digest(), load_floors()
    yield from outcomes(run_mutation(answers, digest, advance), floors)
    judged = [judge(one, digest) for one in unheard()]
    alarms, most = shares(judged)[FAITHFUL], floors.unheard_false_alarms
    held = check("at most", alarms.low <= most, f"{_said(alarms)}, wanted at most {most}")
    yield _outcome("false alarms, unheard voices", alarms, f"at most {most}", held, None, "")


def outcomes(report: MutationReport, floors: Floors) -> Iterator[Outcome]:
    """A report's cases; what was missed stands in place of an answer."""
    yield _least(MUTANTS, report.caught, floors.caught, report.held_back_caught)
    alarms, most = report.false_alarms, floors.false_alarms
    held = check("at most", alarms.low <= most, f"{_said(alarms)}, wanted at most {most}")
    listed = _missed(report, FAITHFUL)
    yield _outcome(FALSE_ALARMS, alarms, f"at most {most}", held, report.held_back_false_alarms, listed)
    for kind, share in sorted(report.kinds.items()):
        yield _least(kind, share, floors.kinds.get(kind), report.held_back_kinds.get(kind), _missed(report, kind))


def _least(kind: str, share: Share, floor: float | None, held_back: Share | None, missed: str = "") -> Outcome:
    """A share held to its floor with its whole interval: a small sample is not judged by one item more or less."""
    if floor is None or not share.of:
        why = "it has no floor" if share.of else "no mutant of this kind was made"
        return _outcome(kind, share, "no floor", Checked(name="at least", passed=None, said=why), held_back, missed)
    held = check("at least", share.high >= floor, f"caught {_said(share)}, wanted at least {floor}")
    return _outcome(kind, share, f"at least {floor}", held, held_back, missed)


def _outcome(kind: str, share: Share, expected: str, held: Checked, back: Share | None, missed: str) -> Outcome:
    told = f"{_said(share)}; held back: {back.hits} of {back.of}" if back and back.of else _said(share)
    figures = {"caught": share.share} if share.of and kind == MUTANTS else {}
    return Outcome(id=kind, title=kind, expected=expected, got=told, checks=(held,), answer=missed, figures=figures)


def _missed(report: MutationReport, kind: str) -> str:
    """Mutants that passed, or faithful answers that were rejected, as a list; those held back are not shown."""
    return "\n".join(f"- {one.original}: {one.changed or one.answer}" for one in report.missed if one.kind == kind)


def _said(share: Share) -> str:
    return f"{share.hits} of {share.of}, {share.share:.3f} ({share.low:.3f}-{share.high:.3f})"


def _none(item: Item, subject: Subject) -> Outcome:
    raise NotImplementedError("the mutation suite is run as a whole")


SCORER = Scorer(item=Item, score=_none, whole=run)
