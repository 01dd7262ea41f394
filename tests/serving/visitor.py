"""A visitor of the pages behind nginx, who asks as the page's own script asks."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
from stage import PEOPLE_PASSWORD, Stage
from started import Server

_THREAD_IN, _THREAD_OUT = 2, 2
"""Where the conversation's name stands among what the event of a question takes and gives (ui.ask.wiring)."""


class Visitor:
    """One browser: its cookies, its session, the conversation it has open."""

    def __init__(self, stage: Stage, name: str = "anna") -> None:
        self._stage, self.name, self.session, self.thread = stage, name, uuid.uuid4().hex, ""
        self.http = httpx.Client(base_url=stage.url, timeout=60)
        self.http.post("/login", data={"username": name, "password": PEOPLE_PASSWORD}).raise_for_status()
        self.http.get("/").raise_for_status()
        config = self.http.get("/config").json()
        self._box = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "cd19-box")
        self._event = next(one for one in config["dependencies"] if [self._box, "submit"] in one["targets"])

    def at(self) -> Server:
        """The page that nginx gives this visitor."""
        self.http.get("/health")
        return self._stage.answered_by()

    def hop(self) -> None:
        """To another page, as when nginx leaves one that is gone."""
        before = self.at()
        while self.at() is before:
            self.http.cookies.set("cd19_page", uuid.uuid4().hex, domain="127.0.0.1", path="/")

    def updates(self, question: str) -> Iterator[dict[str, Any]]:
        """What the page is told on a question, as it comes; the conversation's name is kept as a browser keeps it."""
        given: list[Any] = [question if part == self._box else None for part in self._event["inputs"]]
        given[_THREAD_IN] = self.thread
        asked = {"data": given, "fn_index": self._event["id"], "session_hash": self.session, "trigger_id": self._box}
        self.http.post("/gradio_api/queue/join", json=asked).raise_for_status()
        with self.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    told = json.loads(line[5:])
                    self._note(told)
                    yield told

    def ask(self, question: str) -> str:
        """All the page was told, as text, once the answer is there."""
        told = list(self.updates(question))
        assert any(one["msg"] == "process_completed" and one["success"] for one in told), told[-1]
        return json.dumps(told, ensure_ascii=False)

    def _note(self, told: dict[str, Any]) -> None:
        given = (told.get("output") or {}).get("data") or []
        if len(given) > _THREAD_OUT and isinstance(given[_THREAD_OUT], str):
            self.thread = given[_THREAD_OUT]
