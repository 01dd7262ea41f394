"""A process with everything imported, that forks another for each job: real processes, without the imports' wait.

`python -m evals.faults.nursery` reads one JSON request a line and answers each with one line: {"start": ...} with the
new process' id, {"wait": id, "seconds": n} with its exit status (a signal's number below zero; null where it still
runs). A job is a function by name, with plain arguments; its output goes to files.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.models import Frozen

ROOT = Path(__file__).parents[2]
LIGHT = ("assistant.api", "assistant.cli.main", "assistant.cli.show", "numpy", "onnxruntime", "tokenizers")
HEAVY = (
    *LIGHT,
    "chromadb",
    "sentence_transformers",
    "onnx",
    "bm25s",
    "Stemmer",
    "index.build",
    "evals.faults.small:warm_up",
)
"""What jobs import, too: an index is built in some."""


class Ended(Frozen):
    """A process that ended, or was given up."""

    status: int | None
    """Exit status; a signal's number below zero; None for one that hung and was killed."""
    out: str
    err: str


class Child:
    """A process of the nursery's."""

    def __init__(self, nursery: Nursery, pid: int, files: Path) -> None:
        self._nursery, self.pid, self._files = nursery, pid, files

    def kill(self) -> None:
        """kill -9, whatever it is at."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self, seconds: float = 300) -> Ended:
        """How it ended; killed where it has not within so many seconds."""
        status = self._nursery.ask({"wait": self.pid, "seconds": seconds})["status"]
        if status is None:
            self.kill()
            self._nursery.ask({"wait": self.pid, "seconds": 30})
        return Ended(status=status, out=self.said(), err=self._files.with_suffix(".err").read_text("utf-8", "replace"))

    def said(self) -> str:
        """Its standard output so far."""
        return self._files.with_suffix(".out").read_text("utf-8", "replace")


class Nursery:
    """The process, from the parent's side. Close it when done."""

    def __init__(self, scratch: Path, preload: Sequence[str] = HEAVY, code: Path = ROOT) -> None:
        """`code`: the folder whose packages are imported: this repository, or a copy of it."""
        self._scratch, self._count = scratch, 0
        scratch.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "PYTHONPATH": str(code), "OPENBLAS_NUM_THREADS": "1", "COLUMNS": "200"}
        environment |= {"TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
        environment.pop("CD19_DEBUG", None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "evals.faults.nursery", *preload],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=code,
        )  # fmt: skip

    def start(
        self, call: str, *arguments: Any, environment: Mapping[str, str] | None = None, user: int = 0,
        file_bytes: int = 0, stdin: str = "",
    ) -> Child:  # fmt: skip
        """A process that calls "module:function". `user`: its user id; `file_bytes`: no file may grow beyond."""
        self._count += 1
        files = self._scratch / f"job{self._count}"
        files.with_suffix(".in").write_text(stdin, encoding="utf-8")
        for ending in (".out", ".err"):
            files.with_suffix(ending).touch()
        asked = {"call": call, "arguments": arguments, "files": str(files), "environment": dict(environment or {})}
        answer = self.ask({"start": {**asked, "user": user, "file_bytes": file_bytes}})
        return Child(self, answer["pid"], files)

    def run(self, call: str, *arguments: Any, **more: Any) -> Ended:
        """The same, waited for."""
        return self.start(call, *arguments, **more).wait()

    def cd19(self, *arguments: str, **more: Any) -> Ended:
        """A command, as at the prompt."""
        return self.run("evals.faults.nursery:command", *arguments, **more)

    def ask(self, request: Mapping[str, Any]) -> Any:
        """One request, one answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:  # it waits for a job that nobody waits for any more
            self._process.kill()
            self._process.wait()


def warm() -> None:
    """Reads and compiles what a first answer needs, but for the index: its threads would be missing after a fork."""
    from assistant.checker.check import check_answer
    from assistant.criteria.engine import decide
    from assistant.facts.reader import told_by_phrases
    from assistant.sense.vocabulary import with_mended
    from corpus.digest import load_digest

    told = told_by_phrases(with_mended("34M, second relapse after allo-HCT, CD19+, CNS clear, no GVHD. Which one?"))
    cited = load_digest().passages[0]
    check_answer(f"{cited.text} [1].", {"1": cited.locators}, digest=load_digest(), verdict=decide(told.case))


def command(*arguments: str) -> None:
    """`cd19` with arguments, in this process."""
    from assistant.cli.main import main

    sys.argv = ["cd19", *arguments]
    main()


def serve(preload: Sequence[str]) -> None:
    """Reads requests until there are no more; ^C is the parent's matter."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in preload:
        module, _, function = name.partition(":")
        imported = importlib.import_module(module)
        if function:
            getattr(imported, function)()
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"pid": _forked(request["start"])} if "start" in request else {"status": _ended(**request)}
        print(json.dumps(answer), flush=True)


def _ended(wait: int, seconds: float) -> int | None:
    until = time.monotonic() + seconds
    while True:
        pid, status = os.waitpid(wait, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            return None
        time.sleep(0.005)


def _forked(job: Mapping[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        _redirect(job["files"])
        os.environ.update(job["environment"])
        if job["file_bytes"]:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit then fails, as on a full disk
            resource.setrlimit(resource.RLIMIT_FSIZE, (job["file_bytes"], job["file_bytes"]))
        if job["user"]:
            os.setgroups([])
            os.setgid(job["user"])
            os.setuid(job["user"])
        module, function = job["call"].split(":")
        getattr(importlib.import_module(module), function)(*job["arguments"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:
        traceback.print_exc()
        status = 71
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)


def _redirect(files: str) -> None:
    os.dup2(os.open(files + ".in", os.O_RDONLY), 0)
    for number, ending in ((1, ".out"), (2, ".err")):
        opened = os.open(files + ending, os.O_WRONLY | os.O_TRUNC)
        os.dup2(opened, number)
    sys.stdin = os.fdopen(0, encoding="utf-8")


if __name__ == "__main__":
    serve(sys.argv[1:])
