"""A copy of the review maps to the review's own places, sentence by sentence and cell by cell."""

from __future__ import annotations

import json
import re

import pytest

from corpus.importing.blocks import Block, Document
from corpus.importing.review import as_review, is_review
from corpus.tables import load_columns, load_rows

PLACES = 144
FIGURE = re.compile(r"\d+(?:\.\d+)?")


class TestCopyInTheDigestsWords:
    """Made from the digest, as JATS and as plain text: what is expected of each passage is known."""

    def test_every_place_is_found_and_nothing_is_left_out(self, copy):
        assert (copy.report.places, copy.report.of, copy.report.missing) == (PLACES, PLACES, ())
        assert (copy.report.unplaced, copy.report.differing) == ((), ())

    def test_places_stand_in_the_reviews_order(self, copy, digest):
        assert [place.locator for place in copy.document.places] == [place.locator for place in digest.places]

    def test_every_passage_of_the_digest_leads_to_its_own_words(self, copy, digest):
        prose = [p for p in digest.passages if p.kind in ("sentence", "notes")]
        assert [p.id for p in prose if p.text not in copy.document.at(p.id)[0].text] == []

    def test_sentences_cite_what_the_digest_cites(self, copy, digest):
        prose = [p for p in digest.passages if p.kind == "sentence"]
        assert len([p for p in prose if p.refs]) > 50
        assert [p.id for p in prose if set(copy.document.at(p.id)[0].refs) != set(p.refs)] == []

    def test_cells_hold_the_figures_of_the_built_in_tables(self, copy):
        assert _lost_figures(copy) == []

    def test_references_keep_their_numbers(self, copy, digest):
        listed = {f"ref.{one.number}": one.vancouver() for one in digest.references}
        assert {own: copy.document.at(own)[0].text for own in listed} == listed

    def test_it_is_searched_in_the_digests_words_too(self, copy, digest):
        (passage,) = copy.document.at("patient2.4#3")
        assert digest.at("patient2.4#3")[0].text in passage.also


def _lost_figures(copy):
    """Cells of Tables 1 and 2 in which a figure of the CSV does not stand."""
    return [
        f"{row.locator}#{column.id}"
        for row in load_rows()
        for column in load_columns()
        if any(row.fields.get(field) for field in column.fields)
        and not set(FIGURE.findall(" ".join(row.fields.get(field, "") for field in column.fields)))
        <= set(FIGURE.findall(copy.document.at(f"{row.locator}#{column.id}")[0].text))
    ]


@pytest.fixture(scope="module")
def locators(shared):
    """What the project says of each place of its own copy."""
    records = json.loads((shared / "review" / "locators.json").read_text(encoding="utf-8"))
    return {record["locator"]: record for record in records}


class TestOwnCopy:
    """The real text, where it lies beside the repository: judged by its locators."""

    @pytest.fixture(params=["own_copy", "own_copy_as_jats"])
    def real(self, request):
        return request.getfixturevalue(request.param)

    def test_every_place_is_found_and_nothing_is_left_out(self, real, locators):
        assert {place.locator for place in real.document.places} == set(locators)
        assert (real.report.missing, real.report.unplaced, real.report.differing) == ((), (), ())

    def test_each_place_stands_on_its_lines(self, own_copy, locators, shared):
        text = next((shared / "review").glob("*.txt")).read_text(encoding="utf-8").split("\n")
        filled = {own: [n for n in record["lines"] if text[n - 1].strip()] for own, record in locators.items()}
        assert {own: sorted(own_copy.report.lines[own]) for own in filled} == filled

    def test_each_paragraph_opens_as_it_should(self, real, locators):
        prose = {
            own: record["opens"] for own, record in locators.items() if record["kind"] in ("paragraph", "vignette")
        }
        said = {own: " ".join(p.text for p in real.document.at(own)) for own in prose}
        assert [own for own, opens in prose.items() if _letters(opens) not in _letters(said[own])] == []

    def test_cells_hold_the_figures_of_the_built_in_tables(self, real):
        assert _lost_figures(real) == []

    def test_every_reference_is_the_one_of_its_number(self, real, digest):
        titles = {one.number: one.title for one in digest.references}
        printed = {number: real.document.at(f"ref.{number}")[0].text for number in titles}
        assert [n for n, title in titles.items() if _letters(title)[:30] not in _letters(printed[n])] == []

    def test_each_paragraph_cites_what_the_digest_cites(self, real, digest):
        prose = [place.locator for place in digest.places if place.kind in ("paragraph", "vignette")]
        cited = {own: {n for p in real.document.at(own) for n in p.refs} for own in prose}
        assert cited == {own: {n for p in digest.at(own) for n in p.refs} for own in prose}

    def test_jats_and_plain_text_say_the_same(self, own_copy, own_copy_as_jats):
        assert own_copy_as_jats.document.passages == own_copy.document.passages


def _letters(text):
    return re.sub(r"[\W_]+", "", text).casefold()


class TestPart:
    def _paragraphs(self, digest, locators):
        texts = (" ".join(p.text for p in digest.at(own)) for own in locators)
        return Document(title="", blocks=tuple(Block(kind="paragraph", text=text, lines=(5,)) for text in texts))

    def _prose(self, digest):
        return [place.locator for place in digest.places if place.kind in ("paragraph", "vignette")]

    def test_half_of_the_paragraphs_make_a_copy_and_fewer_do_not(self, digest):
        prose = self._prose(digest)
        half = -(-len(prose) // 2)
        assert is_review(self._paragraphs(digest, prose[:half]), digest)
        assert not is_review(self._paragraphs(digest, prose[: half - 2]), digest)

    def test_what_a_copy_lacks_is_reported_and_no_place_is_invented(self, digest, concepts):
        prose = self._prose(digest)
        document, report = as_review(self._paragraphs(digest, prose[:-3]), digest, concepts)
        assert set(prose[-3:]) <= set(report.missing)
        assert [own for own in prose[-3:] if document.at(own)] == []

    def test_a_strange_paragraph_is_left_out_and_reported_with_its_line(self, digest, concepts):
        prose = self._prose(digest)
        stranger = Block(kind="paragraph", text="Parking is free on level two, tickets at the gate.", lines=(99,))
        document = self._paragraphs(digest, prose)
        mixed = document.model_copy(update={"blocks": (*document.blocks[:9], stranger, *document.blocks[9:])})
        copy, report = as_review(mixed, digest, concepts)
        assert [(piece.lines, piece.opens) for piece in report.unplaced] == [
            ((99,), "Parking is free on level two, tickets at")
        ]
        assert [passage.id for passage in copy.passages if "Parking" in passage.text] == []
