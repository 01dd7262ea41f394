"""Health while starting, serving and stopping; running answers end in words; the port is free again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from evals.bench.paging import Page
from ui.closing import Closing
from ui.errors import ClosingError
from ui.health import Health
from ui.serve import server_of

ROOT = Path(__file__).parents[2]
SLOW = """
import threading, time
from conftest import ScriptedAssistant
from assistant.events import Sentence
from ui.serve import serve

class Slow(ScriptedAssistant):
    def stream(self, question, **more):
        if "CR rate" in question:
            yield from super().stream(question, **more)
            return
        for number in range(600):
            time.sleep(0.05)
            yield Sentence(text=f"Sentence {number}. ")

serve(Slow(), port=17970)
"""


class TestHealth:
    def test_is_ready_once_a_trial_question_was_answered(self, scripted):
        closing = threading.Event()
        health = Health(scripted(), closing)
        assert health.report() == (
            503,
            {"status": "starting", "detail": "The page is starting: ask again in a few seconds."},
        )
        health.try_out()
        assert health.report() == (200, {"status": "ok", "engine": "built-in", "corpus": "digest"})
        closing.set()
        assert health.report()[0] == 503

    def test_tells_of_a_real_assistant_which_version_and_corpus_answer(self, assistant):
        health = Health(assistant, threading.Event())
        health.try_out()
        assert set(health.report()[1]) == {"status", "version", "engine", "corpus", "corpus_hash"}

    def test_says_how_to_find_out_where_the_trial_failed(self, scripted):
        health = Health(scripted(fails=RuntimeError("broken")), threading.Event())
        health.try_out()
        assert health.report()[0] == 503
        assert "cd19 index verify" in health.report()[1]["detail"]

    def test_names_nothing_where_passwords_are_asked(self, scripted):
        health = Health(scripted(), threading.Event(), told=False)
        health.try_out()
        assert health.report() == (200, {"status": "ok"})

    def test_the_servers_own_site_has_it(self, scripted):
        from starlette.testclient import TestClient

        site = server_of(scripted()).config.app
        assert TestClient(site, base_url="http://127.0.0.1").get("/health").json()["status"] in ("ok", "starting")


def test_an_answer_ends_in_words_once_the_page_is_being_stopped(scripted):
    closing = threading.Event()
    events = Closing(scripted(), closing).stream("?")
    next(events)
    closing.set()
    with pytest.raises(ClosingError, match="is being stopped, so this answer ends here"):
        next(events)


@pytest.mark.enable_socket
def test_sigterm_ends_running_answers_in_words_and_frees_the_port():
    server = subprocess.Popen(
        [sys.executable, "-u", "-c", SLOW],
        cwd=Path(__file__).parent,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (Path(__file__).parent, ROOT)))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = server.stdout.readline()
    while "ready at" not in said:
        said = server.stdout.readline() or pytest.fail("the server ended before it was ready")
    url = re.search(r"http://[\d.:]+", said)[0]
    deadline = time.monotonic() + 30
    while httpx.get(f"{url}/health").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    updates = Page(url).updates("A question that takes half a minute", follow=False)
    seen = [next(update for update in updates if "Sentence 2" in update)]
    server.send_signal(signal.SIGTERM)
    seen.extend(updates)
    rest, _ = server.communicate(timeout=30)
    assert (server.returncode, rest.strip()) == (0, "Stopped.")
    assert "The page is being stopped, so this answer ends here." in "".join(seen)
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", int(url.rpartition(":")[2])))
