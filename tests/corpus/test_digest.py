"""The digest: every place of the review stands in it, each passage citable by a locator of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest

import corpus.digest
from corpus.export import json_line

TABLE_ROWS = 17 + 19
REFERENCES = 66


class TestPlaces:
    def test_every_locator_of_the_review_has_passages(self, digest, shared):
        locators = [place["locator"] for place in json.loads((shared / "review" / "locators.json").read_text("utf-8"))]
        assert len(locators) > 100
        assert {place.locator for place in digest.places} == set(locators)
        assert [locator for locator in locators if not digest.at(locator)] == []

    def test_kinds_are_those_of_the_review(self, digest, shared):
        records = json.loads((shared / "review" / "locators.json").read_text("utf-8"))
        kinds = {place.locator: place.kind for place in digest.places}
        assert {r["locator"]: kinds[r["locator"]] for r in records} == {r["locator"]: r["kind"] for r in records}

    def test_locators_are_unique(self, digest):
        assert [own for own, times in Counter(place.locator for place in digest.places).items() if times > 1] == []

    @pytest.mark.parametrize(
        ("locator", "kind", "label"),
        [
            ("patient2.4", "paragraph", "Patient 2, paragraph 4"),
            ("patient3.1", "vignette", "Patient 3, paragraph 1"),
            ("intro.2", "paragraph", "Introduction, paragraph 2"),
            ("conclusion.1", "paragraph", "Conclusion"),
            ("table2.notes", "table-notes", "Table 2, notes"),
            ("table3.cns", "table-row", "Table 3, CNS involvement"),
            ("table2.fhcrc", "table-row", "Table 2, FHCRC"),
            ("ref.41", "reference", "Reference 41"),
            ("disclosures", "metadata", "Disclosures"),
        ],
    )
    def test_place_is_named_in_words(self, digest, locator, kind, label):
        place = digest.place(locator)
        assert (place.kind, place.label) == (kind, label)

    def test_place_of_a_sentence_is_its_paragraph(self, digest):
        assert digest.place("patient2.4#3") == digest.place("patient2.4")
        assert digest.place("patient9.1") is None

    def test_counts_of_the_review(self, digest):
        kinds = Counter(place.kind for place in digest.places)
        assert (kinds["table-row"], kinds["reference"], kinds["vignette"]) == (TABLE_ROWS, REFERENCES, 5)


class TestPassages:
    def test_ids_are_unique_and_come_first(self, digest):
        assert [own for own, times in Counter(p.id for p in digest.passages).items() if times > 1] == []
        assert [p.id for p in digest.passages if p.locators[0] != p.id] == []

    def test_each_stands_in_its_place(self, digest):
        known = {place.locator for place in digest.places}
        assert [p.id for p in digest.passages if p.place not in known or p.place not in p.locators] == []

    def test_texts_are_plain(self, digest):
        marked = [p.id for p in digest.passages if "[^" in p.text or p.text != p.text.strip() or not p.text]
        assert marked == []

    def test_references_cited_exist(self, digest):
        known = {reference.number for reference in digest.references}
        assert known == set(range(1, REFERENCES + 1))
        assert [(p.id, n) for p in digest.passages for n in p.refs if n not in known] == []

    def test_every_reference_is_cited_somewhere(self, digest):
        cited = {number for p in digest.passages for number in p.refs}
        assert set(range(1, REFERENCES + 1)) - cited == set()

    def test_a_reference_carries_what_it_is_cited_for(self, digest):
        (reference,) = digest.at("ref.41")
        assert "cited for" in reference.header
        assert len(reference.header.split()) < 110

    def test_frozen(self, digest):
        with pytest.raises(ValueError, match="frozen"):
            digest.passages[0].text = "something else"


class TestAt:
    def test_a_sentence_is_one_passage(self, digest):
        (passage,) = digest.at("patient2.4#2")
        assert passage.id == "patient2.4#2"

    def test_a_cell_is_one_passage(self, digest):
        (passage,) = digest.at("table2.fhcrc#cr-mrd")
        assert "85%" in passage.text

    def test_a_place_is_all_its_passages_in_order(self, digest):
        ids = [passage.id for passage in digest.at("patient2.4")]
        assert ids == [f"patient2.4#{number}" for number in range(1, len(ids) + 1)]
        assert len(ids) > 1

    @pytest.mark.parametrize("locator", ["patient2.99", "patient2.4#99", "table2.fhcrc#", "", "ref.67", "#1", "Ref.1"])
    def test_unknown_is_nothing(self, digest, locator):
        assert digest.at(locator) == ()


class TestHash:
    @pytest.fixture
    def copied(self, tmp_path, monkeypatch):
        """A copy of the digest's source files, free to be changed."""
        own = corpus.digest._FOLDER
        for pattern in corpus.digest._SOURCES:
            for path in own.glob(pattern):
                target = tmp_path / path.relative_to(own)
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(path.read_bytes())
        monkeypatch.setattr(corpus.digest, "_FOLDER", tmp_path)
        return tmp_path

    def test_same_files_same_hash(self, digest, copied):
        assert corpus.digest._hash() == digest.hash

    @pytest.mark.parametrize(
        "name", ["digest/03-patient2.md", "tables/table2.csv", "tables/columns.yaml", "references.json"]
    )
    def test_any_changed_file_changes_it(self, digest, copied, name):
        (copied / name).write_bytes((copied / name).read_bytes() + b" ")
        assert corpus.digest._hash() != digest.hash


class TestExport:
    def test_line_holds_what_the_contract_names(self, digest):
        record = json.loads(json_line(digest.at("patient2.3#1")[0]))
        assert set(record) == {"id", "locators", "text", "refs", "kind"}
        assert record["refs"] == [15, 21, 25, 26, 27]

    def test_line_is_one_line(self, digest):
        assert [p.id for p in digest.passages if "\n" in json_line(p)] == []

    def test_digest_is_faithful_to_the_review(self, digest, shared):
        """No shared wording, no number invented or lost, no place lost."""
        lines = "\n".join(json_line(passage) for passage in digest.passages)
        done = subprocess.run(
            [sys.executable, str(shared / "tools" / "fidelity.py")],
            input=lines, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.stdout.strip().endswith(" 0 misses"), done.stdout[-2000:] + done.stderr
        assert done.returncode == 0
