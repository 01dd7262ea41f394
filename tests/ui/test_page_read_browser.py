"""Read, deep links and citation cards in a real browser."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from browsing import ask, barriers, finished, outside, watched

pytestmark = pytest.mark.enable_socket

SEEN = """own => {
  const box = own.getBoundingClientRect(), frame = document.querySelector("#cd19-read").getBoundingClientRect();
  return box.bottom > Math.max(0, frame.top) && box.top < Math.min(innerHeight, frame.bottom);
}"""
WITHIN_ITS_FRAME = """own => {
  const box = own.getBoundingClientRect(), frame = own.closest(".cd19-scroll").getBoundingClientRect();
  return box.top >= frame.top && box.top < frame.bottom;
}"""
_LIKE_OTHERS = ", ".join(
    f"#cd19-read {own}"
    for own in (".cd19-list li:nth-child(n+6)", "tbody tr:nth-child(n+5)", "article:nth-of-type(n+8)")
)
"""References, rows and paragraphs built as those before them."""
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture
def at(window, stage):
    """Opens the page at an address, which may leave the Ask view in the background: at("/#patient2.4")."""
    return lambda address="": watched(window, stage[1] + address, "#cd19-views [role=tab]")


def read(page):
    page.click("#cd19-views [data-tab-id=read]")
    page.wait_for_selector(".cd19-book")


def place(page, locator):
    """The marked place of an address, once it is marked."""
    return page.wait_for_selector(f'[id="{locator}"].cd19-here')


class TestDeepLinks:
    @pytest.mark.parametrize("locator", ["patient2.4#3", "table2.fhcrc#cr-mrd"])
    def test_open_the_place_in_view_and_mark_it(self, at, locator):
        with at(f"/#{locator}") as page:
            assert place(page, locator).evaluate(SEEN)
            assert page.locator(".cd19-here").count() == 1
            assert page.complaints == []
            assert outside(page) == []

    def test_follow_the_address_and_survive_a_reload(self, at):
        with at("/#patient1.1") as page:
            place(page, "patient1.1")
            for locator in ("ref.41", "table3.cns", "patient2.4", "patient5.4#2"):
                page.evaluate("place => { location.hash = '#' + place; }", locator)
                assert place(page, locator).evaluate(SEEN)
                assert page.locator(".cd19-here").count() == 1
            page.reload()
            assert place(page, "patient5.4#2").evaluate(SEEN)

    def test_unknown_place_is_told_in_words(self, at):
        with at("/#patient9.9") as page:
            page.wait_for_selector("#read-status >> text=no place named patient9.9")

    def test_question_in_the_address_is_asked_as_text(self, at, stage):
        question = "Which <b>therapy</b> & why?"
        with at(f"/?q={quote(question)}") as page:
            finished(page)
            assert page.inner_text(".cd19-said") == question
            assert stage[0].asked[-1][0] == question


class TestReading:
    def test_contents_lead_to_a_section(self, at):
        with at() as page:
            read(page)
            page.click(".cd19-contents a >> text='Patient 5'")
            assert page.locator("#read-patient5 h2").evaluate(SEEN)
            assert page.locator(".cd19-tools").evaluate(SEEN), "contents went out of sight"
            page.wait_for_selector(".cd19-contents a[aria-current] >> text='Patient 5'")

    def test_reference_number_leads_to_the_list(self, at):
        with at("/#patient2.4") as page:
            place(page, "patient2.4")
            page.click('[id="patient2.4#2"] sup a')
            assert place(page, "ref.19").evaluate(SEEN)
            page.go_back()
            assert place(page, "patient2.4").evaluate(SEEN)

    def test_search_counts_steps_and_clears_by_keys(self, at):
        with at() as page:
            read(page)
            page.keyboard.press("/")
            page.keyboard.type("GÖKBUGET")
            count = page.locator(".cd19-find output")
            total = int(count.inner_text().removeprefix("1 of "))
            assert total >= 2
            assert page.locator(".cd19-hit").evaluate(SEEN)
            page.keyboard.press("Enter")
            assert count.inner_text() == f"2 of {total}"
            page.keyboard.press("Shift+Enter")
            page.keyboard.press("Shift+Enter")
            assert count.inner_text() == f"{total} of {total}"
            assert page.inner_text(".cd19-contents a[href='#read-ref'] [data-count]") == str(total)
            page.keyboard.press("Escape")
            assert page.input_value("#cd19-find") == ""
            assert page.locator(".cd19-hit").count() == 0

    def test_search_minds_neither_accents_nor_sentence_bounds(self, at):
        with at() as page:
            read(page)
            page.fill("#cd19-find", "gokbuget n")
            assert page.inner_text(".cd19-find output").startswith("1 of ")
            page.fill("#cd19-find", "car t cells. responses to")
            assert page.inner_text(".cd19-find output") == "no match"
            page.fill("#cd19-find", "in the csf. responses to")
            assert page.inner_text(".cd19-find output") == "1 of 1"

    def test_ask_about_a_paragraph_comes_to_the_front_answered(self, at, stage):
        with at("/#patient2.4") as page:
            place(page, "patient2.4")
            page.click('[id="patient2.4"] [data-do=ask]')
            finished(page)
            assert page.is_visible("#cd19-chat .cd19-said")
            assert stage[0].asked[-1][0] == page.inner_text(".cd19-said")

    def test_link_is_copied(self, at):
        with at("/#patient2.4") as page:
            page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
            place(page, "patient2.4")
            page.click('[id="patient2.4"] [data-copy]')
            page.wait_for_selector("text=Copied")
            assert page.evaluate("copied").endswith("/#patient2.4")

    def test_criteria_unfold_by_key(self, at):
        with at("/#patient2.4") as page:
            place(page, "patient2.4")
            page.focus('[id="patient2.4"] .cd19-arises summary')
            page.keyboard.press("Enter")
            assert "Against blinatumomab" in page.inner_text('[id="patient2.4"] .cd19-arises')


class TestCards:
    def test_mark_and_card_lead_to_each_other(self, at):
        with at() as page:
            ask(page, "Which therapy?")
            finished(page)
            page.click("#cd19-chat a.cd19-mark >> text='6'")
            page.wait_for_selector("#cd19-passage-1-6.cd19-marked")
            page.click("#cd19-passage-1-2 h3")
            assert page.inner_text("#cd19-chat .cd19-lit") == "2"
            assert page.locator("#cd19-chat .cd19-lit").evaluate("own => own.getBoundingClientRect().top < innerHeight")
            page.focus("#cd19-passage-1-3 button.cd19-mark")
            page.keyboard.press("Enter")
            assert page.inner_text("#cd19-chat .cd19-lit") == "3"
            assert page.locator(".cd19-marked").count() == 1

    def test_table_is_drawn_with_its_cell_marked_and_whole_on_demand(self, at):
        with at() as page:
            ask(page, "Which therapy?")
            finished(page)
            card = page.locator("#cd19-passage-1-4")
            assert "23% to 47%" in card.locator("td.cd19-cited").inner_text()
            assert card.locator("tbody tr").count() == 1
            card.locator(".cd19-whole summary").click()
            assert card.locator(".cd19-whole tbody tr").count() == 19
            assert card.locator(".cd19-whole td.cd19-cited").evaluate(WITHIN_ITS_FRAME)

    def test_place_of_a_card_opens_in_read(self, at):
        with at() as page:
            ask(page, "Which therapy?")
            finished(page)
            page.click("#cd19-passage-1-6 a.cd19-place")
            assert place(page, "patient2.5#3").evaluate(SEEN)
            page.go_back()
            page.wait_for_selector("#cd19-chat .cd19-reply", state="visible")


def test_narrow_page_fits(window, at):
    window.set_viewport_size({"width": 390, "height": 844})
    with at("/#table2.fhcrc#cr-mrd") as page:
        cell = place(page, "table2.fhcrc#cr-mrd")
        assert cell.evaluate("own => own.getBoundingClientRect().right <= innerWidth")
        assert page.evaluate(FITS)
        page.click(".cd19-contents summary")
        page.click(".cd19-contents a >> text='Patient 3'")
        assert page.locator("#read-patient3 h2").evaluate(SEEN)
        page.click("#cd19-views [data-tab-id=ask]")
        ask(page, "Which therapy?")
        finished(page)
        page.locator("#cd19-passage-1-4 .cd19-whole summary").click()
        assert page.evaluate(FITS)


def test_no_serious_barrier(at):
    with at("/#patient3.7") as page:
        place(page, "patient3.7")
        for folded in ("patient3.7", "patient2.4"):
            page.eval_on_selector(f'[id="{folded}"] details', "own => { own.open = true; }")
        gone = page.eval_on_selector_all(_LIKE_OTHERS, "all => all.map(own => own.remove()).length")
        assert gone > 50, "axe takes half a minute over what is built alike"
        assert barriers(page) == []
        page.click("#cd19-views [data-tab-id=ask]")
        ask(page, "Which therapy?")
        finished(page)
        page.eval_on_selector_all(".cd19-card details", "all => all.forEach((own) => { own.open = true; })")
        page.click("#cd19-passage-1-4 h3")
        page.wait_for_selector(".cd19-whole td.cd19-cited")
        assert barriers(page) == []
