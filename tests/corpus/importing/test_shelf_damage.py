"""Imported documents that a failing disk changed are told, never quoted."""

from __future__ import annotations

import pytest

from corpus.digest import load_digest
from corpus.errors import UnreadableError
from corpus.importing.load import imported
from corpus.importing.shelf import Shelf

TEXT = "# Ward pathway\n\n## Dose\n\nOn our ward 12 patients a year come for cells.\n"


@pytest.fixture
def kept(tmp_path):
    """A shelf with one document, and its file."""
    (tmp_path / "pathway.md").write_text(TEXT, encoding="utf-8")
    shelf = Shelf(tmp_path)
    return shelf, shelf.put_source(imported(tmp_path / "pathway.md", load_digest()).document)


def test_as_imported_it_is_read(kept):
    shelf, _ = kept
    assert any("12 patients" in passage.text for passage in shelf.sources()[0].passages)


def test_one_changed_figure_is_told_with_the_remedy(kept):
    shelf, path = kept
    path.write_text(path.read_text(encoding="utf-8").replace("12 patients", "72 patients"), encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"damaged file.*Import it again, or take it away: cd19 corpus remove"):
        shelf.sources()


def test_a_folder_in_its_place_is_told_too(kept):
    shelf, path = kept
    path.unlink()
    path.mkdir()
    with pytest.raises(UnreadableError, match="Import it again"):
        shelf.sources()
