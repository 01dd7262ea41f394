"""The clock set back a year, ahead ten, and over the hour that summer time skips or repeats: nothing lost or reordered.

The processes' own clock is set (time.time and the zone), not the machine's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.threads import AsKept, ThreadStore
from evals.faults.models import Ground, Skipped, Trial
from evals.faults.threads import a_memory, an_answer

KIND = "clock set while conversations are kept"
_YEAR_S, _NOW = 31_557_600.0, 1_790_000_000.0
_BERLIN = ZoneInfo("Europe/Berlin")
_JUMPS = {
    "back a year": -_YEAR_S, "ahead ten years": 10 * _YEAR_S, "back to 1970": -_NOW, "back an hour": -3600.0,
    "back a second": -1.0,
}  # fmt: skip
_TURNS = 6


def injected(ground: Ground) -> Iterator[Trial | Skipped]:
    """Sets the clock at each turn of a conversation; and asks in the hours around both changes of summer time."""
    for name, jump in _JUMPS.items():
        for at in range(1, _TURNS):
            path = ground.scratch / f"{name}{at}.sqlite"
            fault = _fault(path, [_NOW + 60 * n + (jump if n >= at else 0) for n in range(_TURNS)])
            yield Trial(kind=KIND, fault=f"{name}, before turn {at + 1}", survived=not fault, detail=fault,
                        how="all turns in their order, the conversation still the newest")  # fmt: skip
    for day, name in (((2026, 3, 29), "summer time begins"), ((2026, 10, 25), "summer time ends")):
        start = datetime(*day, 0, 30, tzinfo=_BERLIN).timestamp()
        path = ground.scratch / f"{name}.sqlite"
        fault = _fault(path, [start + 1800 * n for n in range(_TURNS)])
        yield Trial(kind=KIND, fault=name, survived=not fault, detail=fault, how="all turns in their order")
    for zone in ("Europe/Berlin", "Pacific/Apia"):
        got = ground.nursery.run("evals.faults.clocks:ask_then", str(ground.scratch), str(ground.sound),
                                 environment={"TZ": zone})  # fmt: skip
        fault = "" if got.status == 0 and got.out == "3\n" else f"{got.out}{got.err}"
        yield Trial(kind=KIND, fault=f"an assistant at work, back a year, in {zone}", survived=not fault, detail=fault,
                    how="answers as before")  # fmt: skip


def _fault(path: Path, times: list[float]) -> str:
    clock = iter(times)
    ThreadStore(path, clock=lambda: times[0] - 60).keep("other", "Other?", an_answer(0), a_memory(0))
    for number in range(len(times)):
        store = ThreadStore(path, clock=lambda: next(clock))
        store.keep("t", f"{number}?", an_answer(number), a_memory(number), AsKept(key=f"k{number}"))
    kept = ThreadStore(path).open("t")
    asked = [turn.question for turn in kept.turns] if kept else []
    if asked != [f"{number}?" for number in range(len(times))]:
        return f"turns in the order {asked}"
    if ThreadStore(path).load("t") != a_memory(len(times) - 1):
        return "the memory is not the last turn's"
    first = ThreadStore(path).list()[0].id
    return "" if first == "t" else f"{first} is listed as the newest"


def ask_then(scratch: str, data_dir: str) -> None:
    """Three turns of one assistant, the clock a year earlier at each; prints how many are kept."""
    import time

    from assistant.api import open_assistant
    from assistant.settings import Settings

    time.tzset()
    assistant = open_assistant(Settings(data_dir=Path(data_dir)))
    real = time.time
    shift = [0.0]
    time.time = lambda: real() - shift[0]
    path = Path(scratch) / f"asked-{time.tzname[0].strip('+')}.sqlite"
    assistant.threads = ThreadStore(path, clock=time.time)
    for question in ("34M, relapsed B-ALL, CD19+. Which?", "And with active CNS disease?", "And at age 70?"):
        assistant.ask(question, thread="t")
        shift[0] += _YEAR_S
    kept = assistant.threads.open("t")
    print(len(kept.turns) if kept else 0)
