"""A question asked on the page, beside the same question asked in this process.

The page is served as `cd19 ui` serves it, in a process of its own, and asked over HTTP as its own script asks: join the
queue, read the stream of updates, then ask for what follows. The page was opened before, by somebody new for each
question, as a reader has it open when she asks. What a browser then takes to draw is not in it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from evals.bench.shared import Shared
from evals.bench.timing import Sides
from evals.errors import ProcessFailedError

_SERVE = "from assistant.cli.main import main; main()"
_PORT = 17880
_NOTES = 2
"""Patients among the questions of a round, beside as many questions on the review."""
_SAID = re.compile(r'cd19-reply\\"><p(?! class=\\"cd19-step)')
"""The beginning of an answer's words in an update, instead of what the page is doing."""


class Page:
    """The page as its script sees it."""

    def __init__(self, url: str, auth: tuple[str, str] | None = None) -> None:
        self.pid = getattr(url, "pid", 0)
        """Of its process; 0 where it is not known."""
        self._http = httpx.Client(base_url=url, timeout=60, auth=auth)
        config = self._http.get("/config").json()
        self._box = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "cd19-box")
        self._event = next(one for one in config["dependencies"] if [self._box, "submit"] in one["targets"])
        self._then = [one for one in config["dependencies"] if one["trigger_after"] == self._event["id"]]
        self._loads = [one["id"] for one in config["dependencies"] if any(how == "load" for _, how in one["targets"])]
        self._open: list[str] = []

    def close(self) -> None:
        """Ends its connections."""
        self._http.close()

    def open(self, people: int) -> None:
        """The page opened by so many more people: each of the next questions is asked by one of them."""
        for _ in range(people):
            session = uuid.uuid4().hex
            for event in self._loads:
                for _update in self._told(session, event, []):
                    pass
            self._open.append(session)

    def updates(self, question: str, session: str = "", follow: bool = True) -> Iterator[str]:
        """The page's updates on a question, as they come: for the session named, else one that has the page open.

        `follow`: with what the page asks for once the answer stands.
        """
        session = session or (self._open.pop() if self._open else uuid.uuid4().hex)
        given = [question if part == self._box else None for part in self._event["inputs"]]
        yield from self._told(session, self._event["id"], given)
        for event in self._then if follow else ():
            yield from self._told(session, event["id"], [None] * len(event["inputs"]))

    def _told(self, session: str, event: int, given: list[str | None]) -> Iterator[str]:
        """What the page tells of an event, as it comes."""
        asked = {"data": given, "fn_index": event, "session_hash": session, "trigger_id": self._box}
        self._http.post("/gradio_api/queue/join", json=asked).raise_for_status()
        with self._http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    yield line[5:]

    def first_words(self, question: str) -> int:
        """1 once the first words of the answer are there; the rest is left to the server."""
        return int(any(_SAID.search(update) for update in self.updates(question)))

    def whole(self, question: str) -> int:
        """1 once the whole answer is there, with its evidence."""
        shown = done = False
        for update in self.updates(question):
            shown = shown or "cd19-actions" in update
            done = done or ("cd19-card" in update and '"process_completed"' in update and json.loads(update)["success"])
        return int(shown and done)


class Address(str):
    """The address of a page, and the id of the process that serves it."""

    pid: int


@contextmanager
def only_index(data_dir: Path) -> Iterator[str]:
    """A data folder with this one's index and nothing else: what is asked here is in nobody's conversations."""
    with TemporaryDirectory(prefix="cd19-bench-page-") as folder:
        (Path(folder) / "index").symlink_to(data_dir.resolve() / "index", target_is_directory=True)
        yield folder


@contextmanager
def page_served(data_dir: str) -> Iterator[Address]:
    """The address of a page served by a process of its own. Raises ProcessFailedError where none comes up."""
    command = [sys.executable, "-u", "-c", _SERVE, "ui", "--port", str(_PORT), "--data-dir", data_dir]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    heard = []
    try:
        for line in server.stdout:
            heard.append(line)
            if found := re.search(r"ready at (http://\S+)", line):
                address = Address(found[1])
                address.pid = server.pid
                yield address
                return
        raise ProcessFailedError("ui", server.wait(), "".join(heard))
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


def first_words(shared: Shared) -> Sides:
    """To the first words of an answer; items are answers."""
    return _beside_ours(shared, lambda question: shared.page.first_words(question))


def whole(shared: Shared) -> Sides:
    """To the whole answer with its evidence; items are answers."""
    return _beside_ours(shared, lambda question: shared.page.whole(question))


def _beside_ours(shared: Shared, on_page: Callable[[str], int]) -> Sides:
    def page(number: int) -> int:
        return sum(map(on_page, _asked(shared, number)))

    def ours(number: int) -> int:
        return sum(bool(shared.assistant.ask(question).answer) for question in _asked(shared, number))

    return Sides(page, ours, lambda number: shared.page.open(len(_asked(shared, number))))


def _asked(shared: Shared, number: int) -> list[str]:
    at = number * _NOTES % len(shared.notes)
    return [*shared.questions(number)[:_NOTES], *(shared.notes * 2)[at : at + _NOTES]]
