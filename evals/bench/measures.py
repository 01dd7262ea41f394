"""The measures by name, and one of them carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from evals.bench import answering, building, embedding, paging, querying, reading, starting
from evals.bench.models import Measured
from evals.bench.shared import Shared
from evals.bench.spread import spread
from evals.bench.timing import Round, Sides, in_turns
from evals.errors import MissingExtraError, UnknownMeasureError

Told = Callable[[str, int, int], None]
"""Hears what is measured, how many rounds are done, and how many there are."""


class Measure(NamedTuple):
    """What is measured beside what, and how often."""

    ours: str
    yardstick: str
    sides: Callable[[Shared], Sides]
    rounds: int
    aim: float | None = None
    """The ratio we want at most."""
    needs: str = ""
    """A module of the bench extra."""


MEASURES = {
    "embedding": Measure(
        "a question embedded by the exported model", "sentence-transformers encode", embedding.sides, 10
    ),
    "query": Measure(
        "a search: embed, search, fuse",
        "LangChain's Chroma similarity_search over the same passages",
        querying.sides,
        10,
        needs="langchain_chroma",
    ),
    "start": Measure(
        "a fresh cd19 ask",
        "a fresh process that loads sentence-transformers and encodes once",
        starting.sides,
        5,
        aim=1 / 3,
    ),
    "build": Measure(
        "an index built, by unit", "sentence-transformers loaded, the same units encoded", building.sides, 3
    ),
    "note": Measure("a note understood", "a question embedded by the exported model", reading.sides, 10, aim=3.0),
    "answer": Measure(
        "an answer written and checked", "a question embedded by the exported model", answering.sides, 10, aim=3.0
    ),
    "page-first": Measure(
        "first words of an answer on the page, over HTTP",
        "the whole answer in this process",
        paging.first_words,
        15,
        aim=1.5,
    ),
    "page-whole": Measure(
        "a whole answer with its evidence on the page, over HTTP",
        "the answer in this process",
        paging.whole,
        15,
        aim=3.0,
    ),
}


def chosen(names: Sequence[str]) -> dict[str, Measure]:
    """The measures named, all for none. Raises UnknownMeasureError, and MissingExtraError before anything is timed."""
    for name in names:
        if name not in MEASURES:
            raise UnknownMeasureError(name, tuple(MEASURES))
    found = {name: measure for name, measure in MEASURES.items() if not names or name in names}
    for name, measure in found.items():
        if measure.needs and find_spec(measure.needs) is None:
            raise MissingExtraError(name, measure.needs.replace("_", "-"))
    return found


def carried_out(name: str, measure: Measure, shared: Shared, rounds: int, told: Told) -> Measured:
    """One measure over so many rounds; its own number for 0. Raises NothingDoneError, ProcessFailedError."""
    rounds = rounds or measure.rounds
    told(measure.ours, 0, rounds)
    timed = in_turns(measure.sides(shared), rounds, lambda done: told(measure.ours, done, rounds))
    return measured(name, measure, timed)


def measured(name: str, measure: Measure, rounds: Sequence[Round]) -> Measured:
    """Rounds as medians and ratios."""
    return Measured(
        name=name,
        ours=measure.ours,
        yardstick=measure.yardstick,
        ours_ms=spread([one.ours.ms for one in rounds]),
        yardstick_ms=spread([one.yardstick.ms for one in rounds]),
        ratio=spread([one.ours.ms / one.yardstick.ms for one in rounds]),
        aim=measure.aim,
        rounds=len(rounds),
        items=rounds[0].ours.items,
        yardstick_items=rounds[0].yardstick.items,
    )
