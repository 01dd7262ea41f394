"""Identifiers found in questions and struck out; clinical text left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.identifiers import identifiers, struck_out
from corpus.digest import load_digest
from evals.cases import load_cases, load_variants

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Mrs. Anna Kowalska, second relapse", "[name], second relapse"),
        ("Mr MacLeod and Ms Zielińska", "[name] and [name]"),
        ("Mr Smith ALL, CD19+; Mr SMITH", "[name] ALL, CD19+; [name]"),
        ("Mr O'Brien has CNS disease", "[name] has CNS disease"),
        ("Patient name: Jean-Luc Moreau, CD19+", "Patient name: [name], CD19+"),
        ("Name: Kowalska, Anna\n34F, CD19+", "Name: [name]\n34F, CD19+"),
        ("A woman called Henrietta with MRD", "A woman called [name] with MRD"),
        ("Henrik Svensson, 34-year-old man, relapsed", "[name], 34-year-old man, relapsed"),
        ("Our patient Henrik Svensson relapsed", "Our patient [name] relapsed"),
        ("34F, DOB 12/03/1985, CD19+", "34F, DOB [date of birth], CD19+"),
        ("born on 3 March 1985, MRD+", "born on [date of birth], MRD+"),
        ("Date of birth: March 3rd, 1985.", "Date of birth: [date of birth]."),
        ("MRN 00123456: refractory", "MRN [record number]: refractory"),
        ("hospital no. AB-1234567, 20% blasts", "hospital no. [record number], 20% blasts"),
        ("NHS 943 476 5919 relapsed", "NHS [record number] relapsed"),
        ("SSN 123-45-6789", "SSN [record number]"),
        ("write to anna.k@example.org", "write to [contact]"),
        ("phone 020 7946 0958", "phone [contact]"),
    ],
)
def test_what_tells_who_it_is_is_struck_out(text, struck):
    assert struck_out(text) == struck


@pytest.mark.parametrize(
    "text",
    [
        "34-year-old woman, second relapse of CD19+ ALL, 15% marrow blasts, CNS relapse cleared last year",
        "Second Relapse, 34-year-old woman",
        "Philadelphia Chromosome, 34 yo",
        "Refractory Disease: 52 y, WBC 120000, platelets 12000",
        "Which study is Park et al? And the one by Maude, Kymriah, NCT02435849?",
        "What did Dr Aldoss and Dr Forman write in Blood 2020;135(11):804-813?",
        "Relapse on 12/03/2019 after allo-HCT in March 2018, day 100",
        "a trial called ELIANA; a drug called Blincyto",
        "Patient 2 and patient number 4 of the review",
        "MS excluded; miss rate 10%; CR 12-34-5678 no",
        "doses 5-15-28 ug/d, 100-200-300 mg, 9 ug then 28 ug, born of a sibling match",
        "Case number 3: MRD 0.01% on 2019-12-31",
    ],
)
def test_clinical_text_is_left_alone(text):
    assert identifiers(text) == ()


def test_nothing_of_the_review_or_the_regression_cases_is_taken_for_an_identifier():
    texts = [one.text for one in load_digest().passages if one.kind not in ("reference", "metadata")]
    texts += [case.note for case in load_cases() + load_variants()]
    assert [one.words for text in texts for one in identifiers(text)] == []


def test_in_a_thousand_example_notes_only_names_after_a_title_are_found():
    notes = sorted((ROOT / "corpus" / "meaning" / "notes").glob("*.txt"))
    found = [one.words for note in notes for one in identifiers(note.read_text(encoding="utf-8"))]
    assert len(found) > 50
    assert [words for words in found if not words.startswith(("Mr", "Ms", "Miss"))] == []


def test_each_is_told_with_its_words_and_place():
    (one,) = identifiers("DOB 1985-03-12")
    assert (one.kind, one.words, one.start, one.end) == ("date of birth", "1985-03-12", 4, 14)
