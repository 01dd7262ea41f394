"""Patients for study beyond number: the same seed, the same patient, the same words.

A verdict is wanted first, each as often as the others, and facts are drawn until the criteria give it; so all six occur
equally often, though some are rare among patients drawn blindly.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import get_args

from assistant.criteria.engine import decide
from assistant.criteria.weigh import verdict_of
from assistant.models import Case, Recommendation, Verdict
from assistant.study.difficulty import Difficulty, Level, difficulty
from assistant.study.draw import draw_facts
from assistant.study.errors import StudyError
from assistant.study.given import seed_of
from assistant.study.tell import tell
from corpus.models import Frozen

VERDICTS: tuple[Recommendation, ...] = get_args(Recommendation)
_TRIES = 8_000
_PATIENCE = 400
"""Draws after which another verdict is tried, where none is wanted: a level may be rare with one."""


class StudyCase(Frozen):
    """A patient told in a note, with the criteria's word on the facts behind it."""

    id: str
    """`case:SEED`, with the level or verdict wanted where one was; `case_by_id` makes the same case of it again."""
    note: str
    case: Case
    verdict: Verdict
    difficulty: Difficulty


def case_of(seed: int, level: Level | None = None, wanted: Recommendation | None = None) -> StudyCase:
    """The patient of a seed; of a level or with a verdict where one is wanted.

    Raises StudyError where no such patient was drawn in many tries.
    """
    rng = Random(f"cd19 study {seed}")
    for tried in range(_TRIES):
        if tried % _PATIENCE == 0:
            target = wanted or rng.choice(VERDICTS)
        facts = draw_facts(rng)
        if verdict_of(facts) != target:
            continue
        case = Case.of(dict(facts))
        verdict = decide(case)
        hard = difficulty(case, verdict)
        if level in (None, hard.level):
            own = _id(seed, level, wanted)
            return StudyCase(id=own, note=tell(facts, rng), case=case, verdict=verdict, difficulty=hard)
    asked = " with verdict ".join(str(part) for part in (f"level {level}" if level else "any level", wanted) if part)
    raise StudyError(f"seed {seed}", f"a case of {asked}, and drew none", "Ask for another level or verdict.")


def _id(seed: int, level: Level | None, wanted: Recommendation | None) -> str:
    return ":".join(["case", str(seed), *([f"level{level}"] if level else []), *([wanted] if wanted else [])])


def case_by_id(own: str) -> StudyCase:
    """The case that an id stands for. Raises StudyError for an id that is no case's."""
    parts = own.split(":")
    level = next((part for part in parts[2:] if part in ("level1", "level2", "level3")), None)
    wanted = next((part for part in parts[2:] if part in VERDICTS), None)
    seed = seed_of(parts[1]) if parts[0] == "case" and len(parts) == 2 + bool(level) + bool(wanted) else None
    if seed is None:
        raise StudyError(f"id {own!r}", "an id like case:17", "Copy the id from `cd19 study case --json`.")
    return case_of(seed, _LEVELS.get(level or ""), wanted and _VERDICT[wanted])


_LEVELS: dict[str, Level] = {"level1": 1, "level2": 2, "level3": 3}
_VERDICT: dict[str, Recommendation] = {verdict: verdict for verdict in VERDICTS}


def cases(seed: int) -> Iterator[StudyCase]:
    """Patients without end from one seed: those of `seed * 100000` and on; a note that came before is passed over."""
    number = seed * 100_000
    told: set[str] = set()
    while True:
        case = case_of(number)
        if case.note not in told:
            told.add(case.note)
            yield case
        number += 1
