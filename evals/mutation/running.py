"""The mutation suite: faithful answers judged, then the mutants of those that pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.digest import Digest
from corpus.models import Frozen
from corpus.yamls import read_yaml
from evals.mutation.answers import Faithful
from evals.mutation.edits import Mutant
from evals.mutation.judging import Judged, Share, judge, shares, wilson
from evals.mutation.making import mutants

FAITHFUL = "faithful"
MUTANTS, FALSE_ALARMS = "all kinds", "false alarms"
_EACH = 2
SEED = 20200103

Advance = Callable[[str, int, int], None]


class Floors(Frozen):
    """What the checker must hold: the share caught of every kind, and of all; the share of false alarms at most."""

    caught: float
    kinds: dict[str, float]
    false_alarms: float
    unheard_false_alarms: float
    """The same for voices of all kinds (evals/mutation/unheard)."""


class MutationReport(Frozen):
    """What the checker caught, by kind, and its false alarms; the held-back answers apart."""

    caught: Share
    false_alarms: Share
    kinds: dict[str, Share]
    held_back_caught: Share
    held_back_false_alarms: Share
    held_back_kinds: dict[str, Share]
    milliseconds: float
    """For a check, on average."""
    missed: tuple[Judged, ...]
    """Mutants that passed, and faithful answers that failed; of those not held back."""
    below: tuple[str, ...]
    """What lies below its floor, in words."""


def load_floors() -> Floors:
    """The floors the suite and its test hold."""
    return Floors.model_validate(read_yaml(Path(__file__).parent / "floors.yaml"))


def run_mutation(
    answers: Sequence[Faithful], digest: Digest, advance: Advance = lambda stage, done, total: None, each: int = _EACH
) -> MutationReport:
    """The report over some faithful answers and at most `each` mutants of every kind of each.

    An answer that is itself a false alarm is counted as such and not mutated: its mutants would prove nothing.
    """
    faithful = list(_judged(answers, digest, "Faithful answers", advance))
    failed = {one.original for one in faithful if not one.passed}
    made = tuple(mutants((one for one in answers if one.id not in failed), digest, SEED, each))
    return _report(faithful, list(_judged(made, digest, "Mutants", advance)))


def _judged(put: Sequence[Faithful | Mutant], digest: Digest, stage: str, advance: Advance) -> Iterable[Judged]:
    for done, one in enumerate(put, 1):
        yield judge(one, digest)
        advance(stage, done, len(put))


def _report(faithful: list[Judged], made: list[Judged]) -> MutationReport:
    tuned = [one for one in (*faithful, *made) if not one.held_back]
    back = [one for one in (*faithful, *made) if one.held_back]
    kinds = {kind: share for kind, share in shares([*tuned, *back]).items() if kind != FAITHFUL}
    alarms, caught = _all(faithful), _all(made)
    return MutationReport(
        caught=caught,
        false_alarms=alarms,
        kinds=kinds,
        held_back_caught=_all([one for one in made if one.held_back]),
        held_back_false_alarms=_all([one for one in faithful if one.held_back]),
        held_back_kinds={kind: share for kind, share in shares(back).items() if kind != FAITHFUL},
        milliseconds=sum(one.milliseconds for one in (*faithful, *made)) / max(1, len(faithful) + len(made)),
        missed=tuple(one for one in tuned if one.passed == (one.kind != FAITHFUL)),
        below=tuple(_below(kinds, caught, alarms)),
    )


def _all(judged: Sequence[Judged]) -> Share:
    return wilson(sum(not one.passed for one in judged), len(judged))


def _below(kinds: dict[str, Share], caught: Share, alarms: Share) -> Iterable[str]:
    """What lies below its floor with its whole interval: a small sample is not judged by one item more or less."""
    floors = load_floors()
    if caught.high < floors.caught:
        yield f"caught {caught.share:.3f}, wanted at least {floors.caught}"
    if alarms.low > floors.false_alarms:
        yield f"false alarms {alarms.share:.3f}, wanted at most {floors.false_alarms}"
    for kind, floor in floors.kinds.items():
        if kind in kinds and kinds[kind].high < floor:
            yield f"{kind}: caught {kinds[kind].share:.3f}, wanted at least {floor}"
