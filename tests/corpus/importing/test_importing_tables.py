"""Tables of a copy: rows by study or topic, columns by their heads, other figures told."""

from __future__ import annotations

import pytest

from corpus.importing.blocks import Block
from corpus.importing.tables import table_cells

HEAD = ("Study", "N", "CR % (MRD-)", "Relapse, %", "Survival")


def _cells(digest, concepts, *rows, caption="Table 2. Trials", head=HEAD):
    block = Block(
        kind="table", text=caption, rows=(head, *rows), row_lines=tuple((n,) for n in range(7, 8 + len(rows)))
    )
    return table_cells([block], digest, concepts)


def _texts(cells):
    return {passage.id: passage.text for passage in cells.passages}


class TestTrials:
    ROW = ("FHCRC", "53", "85 (85)", "22 (49)", "EFS 7.6 mo and OS 20 mo")

    def test_a_cell_says_its_row_and_its_column(self, digest, concepts):
        assert _texts(_cells(digest, concepts, self.ROW))["table2.fhcrc#cr-mrd"] == "FHCRC; CR % (MRD-): 85 (85)"

    def test_without_a_caption_the_studies_tell_which_table_it_is(self, digest, concepts):
        cells = _cells(digest, concepts, self.ROW, ("MSKCC", "53", "83 (67)", "25 (57)", ""), caption="")
        assert {own.split("#")[0] for own in _texts(cells)} == {"table2.fhcrc", "table2.mskcc"}

    def test_a_row_in_two_pieces_loses_neither(self, digest, concepts):
        cells = _cells(digest, concepts, (*self.ROW[:4], "EFS 7.6 mo"), ("FHCRC", "53", "", "", "OS 20 mo"))
        assert _texts(cells)["table2.fhcrc#survival"] == "FHCRC; Survival: EFS 7.6 mo; OS 20 mo"
        assert _texts(cells)["table2.fhcrc#n"] == "FHCRC; N: 53"
        assert cells.lines["table2.fhcrc"] == (8, 9)

    def test_an_unknown_study_is_left_out_with_its_line(self, digest, concepts):
        (left,) = _cells(digest, concepts, ("Ward 9 of nowhere", "1", "2", "3", "4")).unplaced
        assert (left.lines, left.opens) == ((8,), "Ward 9 of nowhere 1 2 3 4")

    @pytest.mark.parametrize(("printed", "told"), [("85 (85)", False), ("85† (85)", False), ("58 (85)", True)])
    def test_other_figures_than_the_built_in_ones_are_told(self, digest, concepts, printed, told):
        differing = _cells(digest, concepts, ("FHCRC", "53", printed, "22 (49)", "")).differing
        expected = [("table2.fhcrc#cr-mrd", printed, "85 85")] if told else []
        assert [(one.locator, one.printed, one.built_in) for one in differing] == expected


class TestComparison:
    def test_rows_by_topic_and_columns_by_therapy(self, digest, concepts):
        row = ("CNS involvement", "Avoid it.", "Cells reach the fluid.[^21]")
        cells = _cells(digest, concepts, row, caption="Table 3", head=("", "Blinatumomab", "CAR T cells"))
        assert _texts(cells) == {
            "table3.cns#blinatumomab": "CNS involvement; Blinatumomab: Avoid it.",
            "table3.cns#car_t": "CNS involvement; CAR T cells: Cells reach the fluid.",
        }
        assert cells.passages[1].refs == (21,)
