"""Specimens of our own writing, and copies of the review made from the digest, each read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from copies import jats_of, plain_of, review_blocks

from corpus.digest import Digest
from corpus.importing.load import Imported, imported
from corpus.importing.plain import read_plain

COPIES = {"jats": "copy.xml", "plain": "copy.txt"}


@pytest.fixture(scope="session")
def specimens() -> Path:
    """The folder of made-up documents."""
    return Path(__file__).parent / "specimens"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file and gives its path."""

    def write(content: bytes | str, name: str = "article.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session", params=list(COPIES))
def copy(request: pytest.FixtureRequest, digest: Digest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """A copy of the review in each format, in the digest's words."""
    blocks = review_blocks(digest)
    path = tmp_path_factory.mktemp("copies") / COPIES[request.param]
    path.write_bytes(jats_of(blocks) if request.param == "jats" else plain_of(blocks).encode())
    return imported(path, digest)


@pytest.fixture(scope="session")
def own_copy(shared: Path, digest: Digest) -> Imported:
    """The project's own copy of the review, where it lies beside the repository: plain text out of a PDF."""
    return imported(next((shared / "review").glob("*.txt")), digest)


@pytest.fixture(scope="session")
def own_copy_as_jats(shared: Path, digest: Digest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The same, its blocks written as JATS."""
    text = next((shared / "review").glob("*.txt")).read_text(encoding="utf-8")
    path = tmp_path_factory.mktemp("own") / "copy.xml"
    path.write_bytes(jats_of(read_plain(text).blocks))
    return imported(path, digest)
