"""Two processes at once on one data folder: both build, one builds while the other asks, both write, one deletes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from evals.faults.models import Ground, Skipped, Trial
from evals.faults.nursery import Child
from evals.faults.small import ADDED, NAME, VERSIONS
from index.builds import current_build
from index.open import index_folder

INDEX, THREADS = "two processes at once: index", "two processes at once: conversations"
_SMALL = "evals.faults.small"
_TURNS = 60
_ROUNDS = 8


def of_index(ground: Ground) -> Iterator[Trial | Skipped]:
    """Building and asking at the same time; and an index held open while two newer ones are put in its place."""
    rounds = ground.times or 3
    for number in range(rounds):
        folder = ground.scratch / str(number)
        both = [ground.nursery.start(f"{_SMALL}:answer", str(folder), VERSIONS[1]) for _ in range(2)]
        ended = [child.wait() for child in both]
        right = all(one.status == 0 and one.out == f"{ADDED}\n" for one in ended)
        built = sum("Done" in one.err for one in ended)
        yield Trial(kind=INDEX, fault="two first questions, no index yet", survived=right and built == 1,
                    how="one builds, both answer", detail="" if right and built == 1 else str(ended))  # fmt: skip
        builder = ground.nursery.start(f"{_SMALL}:build", str(folder), VERSIONS[1])
        asked = [ground.nursery.run(f"{_SMALL}:answer_without_building", str(folder)) for _ in range(5)]
        done = builder.wait()
        right = done.status == 0 and all(one.out == f"{ADDED}\ntwo\n" for one in asked)
        yield Trial(kind=INDEX, fault="five questions while another process builds", survived=right,
                    how="each is answered", detail="" if right else f"{done} {asked}")  # fmt: skip
    folder = ground.scratch / "held"
    ground.nursery.run(f"{_SMALL}:build", str(folder), VERSIONS[1])
    held = current_build(index_folder(folder, NAME))
    keeper = ground.nursery.start("evals.faults.pairs:ask_and_wait", str(folder), str(ground.scratch / "go"))
    _until(keeper, "open")
    for version in (VERSIONS[0], VERSIONS[1], VERSIONS[0]):
        ground.nursery.run(f"{_SMALL}:build", str(folder), version)
    (ground.scratch / "go").touch()
    ended = [keeper.wait()]
    right = ended[0].status == 0 and ended[0].out.split() == ["open", ADDED] and bool(held and held.is_dir())
    yield Trial(kind=INDEX, fault="three builds while another process holds the first open", survived=right,
                how="it answers from the one it opened", detail="" if right else str(ended))  # fmt: skip
    ground.nursery.run(f"{_SMALL}:build", str(folder), VERSIONS[1])
    cleared = bool(held and not held.exists())
    yield Trial(kind=INDEX, fault="the next build, once that process has ended", survived=cleared,
                how="what it held is cleared away", detail="" if cleared else f"{held} is there")  # fmt: skip


def of_threads(ground: Ground) -> Iterator[Trial | Skipped]:
    """Two that write turns; one that writes and one that deletes, again and again."""
    job = "evals.faults.pairs"
    for number in range(ground.times or _ROUNDS):
        path = str(ground.scratch / f"{number}.sqlite")
        both = [ground.nursery.start(f"{job}:keep_turns", path, who, "same") for who in ("a", "b")]
        ended = [child.wait() for child in both]
        counted = ground.nursery.run(f"{job}:turns_kept", path, "same").out
        right = all(one.status == 0 for one in ended) and counted == f"{2 * _TURNS} {2 * _TURNS}\n"
        yield Trial(
            kind=THREADS, fault=f"both keep {_TURNS} turns of one conversation", survived=right,
            how="all are there, each once, numbered in a row", detail="" if right else f"{counted} {ended}",
        )  # fmt: skip
        writer = ground.nursery.start(f"{job}:keep_turns", path, "c", "other")
        deleter = ground.nursery.start(f"{job}:delete_again_and_again", path, "other")
        ended = [writer.wait(), deleter.wait()]
        others = ground.nursery.run(f"{job}:turns_kept", path, "same").out
        right = all(one.status == 0 for one in ended) and others == counted and not ended[1].out
        yield Trial(
            kind=THREADS, fault="one keeps turns, the other deletes them", survived=right,
            how="both end; the other conversation is whole", detail="" if right else f"{others} {ended}",
        )  # fmt: skip


def ask_and_wait(data_dir: str, go: str) -> None:
    """Opens the index, waits for the file `go`, and only then asks for the first time."""
    import time

    from corpus.lexicon import load_concepts
    from evals.faults.small import passages
    from index.open import open_index

    version = VERSIONS[1]
    index = open_index(version, passages(version), Path(data_dir), concepts=load_concepts(), name=NAME)
    print("open", flush=True)
    until = time.monotonic() + 240
    while not Path(go).exists() and time.monotonic() < until:
        time.sleep(0.02)
    print(index.search("What was the CR rate in ALCANTARA?", 1)[0].passage.place)


def keep_turns(path: str, who: str, thread: str) -> None:
    """Keeps turns of a conversation as fast as it can."""
    from assistant.threads import AsKept, ThreadStore
    from evals.faults.threads import a_memory, an_answer

    store = ThreadStore(Path(path))
    for number in range(_TURNS):
        key = f"{who}{number}"
        store.keep(thread, f"{key}?", an_answer(number), a_memory(number), AsKept(key=key))


def delete_again_and_again(path: str, thread: str) -> None:
    """Deletes a conversation many times; says what is wrong with what is left each time."""
    from assistant.threads import ThreadStore

    store = ThreadStore(Path(path))
    for _ in range(_TURNS):
        store.forget(thread)
        kept = store.open(thread)  # the other may have begun anew: then from its first turn
        if kept and [turn.number for turn in kept.turns] != list(range(1, len(kept.turns) + 1)):
            print([turn.number for turn in kept.turns], file=sys.stdout)


def turns_kept(path: str, thread: str) -> None:
    """How many turns a conversation has, and how many different ones, where they are numbered in a row."""
    from assistant.threads import ThreadStore

    kept = ThreadStore(Path(path)).open(thread)
    turns = kept.turns if kept else ()
    in_a_row = [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    print(len(turns) if in_a_row else "not in a row", len({turn.key for turn in turns}))


def _until(child: Child, word: str) -> None:
    import time

    until = time.monotonic() + 120
    while word not in child.said() and time.monotonic() < until:
        time.sleep(0.01)
