"""/health: whether the page can answer. It is open without a password and tells nothing of anybody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse

from assistant.events import Done
from ui.turns import Asking

PATH = "/health"
State = Literal["starting", "ok", "failed", "stopping"]
_TRIAL = "What is the CR rate in ALCANTARA?"
_SAID: dict[State, str] = {
    "starting": "The page is starting: ask again in a few seconds.",
    "failed": "A trial question was not answered. Run `cd19 index verify` in a terminal.",
    "stopping": "The page is being stopped.",
}


class Health:
    """The page's state; ready once a trial question was answered, which also fills every cache."""

    def __init__(self, assistant: Asking, closing: threading.Event, told: bool = True) -> None:
        """`told`: whether version, engine and corpus are named, or only "ok"."""
        self._assistant, self._closing, self._told = assistant, closing, told
        self._tried: State = "starting"

    def start(self) -> None:
        """Asks the trial question beside everything else."""
        threading.Thread(target=self.try_out, name="cd19-trial", daemon=True).start()

    def try_out(self) -> None:
        """Asks the trial question."""
        try:
            answered = any(isinstance(event, Done) for event in self._assistant.stream(_TRIAL))
        except Exception:  # told by /health; whoever asks is told in words too
            answered = False
        self._tried = "ok" if answered else "failed"

    @property
    def state(self) -> State:
        """What the page is at."""
        return "stopping" if self._closing.is_set() else self._tried

    def report(self) -> tuple[int, dict[str, str]]:
        """Status code and what is said with it."""
        state = self.state
        if state != "ok":
            return 503, {"status": state, "detail": _SAID[state]}
        if not self._told:
            return 200, {"status": state}
        known = self._assistant.info()
        names = ("version", "engine", "corpus", "corpus_hash")
        return 200, {"status": state, **{name: known[name] for name in names if name in known}}


def add_health(site: FastAPI, report: Callable[[], tuple[int, dict[str, str]]]) -> None:
    """Adds /health to the site, before anything is mounted at /."""

    async def health(request: Request) -> JSONResponse:
        status, told = report()
        return JSONResponse(told, status)

    site.add_route(PATH, health, methods=["GET", "HEAD"])
