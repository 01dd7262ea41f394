"""Plain text and Markdown read into blocks."""

from __future__ import annotations

import pytest

from corpus.importing.plain import read_plain
from corpus.importing.read import read_document


@pytest.fixture(scope="module")
def leaflet(specimens):
    """Plain text out of a PDF: three pages, running heads, a table with tabs."""
    return read_document(specimens / "leaflet.txt")


@pytest.fixture(scope="module")
def pathway(specimens):
    """Markdown."""
    return read_document(specimens / "pathway.md")


def _texts(document, kind):
    return [block.text for block in document.blocks if block.kind == kind]


class TestPlainText:
    def test_a_paragraph_goes_on_across_a_page_break(self, leaflet):
        (paragraph,) = [text for text in _texts(leaflet, "paragraph") if "infusion itself" in text]
        assert "The infusion itself takes about 20 minutes and is watched by a nurse.[^1][^2][^3]" in paragraph

    def test_hyphenated_words_are_closed_up(self, leaflet):
        assert any("premedication" in text for text in _texts(leaflet, "paragraph"))

    def test_page_numbers_and_running_heads_are_no_text(self, leaflet):
        assert [block for block in leaflet.blocks if block.text in ("1", "2", "3", "Ward 9 leaflet")] == []

    def test_headings_are_lines_of_their_own_that_no_sentence_ends(self, leaflet):
        assert _texts(leaflet, "heading") == [
            "Leaflet on the infusion day: a made-up specimen", "What happens first", "What happens next", "REFERENCES",
        ]  # fmt: skip

    def test_tabs_make_a_table_and_a_row_without_a_first_cell_goes_on(self, leaflet):
        (table,) = [block for block in leaflet.blocks if block.kind == "table"]
        assert table.text == "Table 1. Times of the day"
        assert table.rows == (
            ("Step", "Start", "Length"), ("Blood draw", "8:00", "10 min"),
            ("Infusion", "10:30", "20 min\nlonger for two bags"),
        )  # fmt: skip

    def test_lines_are_those_an_editor_shows(self, leaflet, specimens):
        lines = (specimens / "leaflet.txt").read_text(encoding="utf-8").split("\n")
        (paragraph,) = [block for block in leaflet.blocks if "infusion itself" in block.text]
        assert lines[paragraph.lines[0] - 1].startswith("Blood is drawn")
        assert lines[paragraph.lines[1] - 1].startswith("about 20 minutes")

    def test_references_follow_their_heading(self, leaflet):
        assert [text.split(".")[0] for text in _texts(leaflet, "reference")] == ["Amsel B", "Drossel E", "Elster F"]


class TestMarkdown:
    def test_headings_have_levels(self, pathway):
        assert [(b.level, b.text) for b in pathway.blocks if b.kind == "heading"] == [
            (1, "Referral pathway of Ward 9"), (2, "Who calls whom"), (2, "Transport"), (2, "References"),
        ]  # fmt: skip

    def test_emphasis_and_escapes_are_gone(self, pathway):
        said = " ".join(_texts(pathway, "paragraph"))
        assert "calls the cell therapy nurse within" in said
        assert "level -2, at $0 an hour" in said

    def test_list_items_are_paragraphs_without_their_bullets(self, pathway):
        assert "A copy of the last marrow report goes along." in _texts(pathway, "paragraph")

    def test_pipes_make_a_table_without_its_rule(self, pathway):
        (table,) = [block for block in pathway.blocks if block.kind == "table"]
        assert table.rows[0] == ("Distance", "Vehicle", "Escort")
        assert table.rows[1:] == (("under 50 km", "taxi", "none"), ("50 km or more", "ambulance", "nurse"))

    def test_references_keep_their_numbers(self, pathway):
        assert [(b.number, b.text) for b in pathway.blocks if b.kind == "reference"] == [
            (1, "Ward 9. Telephone list. Nowhere; 2023."), (2, "Ward 9. Opening hours. Nowhere; 2024."),
        ]  # fmt: skip


class TestTitle:
    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("# Title\n\nSome words follow here.", "Title"),
            ("A short first line.\n\nThen more of it, and more.", "A short first line."),
            (f"{'A paragraph that goes on and on, ' * 5}to its end.\n\nReferences\n\n- One.", ""),
            ("a\tb\nc\td", ""),
            ("", ""),
        ],
        ids=["heading", "short line", "no heading", "table first", "empty"],
    )
    def test_is_how_the_file_begins(self, text, title):
        assert read_plain(text).title == title

    def test_windows_line_ends_are_line_ends(self):
        assert [block.lines for block in read_plain("One here.\r\n\r\nTwo there.\r\n").blocks] == [(1,), (3,)]


class TestPageBreak:
    def test_parts_blocks_where_no_blank_line_does(self):
        blocks = read_plain("The first page ends here.\n\fThe second begins here.\n").blocks
        assert [(block.text, block.lines) for block in blocks] == [
            ("The first page ends here.", (1,)),
            ("The second begins here.", (2,)),
        ]
