"""Tables: each cell typed, said aloud with its denominator and footnote, and citable alone."""

from __future__ import annotations

import pytest

from corpus.tables import cell_passage, clause, comparison_table, load_columns, load_rows, trial_tables

ROWS = {row.locator: row for row in load_rows()}
COLUMNS = {column.id: column for column in load_columns()}
CELLS = [(row, column) for row in ROWS.values() for column in COLUMNS.values()]


def _said(locator: str, column: str) -> str:
    return clause(ROWS[locator], COLUMNS[column])


class TestReading:
    @pytest.mark.parametrize(
        ("locator", "field", "number"),
        [
            ("table1.blast", "n", 116),
            ("table1.blast", "relapse_pct", 43),
            ("table1.blast", "cd19_relapse_n", None),
            ("table1.blast", "cr_pct", None),
            ("table1.blast", "prior_hct_n", 0),
            ("table1.blast", "prior_hct_pct", None),
            ("table1.pediatric", "age_min", None),
            ("table1.pediatric", "age_max", 17),
            ("table2.hebei", "age_mrd_median", 24),
            ("table2.fhcrc", "no_such_field", None),
        ],
        ids=["count", "percent", "NR", "NA", "zero", "empty", "<1", "number", "second median", "no such field"],
    )
    def test_numbers_are_numbers_and_the_rest_is_none(self, locator, field, number):
        assert ROWS[locator].number(field) == number

    def test_seventeen_studies(self):
        tables = [row.table for row in ROWS.values()]
        assert (tables.count("table1"), tables.count("table2")) == (8, 9)
        assert {row.therapy for row in ROWS.values() if row.table == "table2"} == {"car_t"}
        assert {row.therapy for row in ROWS.values() if row.table == "table1"} == {"blinatumomab"}

    def test_every_column_reads_fields_that_some_row_has(self):
        known = {field for row in ROWS.values() for field in row.fields}
        assert [c.id for c in COLUMNS.values() if not set(c.fields) <= known] == []


class TestClause:
    @pytest.mark.parametrize(
        ("locator", "column", "parts"),
        [
            ("table2.fhcrc", "cr-mrd", ("85%", "85% of responders", "N = 53")),
            ("table2.mskcc", "prior-hct", ("19 of 53", "36%")),
            ("table1.alcantara", "age", ("55", "23-78")),
            ("table1.pediatric", "age", ("<1-17",)),
            ("table2.mskcc", "no-car-t", ("24",)),
            ("table2.novartis", "cd19-relapse", ("15", "68% of relapses")),
        ],
        ids=["rates", "count of all", "range", "under one", "count", "share of relapses"],
    )
    def test_reported_is_said_with_its_denominator(self, locator, column, parts):
        said = _said(locator, column)
        assert [part for part in parts if part not in said] == []

    @pytest.mark.parametrize(
        ("locator", "column"),
        [("table1.blast", "cd19-relapse"), ("table2.upenn-chop", "emd"), ("table2.coh", "survival")],
    )
    def test_nr_is_said_as_not_reported(self, locator, column):
        said = _said(locator, column)
        assert "not reported (NR)" in said
        assert not any(character.isdigit() for character in said.replace("CD19", "").replace("n (%)", ""))

    def test_na_with_known_mrd_says_both(self):
        said = _said("table1.blast", "cr-mrd")
        assert "not applicable (NA" in said
        assert "78%" in said

    def test_a_count_without_percent_says_none(self):
        said = _said("table1.mrd-pilot", "prior-hct")
        assert "0 of 20" in said
        assert "%" not in said

    def test_a_column_the_table_lacks_is_silent(self):
        assert _said("table1.blast", "no-car-t") == ""
        assert _said("table2.fhcrc", "emd-relapse") == ""

    def test_footnote_stands_at_its_cell_alone(self):
        assert "11 were evaluable" in _said("table2.coh", "cr-mrd")
        assert "11 were evaluable" not in _said("table2.coh", "post-hct")
        assert "median was 24 years (range 2-44)" in _said("table2.hebei", "age")

    @pytest.mark.parametrize(("row", "column"), CELLS, ids=lambda part: getattr(part, "locator", None) or part.id)
    def test_no_cell_says_a_blank(self, row, column):
        said = clause(row, column)
        assert not {"{", "}", "()", "None%", "NR%", "NA%"} & {
            said[i : i + n] for n in (1, 2, 3, 5) for i in range(len(said))
        }


class TestPassages:
    def test_each_study_has_cells(self, digest):
        places, passages = trial_tables()
        assert [place.locator for place in places] == list(ROWS)
        for place in places:
            cells = [p for p in passages if p.place == place.locator]
            assert len(cells) >= 12, place.locator
            assert digest.at(place.locator) == tuple(cells)

    def test_each_comparison_has_both_sides(self):
        places, passages = comparison_table()
        assert len(places) == 19
        for place in places:
            sides = {p.id: p.therapies for p in passages if p.place == place.locator}
            assert sides == {
                f"{place.locator}#blinatumomab": ("blinatumomab",),
                f"{place.locator}#car_t": ("car_t",),
            }

    def test_a_cell_names_its_row_column_and_table(self):
        passage = cell_passage(ROWS["table2.fhcrc"], COLUMNS["cr-mrd"])
        assert passage is not None
        assert passage.locators == ("table2.fhcrc#cr-mrd", "table2.fhcrc")
        assert passage.label == "Table 2, FHCRC"
        assert ("Table 2" in passage.header, "FHCRC" in passage.header, "CR/CRi" in passage.header) == (True,) * 3
        assert "FHCRC study of CD19 CAR T cells" in passage.text
        assert passage.refs == (41,)

    def test_every_trial_cell_names_study_and_column(self):
        for row, column in CELLS:
            passage = cell_passage(row, column)
            if passage is not None:
                assert row.study in passage.text, passage.id
                assert row.study in passage.header, passage.id
                assert column.title in passage.header, passage.id
                assert passage.text.endswith("."), passage.id

    def test_a_comparison_cell_names_its_topic(self, digest):
        for passage in comparison_table()[1]:
            topic = digest.place(passage.place).label.removeprefix("Table 3, ")
            assert topic in passage.header
            assert "Table 3" in passage.label

    def test_a_missing_column_is_no_passage(self):
        assert cell_passage(ROWS["table1.blast"], COLUMNS["no-car-t"]) is None
