"""The HTML copy: one file that fetches nothing and runs nothing, its marks links both ways, good on any screen."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser

import pytest

from assistant.formats.page import as_page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e .[dev]")

FETCHING = {"script", "img", "iframe", "object", "embed", "link", "svg", "video", "audio", "form", "base"}


class Outline(HTMLParser):
    """Tags, ids, links and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.names |= set(given)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []


@pytest.fixture(scope="module")
def page(a_sheet):
    return as_page(a_sheet())


@pytest.fixture(scope="module")
def outline(page):
    return Outline(page)


class TestLinks:
    def test_every_link_within_the_page_leads_somewhere(self, outline):
        within = [link[1:] for link in outline.links if link.startswith("#")]
        assert set(within) <= set(outline.ids)
        assert len(outline.ids) == len(set(outline.ids))

    def test_every_mark_has_its_source_and_every_source_leads_back_to_each_mark(self, outline):
        marks = [own for own in outline.ids if own.startswith("mark-")]
        assert marks == ["mark-1-1", "mark-2-1", "mark-2-2", "mark-3-1", "mark-3-2", "mark-4-1"]
        assert outline.links.count("#source-3") == 4  # two marks, and the two references that it cites
        for own in marks:
            assert outline.links.count(f"#{own}") == 1

    def test_sources_lead_to_references_and_back(self, page):
        assert '<p class="refs">References <a href="#ref-14">14</a>, <a href="#ref-17">17</a></p>' in page
        own = page.split('<li id="ref-14">')[1].split("</li>")[0]
        assert re.findall(r'href="#source-(\d)"', own) == ["1", "3"]

    def test_a_mark_without_a_passage_stays_text(self, page):
        assert "No such passage [9]." in page

    def test_outside_links_are_dois_alone(self, outline):
        outside = [link for link in outline.links if not link.startswith("#")]
        assert "https://doi.org/10.1182/blood.2019002132" in outside
        assert all(link.startswith("https://doi.org/10.") for link in outside)


class TestSafety:
    def test_nothing_fetches_or_runs(self, page, outline):
        assert not FETCHING & set(outline.tags)
        assert not {name for name in outline.names if name.startswith("on") or name in ("src", "style")}
        assert not re.search(r"url\(|@import", page)
        assert "default-src 'none'" in page

    def test_hostile_words_are_shown_as_typed(self, page):
        body = page.split("<body>")[1]
        assert body.count("&lt;script&gt;alert(2)&lt;/script&gt;") == 4  # question, fact, quotation, passage
        assert "![x](http://evil.example/x.png)" in body

    def test_title_is_escaped_and_short(self, a_sheet):
        title = re.search(r"<title>(.*)</title>", as_page(a_sheet("</title><b>" + " word" * 40)))[1]
        assert title.startswith("&lt;/title&gt;&lt;b&gt; word")
        assert title.endswith("word…")
        assert len(title) < 110


class TestParts:
    def test_table_is_drawn(self, page):
        assert '<div class="wide"><table>' in page
        assert "<td>116\u00a0<a" in page

    def test_foot_has_the_hashes_and_the_version(self, page):
        foot = page.split("<footer>")[1]
        assert "c0ffee" * 10 in foot
        assert "beef" * 16 in foot
        assert "9.8.7" in foot
        assert "January 2020" in foot

    def test_without_question_patient_or_passages_nothing_empty_is_left(self, a_sheet):
        bare = as_page(a_sheet("", answer="None.", case=None, citations=(), checks=(), status="abstained"))
        assert "<title>Blinatumomab or CD19 CAR T cells</title>" in bare
        assert 'class="asked"' not in bare
        assert "<table" not in bare
        assert "<ul" not in bare
        assert "No passage of the review stands behind this answer." in bare


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no browser: install chromium, or run `playwright install chromium` ({error.message[:80]})")
        yield browser
        browser.close()


CONTRAST = """() => {
  const light = rgb => { const [r, g, b] = rgb.match(/\\d+/g).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = at => { for (; at; at = at.parentElement) { const c = getComputedStyle(at).backgroundColor;
    if (!/, 0\\)$|transparent/.test(c)) return c; } return getComputedStyle(document.body).backgroundColor; };
  return Math.min(...[...document.querySelectorAll("body *")].filter(own => own.innerText).map(own => {
    const [a, b] = [light(getComputedStyle(own).color), light(ground(own))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05); }));
}"""


@pytest.mark.enable_socket
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_in_a_browser_it_fits_is_legible_fetches_nothing_and_its_marks_work(chromium, page, tmp_path, width, scheme):
    file = tmp_path / "answer.html"
    file.write_text(page, encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    shown, requested, alerts = context.new_page(), [], []
    shown.on("request", lambda request: requested.append(request.url))
    shown.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    shown.goto(file.as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.evaluate(CONTRAST) >= 4.5
    shown.click("#mark-3-2")
    assert shown.evaluate("document.querySelector(':target').id") == "source-3"
    shown.click("#source-3 .back >> nth=0")
    assert shown.evaluate("document.querySelector(':target').id") == "mark-3-1"
    assert (requested, alerts) == ([file.as_uri()], [])
    context.close()
