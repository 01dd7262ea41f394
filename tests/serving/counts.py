"""Kills what serves, many times, and counts what was left: the figures of docs/scale.md.

    PYTHONPATH=.:tests:tests/serving .venv/bin/python tests/serving/counts.py --rounds 20

An index is taken from the data folder (CD19_DATA_DIR), as the tests do.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from stage import Stage, a_stage, until_healthy
from started import PASSWORD, PostgresServer, a_postgres
from visitor import Visitor

from assistant.conversation import Memory
from assistant.database.errors import AwayError
from assistant.database.postgres import Postgres
from assistant.models import Answer, Case
from assistant.settings import Settings
from assistant.threads import AsKept, ThreadStore
from index.errors import ServerAwayError

HER = "34F with relapsed B-ALL, 12% blasts, CD19 positive. Blinatumomab or CAR T cells?"
WHAT_IF = "What if she had active CNS disease?"
ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from assistant.conversation import Memory
from assistant.database.postgres import Postgres
from assistant.models import Answer, Case
from assistant.threads import AsKept, ThreadStore
store, own = ThreadStore(Postgres(sys.argv[1])), sys.argv[2]
for number in range(1, 100_000):
    answer = Answer(status="answered", answer="x" * 20_000)
    memory = Memory(case=Case.of({"age": number % 90}))
    store.keep("t", f"{own} {number}", answer, memory, AsKept(key=f"{own} {number}"))
    print(number, flush=True)
"""


def writers_killed(postgres: PostgresServer, rng: random.Random) -> bool:
    """Two processes write one conversation, one is killed: all acknowledged turns are there, numbered in a row."""
    postgres.run("DELETE FROM conversations")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PGPASSWORD": PASSWORD}
    command = [sys.executable, "-c", WRITER, postgres.address]
    both = [subprocess.Popen([*command, own], env=environment, stdout=subprocess.PIPE, text=True) for own in "ab"]
    for one in both:
        one.stdout.readline()
    time.sleep(rng.random())
    for one in both:
        one.send_signal(signal.SIGKILL)
    told = [1 + sum(1 for line in one.stdout if line.endswith("\n")) for one in both]
    turns = ThreadStore(Postgres(postgres.address_with_password)).open("t").turns  # one was acknowledged
    kept = [sum(turn.question.startswith(own) for turn in turns) for own in "ab"]
    whole = all(turn.answer is not None and len(turn.answer.answer) == 20_000 for turn in turns)
    in_a_row = [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    return whole and in_a_row and all(t <= k <= t + 1 for t, k in zip(told, kept, strict=True))


def database_killed(postgres: PostgresServer, rng: random.Random) -> bool:
    """The server crashes while turns are kept: told in words, all acknowledged turns are there, it goes on."""
    postgres.run("DELETE FROM conversations")
    store, kept = ThreadStore(Postgres(postgres.address_with_password)), 0
    crash = threading.Timer(0.05 + rng.random() / 3, lambda: postgres.stop(signal.SIGQUIT))
    crash.start()
    told = False
    while not told:
        try:
            store.keep("t", str(kept + 1), Answer(status="answered", answer="x"), Memory(case=Case.of({"age": 34})))
            kept += 1
        except AwayError:
            told = True
    crash.join()
    postgres.start()
    found = store.open("t")
    there = len(found.turns) if found else 0
    store.keep("t", "more", Answer(status="answered", answer="x"), Memory(), AsKept())
    numbers = [turn.number for turn in store.open("t").turns]
    return there in (kept, kept + 1) and numbers == list(range(1, there + 2))


def chroma_killed(stage: Stage, rng: random.Random) -> bool:
    """The server is killed while questions are searched: told in words, then the same is found as before."""
    from assistant.api import open_assistant

    asking = open_assistant(Settings(data_dir=stage.access.parent, chroma=f"http://127.0.0.1:{stage.chroma.port}"))
    before = asking.index.search(HER)
    crash = threading.Timer(rng.random() / 5, lambda: stage.chroma.stop(signal.SIGKILL))
    crash.start()
    told = False
    while not told:
        try:
            assert asking.index.search(HER) == before
        except ServerAwayError:
            told = True
    crash.join()
    stage.chroma.start()
    return asking.index.search(HER) == before


def page_killed(stage: Stage, rng: random.Random) -> bool:
    """A page is killed in the middle of an answer: the other goes on with the patient, no turn is there in part."""
    visitor, store = Visitor(stage), ThreadStore(Postgres(stage.postgres.address_with_password))
    visitor.ask(HER)
    page = visitor.at()
    told = visitor.updates(WHAT_IF)
    with contextlib.suppress(httpx.HTTPError, StopIteration):
        for _ in range(rng.randint(2, 6)):
            next(told)
    page.stop(signal.SIGKILL)
    with contextlib.suppress(httpx.HTTPError):
        list(told)
    kept = store.open(visitor.thread, "anna").turns
    visitor.ask(WHAT_IF)
    after = store.open(visitor.thread, "anna").turns
    page.start()
    until_healthy((page,))
    whole = all(turn.answer is not None and turn.answer.case.get("age") == 34 for turn in after)
    return whole and len(kept) in (1, 2) and [turn.number for turn in after] == list(range(1, len(kept) + 2))


def main() -> None:
    """Prints a row for each kind."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seed", type=int, default=20200305)
    asked.add_argument("--only", choices=("writers", "database", "chroma", "page"), nargs="*")
    given = asked.parse_args()
    rng, only = random.Random(given.seed), given.only or ("writers", "database", "chroma", "page")
    with tempfile.TemporaryDirectory() as folder, a_postgres() as postgres:
        ThreadStore(Postgres(postgres.address_with_password)).list()
        if "writers" in only:
            _count("two writers of one conversation killed", given.rounds, lambda: writers_killed(postgres, rng))
        if "database" in only:
            _count("PostgreSQL crashed while turns were kept", given.rounds, lambda: database_killed(postgres, rng))
        if {"chroma", "page"} & set(only):
            with a_stage(Settings().data_dir, Path(folder), postgres) as stage:
                if "chroma" in only:
                    _count("Chroma killed while it was asked", given.rounds, lambda: chroma_killed(stage, rng))
                if "page" in only:
                    _count("page killed in mid-answer", max(1, given.rounds // 4), lambda: page_killed(stage, rng))


def _count(named: str, rounds: int, once: Callable[[], bool]) -> None:
    print(f"| {named} | {rounds} | {sum(once() for _ in range(rounds))} |", flush=True)


if __name__ == "__main__":
    main()
