"""The measures by name, and one of them carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Literal, NamedTuple

from evals.bench import answering, building, embedding, paging, querying, reading, resident, starting, wholly
from evals.bench.models import Measured
from evals.bench.shared import Shared
from evals.bench.spread import spread
from evals.bench.timing import Round, Sides, Weighed, in_turns, weighed
from evals.errors import MissingExtraError, UnknownMeasureError

Told = Callable[[str, int, int], None]
"""Hears what is measured, how many rounds are done, and how many there are."""


class Measure(NamedTuple):
    """What is measured beside what, and how often."""

    ours: str
    yardstick: str
    sides: Callable[[Shared], Sides | Weighed]
    rounds: int
    aim: float | None = None
    """The ratio we want at most."""
    needs: str = ""
    """A module of the bench extra."""


_CHROMA = "langchain_chroma"
_LANGCHAIN = "LangChain's Chroma similarity_search over the same passages"
_QUESTION = "a question embedded by the exported model"
_PROCESS = "a fresh process that makes LangChain's retrieval over the same passages once"

MEASURES = {
    "embedding": Measure(_QUESTION, "sentence-transformers encode", embedding.sides, 10),
    "query": Measure("a search: embed, search, fuse", _LANGCHAIN, querying.sides, 10, needs=_CHROMA),
    "start": Measure(
        "a fresh cd19 ask",
        "a fresh process that loads sentence-transformers and encodes once",
        starting.sides,
        5,
        1 / 3,
    ),
    "build": Measure(
        "an index built, by unit", "sentence-transformers loaded, the same units encoded", building.sides, 3
    ),
    "note": Measure("a note understood", _QUESTION, reading.sides, 10, 3.0),
    "decide": Measure("a patient's criteria weighed", _QUESTION, answering.decided, 10),
    "compose": Measure("an answer composed", _QUESTION, answering.written, 10),
    "check": Measure("an answer checked", _QUESTION, answering.checked, 10),
    "answer": Measure("an answer written and checked", _QUESTION, answering.sides, 10, 3.0),
    "whole": Measure("a whole checked answer", f"{_LANGCHAIN}, threads at its best", wholly.sides, 20, 1.0, _CHROMA),
    "whole-default": Measure(
        "a whole checked answer", f"{_LANGCHAIN}, threads as torch has them", wholly.by_default, 20, 1.0, _CHROMA
    ),
    "whole-single": Measure(
        "a whole checked answer, one thread a graph", f"{_LANGCHAIN}, one thread", wholly.alone, 20, 1.0, _CHROMA
    ),
    "whole-patient": Measure(
        "a whole checked answer on a patient", f"{_LANGCHAIN}, threads at its best", wholly.patients, 20, None, _CHROMA
    ),
    "page-first": Measure(
        "first words of an answer on the page, over HTTP",
        "the whole answer in this process",
        paging.first_words,
        15,
        1.5,
    ),
    "page-whole": Measure(
        "a whole answer with its evidence on the page, over HTTP", "the answer in this process", paging.whole, 15, 3.0
    ),
    "memory": Measure("memory of a fresh cd19 ask, its most", _PROCESS, resident.asking, 3, 1.0, _CHROMA),
    "memory-page": Measure("memory of the page after a round's answers", _PROCESS, resident.page, 3, 1.0, _CHROMA),
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
    sides, heard = measure.sides(shared), lambda done: told(measure.ours, done, rounds)
    if isinstance(sides, Weighed):
        return measured(name, measure, weighed(sides, rounds, heard), "MB")
    return measured(name, measure, in_turns(sides, rounds, heard))


def measured(name: str, measure: Measure, rounds: Sequence[Round], unit: Literal["ms", "MB"] = "ms") -> Measured:
    """Rounds as medians and ratios."""
    return Measured(
        name=name,
        ours=measure.ours,
        yardstick=measure.yardstick,
        unit=unit,
        ours_value=spread([one.ours.value for one in rounds]),
        yardstick_value=spread([one.yardstick.value for one in rounds]),
        ratio=spread([one.ours.value / one.yardstick.value for one in rounds]),
        aim=measure.aim,
        rounds=len(rounds),
        items=rounds[0].ours.items,
        yardstick_items=rounds[0].yardstick.items,
    )
