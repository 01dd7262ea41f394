"""A model server that is slow, silent, wrong or gone: the built-in answer, with a note, in the time it was given."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.api import Assistant, open_assistant
from assistant.events import Done, Sentence
from assistant.models import Answer
from assistant.settings import ModelSettings, Settings
from evals.faults.models import Ground, Skipped, Trial
from evals.faults.server import DOINGS, GOOD, Server, serving

KIND, AWAY = "model server slow, wrong or silent", "model server away and back"
TIMEOUT_S, SLACK_S = 2.0, 2.5
_ASKED = "What was the CR rate in ALCANTARA?"
_PATIENT = "34M, relapsed B-ALL, CD19 positive, active CNS disease, 10% blasts. Blinatumomab or CAR T cells?"
_KEEPS = ("good", "half an answer, then closed", "wrong figures", "control characters and markup", "endless sentences")
"""What may leave sentences of the model's that passed the check."""


def faults(ground: Ground) -> Iterator[Trial | Skipped]:
    """Each thing a server can do wrong, for a fact and for a patient."""
    server, built_in = Server(), open_assistant(Settings(data_dir=ground.sound))
    with serving(server):
        over = _over(server.url, ground.sound)
        doings = [doing for doing in DOINGS if doing != "good"][: ground.times or None]
        for doing in doings:
            for question in (_ASKED, _PATIENT) if not ground.times else (_ASKED,):
                server.does = doing
                want = built_in.ask(question)
                begun, threads = time.monotonic(), threading.active_count()
                fault = _fault(over, question, want, doing)
                took = time.monotonic() - begun
                if not fault and took > TIMEOUT_S + SLACK_S:
                    fault = f"{took:.1f} s, {TIMEOUT_S:g} s were given"
                yield Trial(kind=KIND, fault=f"{doing}, {'fact' if question == _ASKED else 'patient'}",
                            survived=not fault, detail=f"{fault} ({threads} threads)" if fault else "",
                            how="the built-in answer, with a note")  # fmt: skip
    server.does = "good"


def away(ground: Ground) -> Iterator[Trial | Skipped]:
    """The server stops in the middle of an answer, is away for one, and is back for the next."""
    server, built_in = Server(), open_assistant(Settings(data_dir=ground.sound))
    want, port = built_in.ask(_ASKED), 0
    over: Assistant | None = None
    for number in range(ground.times or 10):
        server.does = "half, then silence" if number % 2 else "a word a second"
        with serving(server, port) as port:
            over = over or _over(server.url, ground.sound)
            leaving = threading.Timer(0.1 + 0.1 * number, server.over.set)  # its replies end where they are
            leaving.start()
            fault = _fault(over, _ASKED, want, "away")
            leaving.join()
        fault = fault or _fault(over, _ASKED, want, "gone")
        server.does = "good"
        with serving(server, port) as port:
            back = over.ask(_ASKED)
            if back.answer != GOOD or back.note:
                fault = fault or f"after it was back: {back.engine} {back.note}"
        yield Trial(kind=AWAY, fault=f"leaves {0.1 + 0.1 * number:.1f} s into an answer", survived=not fault,
                    how="built-in answers meanwhile; the model's own once it is back", detail=fault)  # fmt: skip


def _fault(over: Assistant, question: str, want: Answer, doing: str) -> str:
    """What is wrong with what came; empty where it is the built-in answer with a note, or checked sentences."""
    try:
        events = list(over.stream(question))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    ended = events[-1]
    if not isinstance(ended, Done):
        return "no end"
    answer, said = ended.answer, "".join(event.text for event in events if isinstance(event, Sentence))
    if not all(check.passed for check in answer.checks) or "93%" in said or "<script" in said:
        return f"shown though it does not hold: {said[:200]}"
    if answer.answer == want.answer and answer.note:
        return ""
    if doing in _KEEPS and answer.model and answer.model.kept:
        return ""
    return f"{answer.engine}, note {answer.note!r}: {answer.answer[:200]!r}"


def _over(url: str, data_dir: Path) -> Assistant:
    model = ModelSettings(spec="tiny", base_url=url, timeout_s=TIMEOUT_S)
    return open_assistant(Settings(data_dir=data_dir, model=model))
