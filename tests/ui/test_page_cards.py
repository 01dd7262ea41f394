"""Citation cards: the words that support, the table a cell stands in, the references."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from assistant.models import Citation
from corpus.lexicon import load_concepts
from ui.cards.card import card_html, cards_html
from ui.cards.drawn import drawn_html, whole_tables
from ui.cards.marked import marked_html
from ui.cards.supporting import supporting
from ui.grids import digest_grids
from ui.links import is_place, place_link

EVIL = "<img src=x onerror=alert(1)>"


def _marked(passage, *said):
    return [passage[start:end] for start, end in supporting(passage, said, load_concepts())]


class TestSupportingWords:
    @pytest.mark.parametrize(
        ("passage", "said", "marked"),
        [
            ("Rates of 6%, 16% and 0.6%.", "It was 6%.", ["6%"]),
            ("Seen in 5 of 53.", "Seen in 5%.", ["Seen"]),
            ("From 23% to 47%.", "Between 23-47%.", ["23% to 47%"]),
            ("Burden <50% there.", "Here it is >50%.", []),
            ("Burden <50% there.", "Here it is below 50%.", ["<50%"]),
            ("Relapse at 6.1 months.", "Relapse at 1 month.", ["Relapse", "months"]),
            ("After 4-6 weeks.", "It takes 6 weeks.", ["6 weeks"]),
            ("CNS-2 in 2 patients.", "In 2 of them.", ["2"]),
        ],
        ids=["6-is-not-16", "5-is-not-5%", "range", "not-the-other-side", "in-words", "6.1-is-not-1", "end", "name"],
    )
    def test_figures_are_exact(self, passage, said, marked):
        assert _marked(passage, said) == marked

    def test_therapies_and_topics_are_known_by_other_names(self):
        found = _marked("Blinatumomab is absent from the cerebrospinal fluid.", "Blincyto does not reach the CSF.")
        assert found == ["Blinatumomab", "cerebrospinal fluid"]

    def test_study_is_marked_and_another_is_not(self):
        assert _marked("MSKCC found more than FHCRC did.", "At FHCRC it was 3.") == ["FHCRC"]

    def test_forms_of_a_word_count_and_function_words_do_not(self):
        assert _marked("They responded to it and were well.", "It was a response and they were seen.") == ["responded"]

    def test_runs_are_one_mark_but_never_across_sentences(self):
        assert _marked("Durable for the remission. Durable.", "durable remission") == [
            "Durable for the remission",
            "Durable",
        ]

    def test_nothing_shared_marks_nothing(self):
        assert _marked("Age has no impact.", "CAR T cells persist.") == []

    def test_spans_are_in_order_and_apart(self):
        text = "After CD19 CAR T cells, 33 of 83 relapses (40%) in the reported studies were CD19-negative."
        spans = supporting(text, [text], load_concepts())
        assert all(start < end for start, end in spans)
        assert all(one[1] < other[0] for one, other in pairwise(spans))

    def test_marked_text_is_escaped(self):
        assert marked_html("a<b> c", [(1, 4)]) == "a<mark>&lt;b&gt;</mark> c"


class TestCard:
    def test_says_its_place_marks_its_words_and_lists_references(self, answer):
        cards = cards_html(answer(), 1)
        assert "Patient 3, paragraph 5" in cards
        assert "<mark>23% to 47%</mark>" in cards
        assert re.search(r'<summary>refs 14, 17, 22</summary><ol><li value="14">Park JH, .*?N Engl J Med', cards)

    def test_study_named_before_a_list_supports_its_items(self, answer):
        said = "**FHCRC** (Table 2):\n\n- The CR/CRi rate was 85% [1].\n"
        cited = Citation(marker=1, locators=("table2.fhcrc#cr-mrd",), text="The FHCRC study: the rate was 85%.")
        cards = cards_html(answer(answer=said, citations=(cited,)), 1)
        assert "<mark>FHCRC</mark>" in cards
        assert "<mark>rate was 85%</mark>" in cards

    def test_doi_opens_elsewhere_without_an_opener(self):
        card = card_html(Citation(marker=1, locators=("patient1.2#1",), text="x", refs=(56,)), 1, ())
        for link in re.findall(r"<a [^>]*https[^>]*>", card):
            assert 'target="_blank" rel="noopener noreferrer"' in link
        assert "https://" in card

    def test_place_opens_in_read(self, answer):
        assert '<a class="cd19-place" href="#patient2.5#3"' in cards_html(answer(), 1)

    def test_place_of_another_document_is_no_link(self):
        assert "<a" not in place_link("pathway/3.2")
        assert EVIL not in place_link(EVIL)
        assert all(
            map(is_place, ("patient2.4", "patient2.4#3", "table3.cns#car_t", "ref.41", "abstract", "abstract#2"))
        )

    def test_cell_that_is_quoted_whole_is_said_once(self):
        cell = digest_grids()["table3"].row("table3.cns").cells[1]
        card = card_html(Citation(marker=1, locators=(cell.locator,), text=cell.text), 1, ("They reach the CSF.",))
        assert "<mark>CSF</mark>" in card
        assert 'class="cd19-cited"' in card
        assert "<p>" not in card

    def test_nothing_live_comes_from_texts(self):
        card = card_html(Citation(marker=1, locators=(EVIL,), text=EVIL, label=EVIL, refs=(1,)), 1, (EVIL,))
        assert "<img" not in card


class TestDrawnTable:
    def test_table_3_shows_both_therapies_and_marks_the_one_cited(self):
        drawn = drawn_html(("table3.severe-crs#car_t", "table3.severe-crs"))
        assert drawn.count("<td") == 2
        assert re.search(r'<td class="cd19-cited">[^<]*23% to 47%', drawn)

    def test_trial_cell_stands_beside_the_size_of_its_study(self):
        drawn = drawn_html(("table2.fhcrc#cr-mrd", "table2.fhcrc"))
        assert "Patients (N)" in drawn
        assert re.findall(r"<td[^>]*>(.*?)</td>", drawn) == ["53", "85% (85%)"]

    def test_prose_has_no_table(self):
        assert drawn_html(("patient2.4#3",)) == ""
        assert drawn_html(("table2.notes#1",)) == ""

    def test_whole_tables_are_kept_once_each(self):
        kept = whole_tables(["table2.fhcrc#n", "table2.coh#n", "patient1.2#1"])
        assert kept.count("<template") == 1
        assert kept.count("<tr>") == 10
        assert 'data-cell="table2.fhcrc#cr-mrd"' in kept


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        ("table2.mskcc", "age", "44 (23-74)"),
        ("table2.mskcc", "prior-hct", "19 (36%)"),
        ("table1.blast", "cr-mrd", "NA (78%)"),
        ("table1.blast", "cd19-relapse", "NR"),
        ("table1.mrd-pilot", "prior-hct", "0"),
    ],
)
def test_cells_read_as_tables_print_them(row, column, text):
    cells = digest_grids()[row.split(".")[0]].row(row).cells
    assert next(cell.text for cell in cells if cell.locator == f"{row}#{column}") == text
