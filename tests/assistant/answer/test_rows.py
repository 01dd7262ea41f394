"""Rows of the tables meant by name, author, size, year and therapy."""

from __future__ import annotations

import pytest

from assistant.answer.asked import understand


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("What did Khaled report on relapse?", ["table2.coh"]),
        ("Topp 2014: relapse rate?", ["table1.phase2-pilot"]),
        ("Topp 2015: relapse rate?", ["table1.phase2-confirmatory"]),
        ("Relapses in Topp's study with n = 36?", ["table1.phase2-pilot"]),
        ("Maude 2014, response?", ["table2.upenn-chop"]),
        ("gökbuget 2018 CR?", ["table1.blast"]),
        ("City of Hope's 13 adults: CR?", ["table2.coh"]),
        ("Toddlers and schoolchildren on the bispecific: relapse rate?", ["table1.pediatric"]),
        ("Relapse rate of children after CAR T cells?", []),
        ("City of Hope CAR T cells: CR?", ["table2.coh"]),
        ("CR in the study of 271?", ["table1.phase3-randomized"]),
        ("the 53 CAR recipients of New York: age?", ["table2.mskcc"]),
        (
            "How do the two entries of the authors' institution compare in CR?",
            ["table1.coh-retrospective", "table2.coh"],
        ),
    ],
)
def test_a_study_is_known_by_any_of_its_marks(question, rows, concepts):
    assert [row.locator for row in understand(question, concepts).rows] == rows


@pytest.mark.parametrize(
    "question",
    [
        "Inotuzumab in the randomized trial: who led it?",
        "Kantarjian 2016?",
        "Was there a trial in Ph-like ALL, or one restricted to Ph-like disease?",
        "In which park did they walk, and was there hay in the pan?",
        "What do Aldoss and Forman recommend?",
    ],
)
def test_no_study_of_the_tables_is_meant(question, concepts):
    assert understand(question, concepts).rows == ()


def test_totals_run_over_a_whole_table(assistant, concepts):
    assert understand("How many patients in total in Table 1?", concepts).therapies == ("blinatumomab",)
    assert "812" in assistant.ask("How many patients do all the blinatumomab studies of Table 1 have in total?").answer


@pytest.mark.parametrize(
    ("question", "difference"),
    [
        ("How much higher was the CR rate in CARPALL than in ALCANTARA?", "50 percentage points: 86% minus 36%"),
        ("Difference in patient numbers between BLAST and the MRD pilot?", "96: 116 minus 20"),
    ],
)
def test_a_difference_is_worked_out_from_both_cells(assistant, question, difference):
    answer = assistant.ask(question)
    assert difference in answer.answer
    assert len(answer.citations) == 2
    assert all(check.passed for check in answer.checks)
