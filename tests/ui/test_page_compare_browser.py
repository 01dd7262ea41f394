"""The Compare view in a real browser: sort, filter, ask from a cell and from a point, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from browsing import barriers, finished, outside

pytestmark = pytest.mark.enable_socket

TAB = "#cd19-views [role=tab]:has-text('Compare')"
STUDIES = "[data-table=table2] tbody tr:not([hidden])"


@pytest.fixture
def page(page):
    """The view, opened; nothing filtered."""
    page.click(TAB)
    page.click(".cd19-filter-clear")
    page.wait_for_selector("#cd19-tables table")
    page.wait_for_selector("#cd19-plots svg", state="attached")
    return page


def order(page) -> list[str]:
    return page.eval_on_selector_all(f"{STUDIES} th b", "all => all.map(one => one.textContent)")


class TestTables:
    def test_sorted_by_value_what_is_not_reported_last(self, page):
        printed = order(page)
        head = page.locator("[data-table=table2] th[data-column=no-car-t]")
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert order(page)[:5] == ["FHCRC", "COH", "CARPALL", "Novartis multicenter", "MSKCC"]
        head.locator("button").press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        assert order(page)[0] == "MSKCC"
        assert order(page)[5:] == [name for name in printed if name not in order(page)[:5]]
        head.locator("button").press("Enter")
        assert order(page) == printed

    def test_filtered_by_words_therapy_and_what_is_reported(self, page):
        page.fill(".cd19-filter-text", "gardner")
        assert order(page) == ["Seattle Children's Hospital"]
        assert page.inner_text(".cd19-filter-count") == "1 of 17 studies, 0 of 19 topics"
        page.click(".cd19-filter-clear")
        page.select_option(".cd19-filter-reports", "emd")
        assert order(page) == ["MSKCC", "FHCRC", "Hebei Yanda Lu Daopei Hospital (China)"]
        page.select_option(".cd19-filter-therapy", "blinatumomab")
        assert not page.is_visible("#cd19-table2")
        assert not page.is_visible("[id='compare-table3.cns#car_t']")
        assert page.is_visible("[id='compare-table3.cns#blinatumomab']")

    def test_what_was_sorted_and_filtered_stays_when_the_view_is_left(self, page):
        page.fill(".cd19-filter-text", "gardner")
        page.click("#cd19-views [role=tab]:has-text('Ask')")
        page.click(TAB)
        assert order(page) == ["Seattle Children's Hospital"]
        assert page.input_value(".cd19-filter-text") == "gardner"

    def test_cell_is_reached_by_keys_and_offers_to_ask(self, page, stage):
        page.focus("[data-table=table2] td[tabindex='0']")
        for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == "compare-table2.mskcc#low-disease"
        page.keyboard.press("Enter")
        assert "The audit questions this figure" in page.inner_text(".cd19-offer")
        page.keyboard.press("Escape")
        assert not page.is_visible(".cd19-offer")
        assert page.evaluate("document.activeElement.id") == "compare-table2.mskcc#low-disease"
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        finished(page)
        assert page.is_visible("#cd19-chat")
        assert "low disease" in stage[0].asked[-1][0]
        assert "MSKCC" in stage[0].asked[-1][0]


class TestPlots:
    def test_click_on_a_point_asks_about_it(self, page, stage):
        page.click("#cd19-plot-response .cd19-wide .cd19-point[data-place='table2.fhcrc#cr-mrd']")
        finished(page)
        assert stage[0].asked[-1][0] == "What was the CR/CRi rate in the FHCRC study of CD19 CAR T cells?"
        assert page.is_visible("#cd19-chat")

    def test_point_is_reached_by_tab_and_asks_by_enter(self, page, stage):
        page.focus("#cd19-plot-attrition .cd19-wide .cd19-point >> nth=0")
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert "of 16 patients, 3 not infused" in name
        assert "95% Wilson interval" in name
        page.keyboard.press("Enter")
        finished(page)
        assert "leukapheresed" in stage[0].asked[-1][0]

    def test_table_behind_a_plot_is_saved_as_a_file(self, page):
        with page.expect_download() as saved:
            page.click("#cd19-plot-mrd .cd19-save")
        assert saved.value.suggested_filename == "mrd.csv"
        assert "FHCRC" in saved.value.path().read_text(encoding="utf-8")
        assert outside(page) == []
        assert page.complaints == []


def test_narrow_page_scrolls_down_and_never_sideways(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_selector("#cd19-plot-response .cd19-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.is_visible("#cd19-plot-response .cd19-wide")
    page.mouse.move(195, 60)
    page.mouse.wheel(0, 700)
    page.wait_for_function("scrollY > 500")


def test_no_serious_finding_of_axe(page):
    page.click("[id='compare-table1.blast#post-hct']")
    assert barriers(page, "#cd19-compare") == []
