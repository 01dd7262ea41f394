"""The user's own copy: searched and quoted in place of the digest, under the same locators."""

from __future__ import annotations

import pytest

from assistant.api import Assistant
from assistant.library import Library, open_library
from assistant.models import Citation
from assistant.settings import Settings
from assistant.threads import ThreadStore
from corpus.digest import Digest
from corpus.errors import NothingImportedError
from corpus.importing.hashes import review_hash
from corpus.importing.report import Report
from corpus.importing.shelf import Shelf
from index.rank import ScoredPassage

PRINTED = "As printed: {}"


@pytest.fixture(scope="module")
def copy(digest):
    """A copy that prints the digest's sentences in other words, two of them in one, and lacks a place."""
    passages = [
        p.model_copy(update={"text": PRINTED.format(p.text), "also": (p.text,)})
        for p in digest.passages
        if p.place != "conclusion.1" and p.id != "patient2.4#2"
    ]
    first = next(at for at, p in enumerate(passages) if p.id == "patient2.4#1")
    passages[first] = passages[first].model_copy(update={"locators": ("patient2.4#1", "patient2.4#2", "patient2.4")})
    places = tuple(place for place in digest.places if place.locator != "conclusion.1")
    kept = tuple(passages)
    return Digest(
        name="full", hash=review_hash(kept), places=places, passages=kept, references=digest.references
    )  # fmt: skip


@pytest.fixture(scope="module")
def library(digest, copy):
    """The digest with that copy shown."""
    return Library(digest=digest, shown=copy)


def _cited(digest, locator, marker=1):
    passage = digest.at(locator)[0]
    return Citation(marker=marker, locators=passage.locators, text=passage.text, refs=passage.refs)


class TestOpen:
    def test_the_digest_shows_itself(self, digest, tmp_path):
        library = open_library(Settings(data_dir=tmp_path))
        assert (library.shown, library.sources) == (digest, ())

    def test_full_shows_the_copy_that_was_imported(self, digest, copy, tmp_path):
        report = Report(places=0, of=0, passages=0, missing=(), unplaced=(), differing=(), lines={})
        Shelf(tmp_path).put_review(copy, report)
        library = open_library(Settings(data_dir=tmp_path, corpus="full"))
        assert (library.digest, library.shown) == (digest, copy)

    def test_full_without_a_copy_is_an_error(self, tmp_path):
        with pytest.raises(NothingImportedError):
            open_library(Settings(data_dir=tmp_path, corpus="full"))

    def test_a_file_that_is_not_the_review_stands_beside_the_digest(self, digest, tmp_path):
        path = tmp_path / "rules.md"
        path.write_text("# Ward rules\n\nHands are washed before every visit.\n", encoding="utf-8")
        library = open_library(Settings(data_dir=tmp_path, corpus=str(path)))
        assert library.shown == digest
        assert [source.title for source in library.sources] == ["Ward rules"]


class TestQuoted:
    def test_citations_show_the_copys_words_under_the_same_locators(self, library, digest):
        (quoted,) = library.quoted((_cited(digest, "table2.fhcrc#cr-mrd"),))
        assert quoted.text == PRINTED.format(digest.at("table2.fhcrc#cr-mrd")[0].text)
        assert quoted.locators == ("table2.fhcrc#cr-mrd", "table2.fhcrc")

    def test_a_sentence_that_the_copy_prints_with_another_is_found_there(self, library, digest):
        (quoted,) = library.quoted((_cited(digest, "patient2.4#2"),))
        assert quoted.text == PRINTED.format(digest.at("patient2.4#1")[0].text)

    def test_a_place_that_the_copy_lacks_is_shown_in_the_digests_words(self, library, digest):
        cited = _cited(digest, "conclusion.1#1")
        assert library.quoted((cited,)) == (cited,)


class TestRestated:
    def test_what_was_found_in_the_copy_is_said_as_the_digest_says_it(self, library, digest, copy):
        found = ScoredPassage(passage=copy.at("patient2.4#1")[0], score=1.0, semantic=0.9, lexical=2.0)
        restated = library.restated((found,))
        assert [item.passage for item in restated] == [digest.at("patient2.4#1")[0], digest.at("patient2.4#2")[0]]
        assert {item.semantic for item in restated} == {0.9}


class TestQuestions:
    def test_lead_to_passages_that_the_copy_has(self, library, digest):
        known, moved = Library(digest=digest, shown=digest).questions(), library.questions()
        assert [own for own in moved if not library.shown.at(own)] == []
        lost = [own for own in known if own.startswith("conclusion.1")]
        assert sum(map(len, moved.values())) == sum(len(known[own]) for own in known if own not in lost)


@pytest.fixture(scope="module")
def reader(library, assistant, concepts, tmp_path_factory):
    """An assistant that shows the copy, over the digest's index: both forms have the same ids."""
    store = ThreadStore(tmp_path_factory.mktemp("threads") / "threads.sqlite")
    return Assistant(library, assistant.index, concepts, store)


class TestAnswers:
    def test_the_answer_is_the_same_and_its_citations_quote_the_copy(self, reader, assistant):
        question = "What was the CR rate in the FHCRC study?"
        full, built_in = reader.ask(question), assistant.ask(question)
        assert (full.answer, full.status) == (built_in.answer, "answered")
        assert [c.text for c in full.citations] == [PRINTED.format(c.text) for c in built_in.citations]
        assert (full.corpus_name, built_in.corpus_name) == ("full", "digest")

    def test_a_verdict_is_the_same(self, reader, assistant):
        note = "34-year-old man, second relapse with active CNS disease, CD19 positive."
        assert reader.ask(note).recommendation == assistant.ask(note).recommendation == "car_t"
