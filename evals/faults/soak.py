"""Thousands of questions from tens of users, in one process and over the page's HTTP API: no error, bounded memory.

Each user has a conversation, and asks of facts, of patients, what if, and now and then of what is not answered. Memory
is what the process holds (resident set). It is read after a first tenth, when all is loaded and every cache is warm;
from then on it may grow by `BOUND_MB` and no more.
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from evals.bench.paging import page_served
from evals.faults.models import Ground, Skipped, Trial

IN_PROCESS, OVER_HTTP = "soak: questions in one process", "soak: questions over the page's API"
BOUND_MB = 64
_USERS = 40
_QUESTIONS = (5_000, 2_000)
_FACTS = (
    "What was the CR rate in ALCANTARA?", "How often is severe CRS after CAR T cells?", "What does blinatumomab cost?",
    "Do CAR T cells reach the cerebrospinal fluid?", "Which dose of dexamethasone?", "What is the capital of France?",
    "Compare TOWER and ELIANA.", "How long does manufacturing take?",
)  # fmt: skip
_WHAT_IF = ("And with active CNS disease?", "And if CD19 were negative?", "What if a donor is ready?", "And at 70?")
Ask = Callable[[str, str], str]
"""A question and a conversation in; the answer's status out."""


def in_process(ground: Ground) -> Iterator[Trial | Skipped]:
    """All users in threads of one process, which does nothing else."""
    many = ground.times or _QUESTIONS[0]
    got = ground.nursery.start("evals.faults.soak:ask_many", str(ground.sound), str(ground.scratch), many, ground.seed)
    ended = got.wait(3600)
    *_, last = ["", *ended.out.splitlines()]
    fault = "" if ended.status == 0 else f"{ended.out[-600:]} {ended.err[-600:]}"
    yield Trial(kind=IN_PROCESS, fault=f"{many} questions, {_USERS} users", survived=not fault, how=last, detail=fault)


def ask_many(data_dir: str, scratch: str, many: int, seed: int) -> None:
    """The soak in this process; ends with status 1 on any error, or where memory grew beyond the bound."""
    from assistant.api import open_assistant
    from assistant.settings import Settings
    from assistant.threads import ThreadStore

    assistant = open_assistant(Settings(data_dir=Path(data_dir)))
    assistant.threads = ThreadStore(Path(scratch) / "soak.sqlite")
    said = soaked(lambda question, thread: assistant.ask(question, thread=thread).status, many, seed, "self")
    print(said)
    sys.exit(0 if said.startswith("no error") else 1)


def over_http(ground: Ground) -> Iterator[Trial | Skipped]:
    """The page as `cd19 ui` serves it, asked by gradio_client, as any program would."""
    import shutil

    from gradio_client import Client  # type: ignore[import-untyped]

    many = ground.times or _QUESTIONS[1]
    data_dir = ground.scratch / "data"
    shutil.copytree(ground.sound, data_dir)
    with page_served(str(data_dir)) as url:
        clients = threading.local()

        def ask(question: str, thread: str) -> str:
            if not hasattr(clients, "own"):
                # The client's own 5 s are less than the queue takes with forty in it on a busy machine.
                clients.own = Client(url, verbose=False, httpx_kwargs={"timeout": 60})
            return str(clients.own.predict(question=question, thread=thread, api_name="/ask")["status"])

        said = soaked(ask, many, ground.seed, _listener(url))
    sound = said.startswith("no error")
    yield Trial(kind=OVER_HTTP, fault=f"{many} questions, {_USERS} users", survived=sound, how=said,
                detail="" if sound else said)  # fmt: skip


def soaked(ask: Ask, many: int, seed: int, process: str) -> str:
    """What came of so many questions, in words that begin with "no error" where all went well."""
    troubles: list[str] = []

    def one(number: int) -> None:
        chance = random.Random(f"{seed}-{number}")
        user, turn = number % _USERS, number // _USERS
        if turn % 4 == 0:
            blasts, age = chance.randint(1, 95), chance.randint(19, 78)
            question = f"{age}M, relapsed B-ALL, {blasts}% marrow blasts, CD19+. Blinatumomab or CAR T cells?"
        else:
            question = chance.choice(_FACTS if turn % 2 else _WHAT_IF)
        try:
            # A new conversation each twelve turns: nobody's goes on for ever.
            if ask(question, f"user{user}-{turn // 12}") not in ("answered", "abstained", "needs_facts"):
                troubles.append(f"{question}: another status")
        except Exception as error:
            troubles.append(f"{question}: {type(error).__name__}: {error}")

    begun = time.monotonic()
    with ThreadPoolExecutor(max_workers=8 if process == "self" else _USERS // 2) as users:
        list(users.map(one, range(many // 10)))
        warm = _memory_mb(process)
        list(users.map(one, range(many // 10, many)))
    after, rate = _memory_mb(process), many / (time.monotonic() - begun)
    told = (
        f"{rate:.0f} questions/s, memory {warm:.0f} MB after a tenth, {after:.0f} MB at the end (bound +{BOUND_MB} MB)"
    )
    if troubles:
        return f"{len(troubles)} errors, the first: {troubles[0]}; {told}"
    return f"no error; {told}" if after - warm <= BOUND_MB else f"memory grew; {told}"


def _memory_mb(process: str) -> float:
    """Resident memory of a process ("self", or its id)."""
    status = Path(f"/proc/{process}/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    own = str(__import__("os").getpid()) if process == "self" else process
    return (
        int(subprocess.run(["ps", "-o", "rss=", "-p", own], capture_output=True, text=True, check=True).stdout) / 1024
    )


def _listener(url: str) -> str:
    """The id of the process that serves a port: a child of this one."""
    import os

    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    )
    return next(line.split()[0] for line in found.stdout.splitlines() if " ui --port" in line)
