"""Study in a real browser: a case, a review session by keys alone, a reload, files, the way from and to chat."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile

import pytest
from browsing import ask, barriers, finished, outside, watched

from assistant.stores import study_beside
from assistant.study.cases import case_of
from assistant.study.paper import as_html, paper
from assistant.study.questions import every_item, item_by_id
from corpus.digest import load_digest
from ui.study.question import explain_question

pytestmark = pytest.mark.enable_socket

CARD = "#cd19-study .cd19-st-card"
HERE = "document.activeElement"


@pytest.fixture
def store(stage):
    """Where answers are kept; nothing of an earlier test."""
    kept = study_beside(stage[0].threads)
    kept.forget("")
    return kept


@pytest.fixture
def page(window, stage, store):
    """The view, opened; the page is loaded anew, or the last sitting would go on."""
    with watched(window, stage[1]) as opened:
        study(opened)
        yield opened


def study(page) -> None:
    page.click("#cd19-views [data-tab-id=study]")
    page.wait_for_selector("#cd19-study nav")


def room(page, name: str) -> None:
    page.click(f"#cd19-study [data-room={name}]")
    page.wait_for_selector(f"#cd19-study .cd19-st-in-{name}")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def asked(page):
    """The question that is asked now."""
    page.wait_for_selector("#cd19-study form[data-do=answer]")
    return item_by_id(page.get_attribute(CARD, "data-item"))


def answer_by_keys(page, item) -> None:
    """Answers rightly, by keys alone."""
    page.wait_for_function(f"{HERE}.closest('#cd19-study form[data-do=answer]')")
    if item.options:
        press(page, str(item.options.index(item.key) + 1))
    elif item.kind == "spot":
        words, at = item.sentence.split(), len(item.sentence[: item.span[0]].split())
        if item.sentence[item.span[0] - 1] not in " ":
            at -= 1  # the altered figure stands within a word, as in "(62%)"
        assert item.key.split()[0] in words[at]
        press(page, *["ArrowRight"] * at)
        for _ in item.key.split():
            press(page, "Space", "ArrowRight")
    else:
        page.keyboard.type(item.key)
    press(page, "Enter")
    page.wait_for_selector("#cd19-study .cd19-st-rating")


class TestCase:
    def test_unfolds_is_chosen_by_keys_and_graded(self, page, stage):
        room(page, "cases")
        page.click("#cd19-study [data-case=patient2]")
        page.wait_for_selector(f"{CARD} [data-do=step]")
        assert "0.02%" not in page.inner_text(CARD), "the work-up was told before it was asked for"
        press(page, "Enter")
        page.wait_for_selector(".cd19-st-choice")
        assert "0.02%" in page.inner_text(CARD)
        press(page, "2")
        page.fill("#cd19-study textarea", "There was a CNS relapse before, and <b>the CNS</b> may relapse again.")
        page.click(".cd19-st-choice [type=submit]")
        page.wait_for_selector(".cd19-st-graded")
        told = page.inner_text(CARD)
        assert "Yes: CD19 CAR T cells." in told
        assert "Rightly named" in told
        assert "<b>the CNS</b>" in told, "what was typed is text"
        assert "The one change that would have turned it" in told
        assert "The choice" in told
        assert page.complaints == []
        press(page, "Enter")
        page.wait_for_selector(f"{CARD} >> text=The course")
        page.evaluate("window.sameDocument = true")
        page.click(f"{CARD} a[href='#patient2.5'] >> nth=0")
        page.wait_for_selector('[id="patient2.5"].cd19-here')
        assert page.complaints == []
        page.go_back()
        page.wait_for_selector(CARD)
        assert page.evaluate("window.sameDocument"), "the page was loaded anew by a link to a place"
        page.click(f"{CARD} [data-do=ask]")
        finished(page)
        assert "man of 22 years" in stage[0].asked[-1][0]
        assert page.complaints == []
        assert outside(page) == []

    def test_made_up_patient_is_the_seeds_and_a_bad_seed_is_told_in_words(self, page):
        room(page, "cases")
        page.select_option("#cd19-study [name=level]", "2")
        page.fill("#cd19-study [name=seed]", "seventeen")
        press(page, "Enter")
        page.wait_for_selector(".toast-body >> text=a whole number like 17")
        page.fill("#cd19-study [name=seed]", "17")
        press(page, "Enter")
        page.wait_for_selector(".cd19-st-note")
        assert page.inner_text(".cd19-st-note") == case_of(17, 2).note
        assert "Seed 17" in page.inner_text(".cd19-st-way")


class TestReview:
    def test_a_round_by_keys_alone(self, page, store):
        page.focus("#cd19-study [data-do=start]")
        press(page, "Enter")
        seen = []
        for number in range(10):
            item = asked(page)
            answer_by_keys(page, item)
            assert "Right." in page.inner_text(".cd19-st-outcome"), (item.id, page.inner_text(CARD))
            assert page.inner_text(f"{CARD} .cd19-place >> nth=0") in item.label
            if number == 0:
                press(page, "2")
                page.wait_for_selector("#cd19-study [data-rating=hard][aria-pressed=true]")
            seen.append(item.id)
            page.wait_for_function(f"{HERE}.closest('#cd19-study')")  # the card was drawn anew: the focus comes back
            press(page, "Enter")
            page.wait_for_selector("#cd19-study .cd19-st-rating", state="detached")
        page.wait_for_selector("#cd19-study >> text=10 of 10 right")
        kept = store.answers("")
        assert [one.item for one in kept] == seen
        assert kept[0].rating == "hard"
        assert {one.rating for one in kept[1:]} == {"easy"}, "fast and right"
        assert len(store.cards("")) == 10
        room(page, "progress")
        assert "10" in page.inner_text(".cd19-st-tiles li:first-child")
        page.click("#cd19-study summary")
        rows = page.eval_on_selector_all("#cd19-study tbody td:nth-child(3)", "all => all.map(one => +one.textContent)")
        assert sum(rows) == 10

    def test_a_reload_goes_on_where_it_was(self, page, store):
        page.click("#cd19-study [data-do=start]")
        answer_by_keys(page, asked(page))
        press(page, "Enter")
        page.wait_for_selector("#cd19-study .cd19-st-rating", state="detached")
        second = asked(page)
        page.reload()
        assert asked(page) == second, "Study was not open again, or at another question"
        answer_by_keys(page, second)
        page.reload()
        page.wait_for_selector("#cd19-study .cd19-st-rating")
        assert page.get_attribute(CARD, "data-item") == second.id
        assert len(store.answers("")) == 2
        room(page, "cases")
        page.click("#cd19-study .cd19-st-maker [type=submit]")
        page.fill("#cd19-study textarea", "Half a sen")
        page.reload()
        page.wait_for_function("document.querySelector('#cd19-study textarea')?.value === 'Half a sen'")


class TestFiles:
    def test_deck_table_and_paper_are_saved(self, page):
        room(page, "take")
        deck = self.saved(page, 0)
        with zipfile.ZipFile(io.BytesIO(deck)) as package:
            notes = sqlite3.connect(":memory:")
            notes.deserialize(package.read("collection.anki2"))
            assert notes.execute("select count(*) from notes").fetchone()[0] == len(every_item())
        page.select_option("#cd19-study [name=form]", "csv")
        page.select_option("#cd19-study [name=which]", "relapse")
        rows = list(csv.DictReader(io.StringIO(self.saved(page, 0).decode("utf-8"))))
        assert [row["id"] for row in rows] == [item.id for item in every_item("relapse")]
        page.fill("#cd19-study [name=seed]", "3")
        assert self.saved(page, 1).decode("utf-8") == as_html(paper(3), load_digest())

    @staticmethod
    def saved(page, which: int) -> bytes:
        with page.expect_download() as coming:
            page.click(f"#cd19-study .cd19-st-file >> nth={which} >> [type=submit]")
        return coming.value.path().read_bytes()


class TestTutor:
    def test_quiz_on_an_answer_and_an_item_explained_in_chat(self, page, stage):
        page.click("#cd19-views [data-tab-id=ask]")
        ask(page, "Which therapy?")
        finished(page)
        page.click("#cd19-chat a[href*='act-quiz']")
        item = asked(page)
        cited = {"table3", "patient3", "patient2"}
        assert {locator.split(".")[0] for locator in item.locators} & cited
        assert "Which therapy?" in page.inner_text(".cd19-st-about")
        answer_by_keys(page, item)
        page.click(f"{CARD} [data-do=ask]")
        finished(page, 2)
        assert stage[0].asked[-1][0] == explain_question(item)


def test_no_barrier_and_everything_fits(page):
    page.click("#cd19-study [data-do=start]")
    item = asked(page)
    sound(page)
    answer_by_keys(page, item)
    sound(page)
    room(page, "cases")
    page.click("#cd19-study [data-case=patient5]")
    page.click(f"{CARD} [data-do=step]")
    page.wait_for_selector(".cd19-st-choice")
    press(page, "1")
    page.click(".cd19-st-choice [type=submit]")
    page.wait_for_selector(".cd19-st-graded")
    sound(page)
    for name in ("progress", "take"):
        room(page, name)
        sound(page)


def sound(page) -> None:
    """Nothing wider than the window, wide or narrow; and narrow, where least has room, only minor findings of axe."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page, "#cd19-study") == []
