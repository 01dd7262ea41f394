"""Places that bear on a question, beyond what its words find."""

from __future__ import annotations

import pytest

from assistant.answer.asked import understand


def _places(assistant, question, k=5):
    return [hit.passage.place for hit in assistant.retrieve(question, k)]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("What was the median age in the 75-patient trial?", ["table2.novartis"]),
        ("Prior transplants in the series of 65, in percent?", ["table1.coh-retrospective"]),
        ("How many of the 271 people had an earlier transplant?", ["table1.phase3-randomized"]),
        ("CAR T-cell studies of 53 patients: relapse rates?", ["table2.mskcc", "table2.fhcrc"]),
        ("The 999-patient trial: median age?", []),
        ("In NCI, of 53 patients, how many relapsed?", ["table2.nci"]),
    ],
)
def test_studies_are_known_by_their_size_where_no_name_is_given(concepts, question, rows):
    assert [row.locator for row in understand(question, concepts).rows] == rows


def test_a_ranking_brings_the_rows_it_is_made_of(assistant):
    highest = _places(assistant, "Which CAR T-cell study reports the highest complete remission rate?")
    assert highest[0] == "table2.coh"
    assert len(highest) == len(set(highest)) == 5


def test_a_study_named_with_a_measure_brings_its_row_beside_what_is_found(assistant):
    places = _places(assistant, "What were event-free and overall survival in the pivotal 75-patient trial?")
    assert places[0] == "table2.novartis"
    assert any(not place.startswith("table2.novartis") for place in places)


def test_a_patients_question_brings_the_places_of_the_criteria_that_hold(assistant):
    note = "31F, relapsed ALL, CD19+, blasts in the CSF. Blinatumomab or CAR T cells?"
    assert "table3.cns" in _places(assistant, note, k=3)


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_has_no_places(assistant, question):
    assert _places(assistant, question) == []
