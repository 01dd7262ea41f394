"""Notes under answers that use a figure which the audit questions."""

from __future__ import annotations

import pytest

from assistant.answer.marks import Marks
from assistant.checker.check import check_answer
from assistant.questioned import with_notes
from corpus.audit.kept import questioned

NOTE = "`cd19 corpus audit`"
PLACES = sorted(questioned())


def _quoted(digest, place):
    marks = Marks()
    return marks.quote(digest.at(place)[0]), marks.citations()


class TestNotes:
    @pytest.mark.parametrize("place", PLACES)
    def test_each_questioned_place_has_one_that_passes_the_checks(self, digest, place):
        text, citations = _quoted(digest, place)
        noted = with_notes(text, citations)
        assert noted.startswith(text)
        assert noted.count(NOTE) == len(questioned()[place])
        assert noted.endswith("[1].")
        report = check_answer(noted, {one.marker: one.locators for one in citations}, digest=digest)
        assert report.findings == ()

    def test_another_cell_of_the_same_study_has_none(self, digest):
        text, citations = _quoted(digest, "table2.mskcc#relapse")
        assert with_notes(text, citations) == text

    def test_a_place_cited_without_its_figure_has_none(self, digest):
        marks = Marks()
        text = marks.said(
            "In r/r ALL the response to CD19 CAR T cells appears higher", digest.at("table3.efficacy-rr#car_t")[0]
        )
        assert with_notes(text, marks.citations()) == text

    def test_both_places_of_one_disagreement_share_a_note(self, digest):
        marks = Marks()
        text = " ".join(marks.quote(digest.at(place)[0]) for place in ("patient3.7#3", "table2.nci#relapse"))
        noted = with_notes(text, marks.citations())
        assert noted.count(NOTE) == 1
        assert noted.endswith("[1][2].")


class TestAnswers:
    @pytest.mark.parametrize(
        "question",
        [
            "How many MSKCC patients had low disease before lymphodepletion?",
            "What share of BLAST responders had an allo-HCT afterwards?",
            "How often are relapses after CAR T cells CD19-negative?",
        ],
    )
    def test_a_questioned_figure_stands_as_printed_with_a_note(self, assistant, question):
        answer = assistant.ask(question)
        assert NOTE in answer.answer
        assert all(check.passed for check in answer.checks)

    def test_other_answers_have_none(self, assistant):
        assert NOTE not in assistant.ask("How many patients were in the CARPALL study?").answer
