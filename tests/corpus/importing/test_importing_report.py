"""The report of an import: kept with the copy, read back, complete."""

from __future__ import annotations

from corpus.importing.report import Report
from corpus.importing.shelf import Shelf


class TestReport:
    def test_lines_are_given_for_every_place(self, copy):
        prose = [place.locator for place in copy.document.places]
        assert [own for own in prose if not copy.report.lines.get(own)] == []

    def test_counts_are_those_of_the_document(self, copy):
        assert copy.report.places == len(copy.document.places)
        assert copy.report.passages == len(copy.document.passages)

    def test_is_kept_beside_the_copy(self, copy, tmp_path):
        kept = Shelf(tmp_path).put_review(copy.document, copy.report).with_name("full.report.json")
        assert Report.model_validate_json(kept.read_text(encoding="utf-8")) == copy.report
