"""Reference marks: every form in which they survive a conversion, and what only looks like one."""

from __future__ import annotations

import pytest

from corpus.importing.marks import as_footnotes, marked, numbers_of, without_marks


class TestForms:
    @pytest.mark.parametrize(
        ("printed", "numbers"),
        [
            ("prognoses,¹⁻⁶ mostly", (1, 2, 3, 4, 5, 6)),
            ("relapse.¹⁵,²¹,²⁵⁻²⁷", (15, 21, 25, 26, 27)),
            ("relapse.^{15,21,25-27}", (15, 21, 25, 26, 27)),
            ("relapse.<sup>15, 21, 25–27</sup>", (15, 21, 25, 26, 27)),
            ("none at all", ()),
        ],
        ids=["superscript range", "superscript list", "TeX", "HTML", "none"],
    )
    def test_are_written_out(self, printed, numbers):
        assert marked(as_footnotes(printed)) == numbers

    @pytest.mark.parametrize(
        "printed",
        ["2 × 10⁶ cells", "10⁻³", "5 s⁻¹", "500 mg/m² a day", "3 cm³", "CD19⁺ cells", "^{a}", "<sup>th</sup>"],
    )
    def test_powers_units_and_charges_are_none(self, printed):
        assert as_footnotes(printed) == printed

    @pytest.mark.parametrize("listed", ["14-16-18", "0", "16a", "2019", "1;2", ""])
    def test_what_is_no_list_of_references_has_no_numbers(self, listed):
        assert numbers_of(listed) == ()

    def test_a_range_the_wrong_way_round_names_nothing(self):
        assert numbers_of("6-1") == ()


class TestWithoutMarks:
    def test_only_the_words_are_left(self):
        assert without_marks("Few respond, [^1][^2] and most relapse. [^3]") == "Few respond, and most relapse."

    def test_each_number_counts_once(self):
        assert marked("One.[^3][^1] Two.[^3]") == (3, 1)
