"""A document that is not the review: its own name, its own locators, every word of it."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.errors import NameTakenError
from corpus.importing.blocks import Block, Document
from corpus.importing.load import imported
from corpus.importing.sentences import length
from corpus.importing.source import as_source, name_of


@pytest.fixture(scope="module")
def audit(specimens, digest):
    """The made-up JATS article."""
    return imported(specimens / "audit.xml", digest)


def _source(*blocks):
    return as_source(Document(title="Ward rules", blocks=blocks), "ward")


class TestName:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Referral pathway, 2025", "referral-pathway-2025"),
            ("Überleitung für Ärzte", "uberleitung-fur-arzte"),
            ("../../etc/passwd", "etc-passwd"),
            ("/", "document"),
            ("全文", "document"),
            ("Full", "document"),
            ("one two three four five six seven eight nine ten", "one-two-three-four-five-six-seven-eight"),
        ],
    )
    def test_of_a_title(self, title, name):
        assert name_of(title) == name

    @pytest.mark.parametrize("name", ["full", "Digest", " review "])
    def test_one_that_means_the_review_is_refused(self, specimens, digest, name):
        with pytest.raises(NameTakenError, match=r"which means a form of the review; .* Give another with --name NAME"):
            imported(specimens / "pathway.md", digest, name)

    def test_a_file_without_a_title_has_its_own_name(self, written, digest):
        found = imported(written(f"{'It goes on and on, ' * 9}to its end.", "night-shift.txt"), digest)
        assert (found.document.name, found.document.title) == ("night-shift", "night-shift")


class TestPlaces:
    def test_all_bear_its_name_and_none_is_one_of_the_reviews(self, audit, digest):
        locators = {own for passage in audit.document.passages for own in passage.locators}
        assert [own for own in locators if not own.startswith("leukapheresis-through-small-veins-a/")] == []
        assert [own for own in locators if digest.at(own)] == []

    def test_paragraphs_by_section_sentences_cells_and_references(self, audit):
        at = {passage.id.split("/")[1]: passage.text for passage in audit.document.passages}
        assert at["4.1#1"].startswith("A femoral catheter was placed in 7 of 40")
        assert at["table1.2#3"] == ("Adults, Femoral; Note: one hematoma; one night in bed; no infection")
        assert at["ref.5"] == "Fink G. Calcium in tea. J Made Up. 2015;1:9."

    def test_a_sentence_keeps_the_references_it_cites(self, audit):
        (passage,) = [p for p in audit.document.passages if p.text.startswith("Peripheral veins suffice")]
        assert (passage.text, passage.refs) == ("Peripheral veins suffice for most adults.", (1, 3, 4, 5))

    def test_it_is_not_taken_for_the_review(self, audit):
        assert (audit.report, audit.fragment) == (None, False)

    def test_ids_are_unique_though_numbers_begin_anew(self):
        refs = [Block(kind="reference", text=f"Entry {n}.", number=n % 2 + 1) for n in range(5)]
        ids = [passage.id for passage in _source(*refs).passages]
        assert len(ids) == 5
        assert [own for own, times in Counter(ids).items() if times > 1] == []

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ((("Day", "Dose"), ("1", "9 mg")), ["1; Dose: 9 mg"]),
            ((("Day", "Dose"), ("All made up.",)), ["All made up."]),
            ((("Day",), ("Monday",), ("Friday",)), ["Monday", "Friday"]),
            ((("Day", "Dose"),), ["Day: Dose"]),
            ((("Day", ""), ("", "")), []),
        ],
        ids=["head and row", "a lone cell", "one column", "head alone", "empty"],
    )
    def test_no_filled_cell_of_a_table_is_lost(self, rows, said):
        assert [passage.text for passage in _source(Block(kind="table", rows=rows)).passages] == said


class TestLength:
    @pytest.mark.parametrize(
        "text",
        ["lymphodepletion " * 400, "word, " * 400 + "end.", "ACGT" * 300, "全文" * 400, "x" * 5000],
        ids=["no full stop", "commas", "a sequence", "no blanks", "one word"],
    )
    def test_what_is_too_long_to_search_whole_is_cut_and_nothing_is_lost(self, text):
        passages = _source(Block(kind="paragraph", text=text)).passages
        assert len(passages) > 1
        assert max(length(passage.text) for passage in passages) <= 170
        assert "".join("".join(p.text for p in passages).split()) == "".join(text.split())

    def test_so_are_cells_references_and_headings(self):
        long = "many words " * 200
        source = _source(
            Block(kind="heading", text=long), Block(kind="paragraph", text="Short."),
            Block(kind="table", rows=(("A", "B"), (long, long))), Block(kind="reference", text=long),
        )  # fmt: skip
        assert max(length(f"{passage.header}. {passage.text}") for passage in source.passages) < 230

    def test_ordinary_sentences_stay_whole(self):
        text = "Calls after 16:00 are answered the next morning, by whoever has the telephone then."
        assert [passage.text for passage in _source(Block(kind="paragraph", text=text)).passages] == [text]


class TestFragment:
    def test_the_reviews_abstract_alone_is_no_copy_and_is_told(self, written, digest):
        abstract = " ".join(passage.text for passage in digest.at("abstract"))
        found = imported(written(f"# A title\n\n{abstract}\n\nDOI 10.1182/blood.2019002132."), digest)
        assert (found.report, found.fragment) == (None, True)
