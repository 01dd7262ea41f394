"""A question asked on the page, beside the same question asked in this process.

The page is served as `cd19 ui` serves it, in a process of its own, and asked over HTTP as its own script asks: join the
queue, read the stream of updates. What a browser then takes to draw is not in it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from evals.bench.shared import Shared
from evals.bench.timing import Job, Sides
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

    def close(self) -> None:
        """Ends its connections."""
        self._http.close()

    def updates(self, question: str, session: str = "") -> Iterator[str]:
        """The page's updates on a question, as they come over the line; a session of its own unless one is named."""
        session = session or uuid.uuid4().hex
        given = [question if part == self._box else None for part in self._event["inputs"]]
        asked = {"data": given, "fn_index": self._event["id"], "session_hash": session, "trigger_id": self._box}
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
            done = done or ('"process_completed"' in update and json.loads(update)["success"])
        return int(shown and done)


class Address(str):
    """The address of a page, and the id of the process that serves it."""

    pid: int


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
    return Sides(lambda number: sum(map(shared.page.first_words, _asked(shared, number))), _ours(shared))


def whole(shared: Shared) -> Sides:
    """To the whole answer with its evidence; items are answers."""
    return Sides(lambda number: sum(map(shared.page.whole, _asked(shared, number))), _ours(shared))


def _ours(shared: Shared) -> Job:
    def ask(number: int) -> int:
        return sum(bool(shared.assistant.ask(question).answer) for question in _asked(shared, number))

    return ask


def _asked(shared: Shared, number: int) -> list[str]:
    at = number * _NOTES % len(shared.notes)
    return [*shared.questions(number)[:_NOTES], *(shared.notes * 2)[at : at + _NOTES]]
