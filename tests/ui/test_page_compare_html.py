"""The tables and plots as HTML: every cell addressable, asked about from its own words, drawn once."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from corpus.audit.kept import questioned
from corpus.tables import cell_passage, comparison_table, load_columns, load_rows
from ui.compare.plots import plots_html
from ui.compare.points import all_plots
from ui.compare.tables import tables_html

CELLS = {
    passage.id
    for passage in (
        *(cell_passage(row, column) for row in load_rows() for column in load_columns()),
        *comparison_table()[1],
    )
    if passage
}


IN_VIEW = "compare-"
"""What stands before a locator in this view: the Read view has the same cells."""


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="module")
def asked_cells():
    cells = (own for tag, own in Elements(tables_html()).found if tag == "td")
    return {own["id"].removeprefix(IN_VIEW): own for own in cells}


class TestTables:
    def test_every_cell_stands_under_its_locator_once(self):
        ids = [own["id"] for _, own in Elements(tables_html()).found if "id" in own]
        assert set(ids) >= {f"{IN_VIEW}{place}" for place in CELLS}
        assert len(ids) == len(set(ids))

    def test_questioned_cells_say_why(self, asked_cells):
        flagged = {place for place, own in asked_cells.items() if own.get("data-doubt")}
        assert flagged == {place for place in questioned() if place.startswith("table")}
        assert all("The audit questions this figure" in asked_cells[place]["data-doubt"] for place in flagged)

    def test_numbers_are_sorted_by_value_and_what_is_not_reported_has_none(self, asked_cells):
        assert asked_cells["table2.fhcrc#cr-mrd"]["data-sort"] == "85"
        assert asked_cells["table2.novartis#cns"]["data-sort"] == "2"  # CNS-2 = 1; CNS-3 = 1
        assert asked_cells["table2.mskcc#survival"]["data-sort"] == "12.9"  # median OS
        assert asked_cells["table1.blast#cr-mrd"]["data-sort"] == ""
        assert asked_cells["table1.mrd-pilot#prior-hct"]["data-sort"] == "0"

    def test_references_lead_to_their_doi(self):
        row = tables_html().split('<tr id="compare-table2.mskcc">')[1].split("</tr>")[0]
        assert "https://doi.org/" in row
        assert "Table 2, MSKCC" in row


class TestPlots:
    def test_every_point_can_be_reached_and_asks_in_both_widths(self):
        points = [own for _, own in Elements(plots_html()).found if own.get("class") == "cd19-point"]
        assert len(points) == 2 * sum(len(plot.points) for plot in all_plots())
        assert all(own["tabindex"] == "0" and own["data-do"] == "ask" and own["data-question"] for own in points)
        assert all(own["role"] == "button" and own["aria-label"] for own in points)

    def test_ids_are_unique_and_every_reference_within_resolves(self):
        elements = Elements(plots_html()).found
        ids = [own["id"] for _, own in elements if "id" in own]
        assert len(ids) == len(set(ids))
        assert {own["href"][1:] for tag, own in elements if tag == "use"} <= set(ids)

    def test_drawings_hold_no_colour_of_their_own_and_no_style_for_the_page(self):
        drawings = re.findall(r"<svg.*?</svg>", plots_html(), re.S)
        assert len(drawings) == 2 * len(all_plots())
        for drawing in drawings:
            ElementTree.fromstring(drawing)
            assert not re.search(r"#[0-9a-f]{6}\b(?!-)", re.sub(r'(href|id)="[^"]*"', "", drawing))
            assert "<style" not in drawing
            assert "DejaVu" not in drawing

    def test_file_is_the_table_behind_the_plot(self):
        links = re.findall(r'href="data:text/csv;charset=utf-8,([^"]*)"', plots_html())
        assert len(links) == len(all_plots())
        assert "FHCRC" in unquote(unescape(links[0]))

    def test_intervals_are_said_to_be_ours(self):
        assert "95% Wilson interval computed here from n; not in the review" in plots_html()

    def test_drawn_once(self):
        assert plots_html() is plots_html()


class TestQuestionsReachTheirCells:
    """Of one in three, always the same: all of them take a minute."""

    def test_of_nearly_all_cells(self, assistant, asked_cells):
        asked = list(asked_cells.items())[::3]
        missed = [place for place, own in asked if not _cites(assistant, own["data-question"], place)]
        assert len(asked) > 50
        assert len(missed) <= 0.05 * len(asked), missed

    def test_of_nearly_all_points(self, assistant, asked_cells):
        known = {own["data-question"] for own in asked_cells.values()}
        points = [p for plot in all_plots() for p in plot.points if p.question not in known][::3]
        missed = [(p.place, p.question) for p in points if not _cites(assistant, p.question, p.place)]
        assert len(missed) <= 0.05 * len(points), missed


def _cites(assistant, question: str, place: str) -> bool:
    return any(place in citation.locators for citation in assistant.ask(question).citations)
