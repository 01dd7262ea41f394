"""Kept conversations in a real browser: open after a reload, rename, delete, export; edit, retry, rate; keys."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
from browsing import ask, barriers, finished, outside, watched

pytestmark = pytest.mark.enable_socket

HER = "34F with relapsed B-ALL, 12% blasts, CD19 positive. Blinatumomab or CAR T cells?"
SHIFTS = (
    "window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
    " if (!entry.hadRecentInput) window.shifts += entry.value; })).observe({type: 'layout-shift', buffered: true});"
)
STORED_ODD = "<b>bold</b> **stars** \u202eright-to-left\u202c 👩‍⚕️ n\u0303 [x](javascript:alert(1)) &amp; `code`"


def _act(page, name: str, nth: int = -1) -> None:
    page.locator(f"#cd19-chat a[href*='cd19-act-{name}-']").nth(nth).click()


def _listed(page, *titles: str) -> None:
    """Waits until the list has these titles, top down."""
    page.wait_for_function(
        "titles => JSON.stringify([...document.querySelectorAll('.cd19-open b')].map(b => b.textContent)) === titles",
        arg=json.dumps(titles, ensure_ascii=False, separators=(",", ":")),
    )


class TestPast:
    def test_reload_brings_the_conversation_back_as_it_was_shown(self, page):
        ask(page, STORED_ODD)
        finished(page)
        shown = page.inner_text("#cd19-panel"), page.inner_text(".cd19-reply")
        page.wait_for_url("**/?thread=*")
        page.reload()
        finished(page)
        assert page.inner_text(".cd19-said") == STORED_ODD
        assert (page.inner_text("#cd19-panel"), page.inner_text(".cd19-reply")) == shown
        assert page.alerts == []

    def test_are_listed_opened_and_a_new_one_begun(self, page):
        ask(page, "First?")
        finished(page)
        page.click("#cd19-past-list [data-do=new]")
        page.wait_for_selector("#cd19-chat .example")
        ask(page, "Second?")
        finished(page)
        _listed(page, "Second?", "First?")
        page.click(".cd19-open >> text=First?")
        page.wait_for_selector(".cd19-said >> text=First?")
        assert page.locator(".cd19-said").count() == 1
        page.wait_for_selector(".cd19-thread:nth-child(2) [aria-current]")
        ask(page, "Third?")
        finished(page, 2)
        _listed(page, "First?", "Second?")

    def test_rename_and_delete_which_is_asked_once_more(self, page):
        ask(page, "First?")
        finished(page)
        page.click(".cd19-thread summary >> nth=0")
        page.fill(".cd19-thread input[name=title]", "<i>Tuesday</i> board")
        before = len(page.requested)
        page.keyboard.press("Enter")
        _listed(page, "<i>Tuesday</i> board")
        assert len(page.requested) - before < 10, "it was told more than once"
        page.click(".cd19-thread summary >> nth=0")
        assert not page.is_visible("[data-do=delete]")
        page.click(".cd19-thread .cd19-sure summary")
        page.click("[data-do=delete]")
        _listed(page)
        page.wait_for_selector("#cd19-chat .example")
        assert "thread=" not in page.url

    @pytest.mark.parametrize("form", ["md", "json"])
    def test_export_is_a_file_with_references_and_hashes(self, page, form):
        ask(page, "Which therapy?")
        finished(page)
        page.click(".cd19-thread summary >> nth=0")
        with page.expect_download() as download:
            page.click(f"[data-tell=export][data-form={form}]")
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert download.value.suggested_filename.endswith(f".{form}")
        for held in ("Which therapy?", "Aldoss I, Forman SJ.", "3f1c9ab27d", "Patient 3, paragraph 5"):
            assert held in text
        assert form == "md" or json.loads(text)["turns"][0]["answer"]["recommendation"] == "car_t"
        assert outside(page) == []

    def test_address_of_an_unknown_conversation_is_told_in_words(self, page, stage):
        page.goto(f"{stage[1]}/?thread={uuid.uuid4().hex}")
        page.wait_for_selector("text=There is no such conversation")
        page.wait_for_selector("#cd19-chat .example")

    def test_one_of_the_command_line_can_be_opened_and_searched(self, page, stage):
        acting = stage[0]
        for number in range(9):
            list(acting.stream(f"Question {number}?", thread=f"cli {number}"))
        page.goto(f"{stage[1]}/?thread=cli%203")
        page.wait_for_selector(".cd19-said >> text=Question 3?")
        page.fill(".cd19-search input", "QUESTION 7")
        page.keyboard.press("Enter")
        _listed(page, "Question 7?")


class TestTurns:
    def test_editing_replaces_the_question_and_what_came_after(self, page, stage):
        ask(page, "One?")
        finished(page)
        ask(page, "Two?")
        finished(page, 2)
        _act(page, "edit", 0)
        page.wait_for_selector("#cd19-strip >> text=Editing question 1. Asking replaces it and the one after it.")
        page.wait_for_function("document.querySelector('#cd19-box textarea').value === 'One?'")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        ask(page, "Other?")
        page.wait_for_selector(".cd19-said >> text=Other?")
        finished(page)
        (kept,) = stage[0].threads.list()
        assert (kept.title, kept.turns) == ("Other?", 1)
        assert not page.is_visible("#cd19-strip")

    def test_escape_leaves_editing(self, page):
        ask(page, "One?")
        finished(page)
        _act(page, "edit")
        page.wait_for_selector("#cd19-strip .cd19-strip")
        page.keyboard.press("Escape")
        page.wait_for_selector("#cd19-strip .cd19-strip", state="hidden")

    def test_retry_asks_the_last_question_again_in_its_place(self, page, stage):
        ask(page, "One?")
        finished(page)
        before = len(stage[0].asked)
        _act(page, "retry")
        page.wait_for_function(f"document.querySelectorAll('.cd19-actions').length === 1 && {before} > 0")
        page.wait_for_timeout(300)
        finished(page)
        assert len(stage[0].asked) == before + 1
        assert page.locator(".cd19-said").count() == 1

    def test_rating_is_kept_with_its_reason_changed_and_taken_back(self, page, stage):
        ask(page, "One?")
        finished(page)
        _act(page, "down")
        page.fill("#cd19-strip input[name=reason]", "The choice is <wrong>")
        page.keyboard.press("Enter")
        page.wait_for_selector("#cd19-strip .cd19-rate", state="hidden")
        (rating,) = stage[0].threads.ratings()
        assert (rating.verdict, rating.reason, rating.question) == ("down", "The choice is <wrong>", "One?")
        page.reload()
        page.wait_for_selector("#cd19-chat >> text=Rated not right")
        _act(page, "up")
        page.wait_for_selector("#cd19-chat >> text=Rated helpful")
        page.click("#cd19-strip [data-do=unrate]")
        page.wait_for_selector("#cd19-chat >> text=Rated helpful", state="hidden")
        assert stage[0].threads.ratings() == ()

    def test_a_stopped_turn_is_there_again_as_shown(self, page, gate):
        ask(page, "One?")
        page.wait_for_selector(".cd19-reply a.cd19-mark")
        page.focus("#cd19-box textarea")
        page.keyboard.press("Escape")
        page.wait_for_selector(".cd19-trouble >> text=Stopped")
        gate.set()
        said = page.inner_text(".cd19-reply")
        page.reload()
        page.wait_for_selector(".cd19-trouble >> text=Stopped")
        assert page.inner_text(".cd19-reply") == said


class TestHabits:
    def test_nothing_jumps_while_an_answer_streams(self, page, gate):
        page.evaluate(SHIFTS)
        ask(page, "One?")
        page.wait_for_selector(".cd19-reply a.cd19-mark")
        page.wait_for_timeout(600)  # so that what shifts is not put down to the click
        gate.set()
        finished(page)
        page.wait_for_timeout(300)
        assert page.evaluate("window.shifts") < 0.1

    def test_enter_sends_shift_enter_breaks_the_line_and_focus_comes_back(self, page):
        page.focus("#cd19-box textarea")
        page.keyboard.type("First line")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("second line")
        assert page.input_value("#cd19-box textarea") == "First line\nsecond line"
        page.keyboard.press("Enter")
        finished(page)
        assert page.inner_text(".cd19-said") == "First line\nsecond line"
        page.wait_for_function("document.activeElement === document.querySelector('#cd19-box textarea')")

    def test_too_long_a_paste_is_told_and_nothing_is_lost(self, page, stage):
        page.fill("#cd19-box textarea", "x" * 9_000)
        page.wait_for_selector("#cd19-limit >> text=Shorten it by 1,000. Nothing is cut off.")
        page.click("#cd19-box .submit-button")
        page.wait_for_selector("text=Your question has 9,000 characters")
        assert len(page.input_value("#cd19-box textarea")) == 9_000
        assert stage[0].threads.list() == ()

    def test_drawer_of_a_narrow_page_by_keys(self, page):
        page.set_viewport_size({"width": 390, "height": 844})
        ask(page, "One?")
        finished(page)
        assert not page.is_visible("#cd19-past-list")
        page.focus(".cd19-past-toggle")
        page.keyboard.press("Enter")
        page.wait_for_selector(".cd19-past")
        assert page.evaluate("document.querySelector('#cd19-past-list').contains(document.activeElement)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.keyboard.press("Escape")
        page.wait_for_selector(".cd19-past", state="hidden")
        assert page.evaluate("document.activeElement.className") == "cd19-past-toggle"

    def test_no_serious_finding_of_axe(self, page):
        page.reload()  # no message of Gradio's own stands there any more
        ask(page, "One?")
        finished(page)
        page.click(".cd19-thread summary >> nth=0")
        page.click(".cd19-thread .cd19-sure summary")
        _act(page, "down")
        page.wait_for_selector("#cd19-strip .cd19-rate")
        assert barriers(page) == []


class TestRealAssistant:
    def test_reopened_it_knows_the_patient_and_editing_takes_that_back(self, window, real_url):
        with watched(window, real_url) as page:
            ask(page, HER)
            finished(page)
            page.wait_for_url("**/?thread=*")
            page.reload()
            finished(page)
            ask(page, "What if she had active CNS disease?")
            finished(page, 2)
            assert page.locator(".cd19-badge").last.inner_text() == "CAR T cells"
            _act(page, "edit", 0)
            page.wait_for_selector("#cd19-strip .cd19-strip")
            ask(page, "How many patients were in TOWER?")
            page.wait_for_selector(".cd19-said >> text=TOWER")
            finished(page)
            ask(page, "Which one for her?")
            finished(page, 2)
            assert "34 years" not in page.inner_text("#cd19-panel")
