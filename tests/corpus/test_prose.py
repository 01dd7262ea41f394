"""Prose files: one sentence a line, marks apart from the text, every line under a place."""

from __future__ import annotations

import pytest

from corpus.errors import DataFileError
from corpus.prose import citing_clauses, place_kind, place_label, read_prose

PAGE = """\
# Patient 9: an example

## patient9.1
She relapsed early.

## patient9.2
Cells reach the spinal fluid, [^15][^21] and more of them do so in neurotoxicity. [^25]
Nothing is cited here.
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_places_carry_their_section_and_kind(page):
    places, _ = read_prose(page)
    assert [(p.locator, p.kind, p.section) for p in places] == [
        ("patient9.1", "vignette", "Patient 9: an example"),
        ("patient9.2", "paragraph", "Patient 9: an example"),
    ]


def test_sentences_are_numbered_within_their_place(page):
    _, passages = read_prose(page)
    assert [p.id for p in passages] == ["patient9.1#1", "patient9.2#1", "patient9.2#2"]
    assert [p.locators for p in passages][1] == ("patient9.2#1", "patient9.2")


def test_marks_leave_the_text_and_become_references(page):
    _, (_, cited, plain) = read_prose(page)
    assert cited.text == "Cells reach the spinal fluid, and more of them do so in neurotoxicity."
    assert cited.refs == (15, 21, 25)
    assert plain.refs == ()


def test_a_reference_is_cited_for_the_words_before_its_mark(page):
    clauses = citing_clauses(page)
    assert clauses[15] == clauses[21] == ("Cells reach the spinal fluid,",)
    assert clauses[25] == ("and more of them do so in neurotoxicity.",)


def test_a_short_clause_takes_the_one_before_along(tmp_path):
    path = tmp_path / "short.md"
    path.write_text("## intro.1\nMany cells are found in fluid [^1] and blood [^2] too.\n", encoding="utf-8")
    (clause,) = citing_clauses(path)[2]
    assert clause.split() == ["Many", "cells", "are", "found", "in", "fluid", "and", "blood"]


def test_text_under_no_place_names_file_line_and_mend(tmp_path):
    path = tmp_path / "stray.md"
    path.write_text("# A section\nA stray sentence.\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"stray\.md, line 2: got 'A stray sentence\.'.*Mend the file") as caught:
        read_prose(path)
    assert (caught.value.path, caught.value.line) == (path, 2)


@pytest.mark.parametrize(
    ("locator", "kind", "label"),
    [
        ("abstract", "paragraph", "Abstract"),
        ("intro.5", "paragraph", "Introduction, paragraph 5"),
        ("patient1.1", "vignette", "Patient 1, paragraph 1"),
        ("patient1.10", "paragraph", "Patient 1, paragraph 10"),
        ("table1.notes", "table-notes", "Table 1, notes"),
        ("conclusion.1", "paragraph", "Conclusion"),
        ("article", "metadata", "Article details"),
        ("disclosures", "metadata", "Disclosures"),
    ],
)
def test_place_is_told_by_its_name(locator, kind, label):
    assert (place_kind(locator), place_label(locator)) == (kind, label)
