"""The page in a real browser: ask, watch it stream, follow a mark; nothing live from text, nothing fetched outside."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import ask, finished, outside, watched

pytestmark = pytest.mark.enable_socket

ROOT = Path(__file__).parents[2]
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://evil.example/x.png) Which therapy?"
IN_VIEW = """card => {
  const box = card.getBoundingClientRect(), frame = document.querySelector("#cd19-evidence").getBoundingClientRect();
  return box.top >= Math.max(0, frame.top) - 1 && box.bottom <= Math.min(innerHeight, frame.bottom) + 1;
}"""


class TestAsking:
    def test_answer_streams_in_and_its_evidence_follows(self, page, gate):
        ask(page, "Which therapy?")
        page.wait_for_selector(".cd19-reply a.cd19-mark")
        assert page.is_visible(".cd19-reply .cd19-step")
        assert page.is_visible("#cd19-panel .cd19-empty")
        assert page.query_selector(".cd19-badge") is None, "the verdict came before the answer was whole"
        gate.set()
        finished(page)
        assert page.inner_text(".cd19-badge") == "CAR T cells"
        assert page.locator("#cd19-panel article").count() == 6
        assert page.input_value("#cd19-box textarea") == ""

    def test_mark_leads_to_its_passage_in_view(self, page):
        ask(page, "Which therapy?")
        finished(page)
        for marker in (6, 1):
            page.click(f"#cd19-chat a.cd19-mark >> text='{marker}'")
            card = page.wait_for_selector(f"#cd19-passage-1-{marker}.cd19-marked")
            assert card.evaluate(IN_VIEW)
        assert page.locator(".cd19-marked").count() == 1

    def test_mark_of_an_older_answer_brings_its_evidence_back(self, page):
        ask(page, "First?")
        finished(page)
        ask(page, "Second?")
        finished(page, 2)
        assert not page.is_visible("#cd19-turn-1")
        page.click("#cd19-chat a.cd19-mark[href$='-1-2']")
        assert page.is_visible("#cd19-passage-1-2")
        assert not page.is_visible("#cd19-turn-2")

    def test_example_is_asked_at_a_click(self, page):
        page.click("#cd19-chat .example >> nth=1")
        finished(page)
        assert "marrow blast burden" in page.inner_text(".cd19-said")

    def test_messages_have_plain_labels_for_screen_readers(self, page):
        ask(page, "Which therapy?")
        finished(page)
        labels = page.eval_on_selector_all("#cd19-chat [data-testid=bot]", "all => all.map(m => m.ariaLabel)")
        assert labels == ["Assistant"]
        assert page.get_attribute("#cd19-chat a.cd19-mark", "aria-label") == "Passage 1"

    def test_stop_ends_the_answer_and_leaves_the_page_ready(self, page, gate):
        ask(page, "Which therapy?")
        page.wait_for_selector(".cd19-reply a.cd19-mark")
        with page.expect_request("**/gradio_api/reset"):  # until then Gradio takes no new question
            page.click("#cd19-box .stop-button")
            page.wait_for_selector(".cd19-trouble >> text=Stopped")
            gate.set()
        ask(page, "Again?")
        finished(page)

    def test_new_conversation_starts_empty(self, page):
        ask(page, "Which therapy?")
        finished(page)
        assert not page.is_visible("#cd19-anew"), "the list has its own"
        page.click(".cd19-past-toggle")
        page.click("#cd19-anew")
        page.wait_for_selector("#cd19-chat .example")
        assert page.is_visible(".cd19-empty")


class TestRealAssistant:
    def test_patient_gets_a_verdict_with_passages_behind_it(self, window, real_url):
        with watched(window, real_url) as page:
            page.click("#cd19-chat .example >> nth=0")
            finished(page)
            assert page.inner_text(".cd19-badge") == "CAR T cells"
            marks = page.eval_on_selector_all("#cd19-chat a.cd19-mark", "all => all.map(m => m.getAttribute('href'))")
            assert marks
            assert all(page.locator(mark).count() == 1 for mark in marks)
            page.click("#cd19-chat a.cd19-mark >> nth=0")
            assert page.wait_for_selector(f"{marks[0]}.cd19-marked").evaluate(IN_VIEW)
            assert "CNS disease" in page.inner_text("#cd19-panel table")
            assert "checks passed" in page.inner_text("#cd19-panel")
            assert outside(page) == []

    def test_answer_is_read_from_its_beginning(self, window, real_url):
        with watched(window, real_url) as page:
            page.click("#cd19-chat .example >> nth=0")
            finished(page)
            assert page.locator(".cd19-said").evaluate("e => e.getBoundingClientRect().top") > 0


class TestCtrlC:
    def test_ends_the_server_cleanly_while_a_page_is_open(self, window):
        script = "from conftest import ScriptedAssistant as A; from ui.serve import serve; serve(A(), port=17960)"
        server = subprocess.Popen(
            [sys.executable, "-u", "-c", script],
            cwd=Path(__file__).parent,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (Path(__file__).parent, ROOT)))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = server.stdout.readline()
        while "ready at" not in said:
            said = server.stdout.readline() or pytest.fail("the server ended before it was ready")
        with watched(window, re.search(r"http://[\d.:]+", said)[0]):
            server.send_signal(signal.SIGINT)
            rest, _ = server.communicate(timeout=20)
        assert server.returncode == 0
        assert rest.strip() == "Stopped."


class TestSafety:
    def test_hostile_question_is_shown_as_text(self, page):
        ask(page, HOSTILE)
        finished(page)
        assert page.inner_text(".cd19-said") == HOSTILE
        assert page.locator("#cd19-chat .message img, #cd19-panel img").count() == 0
        assert page.alerts == []

    def test_no_request_leaves_this_machine(self, page):
        page.reload()
        ask(page, HOSTILE)
        finished(page)
        page.click("#cd19-chat a.cd19-mark >> nth=0")
        assert len(page.requested) > 10
        assert outside(page) == []
        assert page.complaints == []

    def test_failure_is_told_in_words(self, page, stage, monkeypatch):
        monkeypatch.setattr(stage[0], "fails", RuntimeError("secret detail"))
        ask(page, "Which therapy?")
        page.wait_for_selector(".cd19-trouble")
        text = page.inner_text("body")
        assert "Something went wrong while answering (RuntimeError)" in text
        assert "secret detail" not in text
        assert "Traceback" not in text


def test_narrow_page_fits_and_leads_back_to_the_answer(page):
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "Which therapy?")
    finished(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#cd19-chat a.cd19-mark >> nth=0")
    assert page.locator("#cd19-passage-1-1").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    page.click(".cd19-turn:not([hidden]) .cd19-back")
    page.wait_for_function("document.querySelector('#cd19-talk').getBoundingClientRect().top > -50")
