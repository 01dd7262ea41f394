"""What was imported is kept, listed, replaced, taken away; damage is told."""

from __future__ import annotations

import pytest

from corpus.errors import NameTakenError, NothingImportedError, UnreadableError
from corpus.importing.blocks import Block, Document
from corpus.importing.shelf import Shelf
from corpus.importing.source import as_source


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def _source(name="rules", title="Ward rules", text="Hands are washed."):
    return as_source(Document(title=title, blocks=(Block(kind="paragraph", text=text),)), name)


class TestReview:
    def test_is_read_back_as_it_was_kept(self, shelf, copy):
        shelf.put_review(copy.document, copy.report)
        assert (shelf.has_review(), shelf.review()) == (True, copy.document)

    def test_none_is_told_with_the_command_that_imports_one(self, shelf):
        assert not shelf.has_review()
        with pytest.raises(NothingImportedError, match=r"--corpus full: got no copy .* cd19 corpus import PATH"):
            shelf.review()

    def test_removal_leaves_nothing_of_it(self, shelf, copy, tmp_path):
        shelf.put_review(copy.document, copy.report)
        assert shelf.remove("full")
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        assert not shelf.remove("full")


class TestSources:
    def test_are_read_back_by_name(self, shelf):
        later, earlier = _source("b", "B"), _source("a", "A")
        shelf.put_source(later)
        shelf.put_source(earlier)
        assert shelf.sources() == (earlier, later)

    def test_the_same_title_replaces_what_was_there(self, shelf):
        shelf.put_source(_source(text="Hands are washed."))
        shelf.put_source(_source(text="Hands are washed twice."))
        (kept,) = shelf.sources()
        assert [passage.text for passage in kept.passages] == ["Hands are washed twice."]

    def test_another_title_under_the_same_name_is_refused_and_the_first_stays(self, shelf):
        shelf.put_source(_source())
        with pytest.raises(NameTakenError, match=r"'rules', which another document has \('Ward rules'\)"):
            shelf.put_source(_source(title="House rules"))
        assert [source.title for source in shelf.sources()] == ["Ward rules"]

    @pytest.mark.parametrize("name", ["other", "", "../sources/rules", "sources/rules", ".", "..", "../full"])
    def test_only_a_name_that_is_there_is_removed(self, shelf, name):
        shelf.put_source(_source())
        assert not shelf.remove(name)
        assert len(shelf.sources()) == 1

    def test_removal(self, shelf):
        shelf.put_source(_source())
        assert (shelf.has_source("rules"), shelf.remove("rules"), shelf.has_source("rules")) == (True, True, False)
        assert shelf.sources() == ()


class TestDamage:
    @pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"name": "rules"}'])
    def test_is_told_with_its_mend(self, shelf, content):
        shelf.put_source(_source()).write_bytes(content)
        with pytest.raises(UnreadableError, match=r"rules\.json: got a damaged file, .* cd19 corpus remove rules"):
            shelf.sources()

    def test_importing_again_mends_it(self, shelf):
        shelf.put_source(_source()).write_bytes(b"{")
        shelf.put_source(_source())
        assert [source.title for source in shelf.sources()] == ["Ward rules"]

    def test_a_damaged_copy_of_the_review_is_told(self, shelf, copy):
        shelf.put_review(copy.document, copy.report).write_text("{}", encoding="utf-8")
        with pytest.raises(UnreadableError, match=r"full\.json: got a damaged file"):
            shelf.review()

    def test_a_half_written_file_is_never_read(self, shelf, tmp_path):
        shelf.put_source(_source())
        (tmp_path / "corpus" / "sources" / "other.123.new").write_text("{", encoding="utf-8")
        assert len(shelf.sources()) == 1
