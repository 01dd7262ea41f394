"""Tables of JATS: spans, heads of several rows, rows that go on, groups."""

from __future__ import annotations

import pytest

from corpus.importing.jats import read_jats

HEAD = "<thead><tr><th>Study</th><th>N</th><th>CR</th><th>Survival</th></tr></thead>"


def _table(inside):
    raw = f"<article><body><table-wrap><label>Table 1</label><table>{inside}</table></table-wrap></body></article>"
    return next(block for block in read_jats(raw.encode()).blocks if block.rows)


def _rows(body):
    return list(_table(f"{HEAD}<tbody>{body}</tbody>").rows[1:])


@pytest.fixture(scope="module")
def table(specimens):
    """The table of the made-up article."""
    (table,) = [b for b in read_jats((specimens / "audit.xml").read_bytes()).blocks if b.kind == "table"]
    return table


class TestSpecimen:
    def test_caption(self, table):
        assert table.text == "Table 1. Collections by access. One year, made up"

    def test_a_head_of_two_rows_is_joined(self, table):
        assert table.rows[0] == ("Access", "Outcome: Collections", "Outcome: Failed, n (%)", "Note")

    def test_rows_that_go_on_are_one_row_under_its_group(self, table):
        assert table.rows[1:] == (
            ("Adults, Peripheral", "33", "2 (6)", "slow*"),
            ("Adults, Femoral", "7", "0 (0)", "one hematoma\none night in bed[^2]\nno infection"),
            ("Children, Jugular", "4", "1 (25)", ""),
        )

    def test_each_row_has_its_lines(self, table, specimens):
        lines = (specimens / "audit.xml").read_text(encoding="utf-8").splitlines()
        assert "Femoral" in lines[table.row_lines[2][0] - 1]
        assert len(table.row_lines[2]) == 3

    def test_notes_follow_with_their_sign(self, specimens):
        blocks = read_jats((specimens / "audit.xml").read_bytes()).blocks
        at = next(at for at, block in enumerate(blocks) if block.kind == "table")
        assert blocks[at + 1].text == "* Slow means below 40 mL/min."


class TestRows:
    def test_a_cell_over_many_rows_stands_in_each(self):
        body = "<tr><td rowspan='2'>A</td><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td><td>6</td></tr>"
        assert _rows(body) == [("A", "1", "2", "3"), ("A", "4", "5", "6")]

    def test_an_empty_first_cell_means_the_one_above(self):
        body = "<tr><td>A</td><td>1</td><td>2</td><td>3</td></tr><tr><td/><td>4</td><td>5</td><td>6</td></tr>"
        assert _rows(body) == [("A", "1", "2", "3"), ("A", "4", "5", "6")]

    def test_a_row_with_little_but_a_second_line_goes_on(self):
        body = "<tr><td>A</td><td>1</td><td>2</td><td>first</td></tr><tr><td/><td/><td/><td>second</td></tr>"
        assert _rows(body) == [("A", "1", "2", "first\nsecond")]

    def test_a_group_without_rows_is_kept(self):
        body = "<tr><td>A</td><td>1</td><td>2</td><td>3</td></tr><tr><td colspan='4'>All made up.</td></tr>"
        assert _rows(body) == [("A", "1", "2", "3"), ("All made up.",)]

    def test_without_a_head_the_first_row_is_it(self):
        assert _table("<tr><td>Study</td><td>N</td></tr><tr><td>A</td><td>1</td></tr>").rows == (
            ("Study", "N"),
            ("A", "1"),
        )

    @pytest.mark.parametrize("span", ["0", "-1", "x", "", "999999999"])
    def test_an_absurd_span_harms_nothing(self, span):
        (row,) = _rows(f"<tr><td>A</td><td colspan='{span}'>1</td></tr>")
        assert row[:2] == ("A", "1")
        assert len(row) <= 100

    def test_a_table_that_is_a_picture_leaves_its_caption(self):
        raw = (
            b"<article><body><table-wrap><label>Table 2</label><caption><p>Drawn by hand.</p></caption>"
            b"<graphic/></table-wrap></body></article>"
        )
        assert [(b.kind, b.text) for b in read_jats(raw).blocks] == [("paragraph", "Table 2. Drawn by hand.")]
