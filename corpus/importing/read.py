"""A file of any kind we read, as a document: JATS XML by its content, else plain text or Markdown."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import UnreadableError
from corpus.importing.blocks import Document
from corpus.importing.plain import read_plain

_LARGEST = 20_000_000
_XML = (b"<?xml", b"<!DOC", b"<arti", b"<pmc-")
_WANTED = "plain text or Markdown in UTF-8, or JATS XML"


def read_document(path: Path) -> Document:
    """The document in a file. Raises UnreadableError for a missing, empty, huge or foreign file."""
    if not path.is_file():
        raise UnreadableError(str(path), "no such file", _WANTED, "Give the path of a file on this machine.")
    if path.stat().st_size > _LARGEST:
        got = f"{path.stat().st_size} bytes"
        raise UnreadableError(path.name, got, f"at most {_LARGEST} bytes", "Import the article alone, as text.")
    raw = path.read_bytes()
    if raw.startswith(b"%PDF"):
        raise UnreadableError(
            path.name, "a PDF", _WANTED, "Save it as text first, for instance with pdftotext -layout."
        )
    document = _jats(raw) if raw.lstrip()[:5] in _XML else _plain(path, raw)
    if not any(block.kind != "heading" for block in document.blocks):
        raise UnreadableError(path.name, "no paragraph", _WANTED, "Check that the file holds the article's text.")
    return document


def _plain(path: Path, raw: bytes) -> Document:
    try:
        return read_plain(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        got = f"a byte that is no UTF-8 at position {error.start}"
        raise UnreadableError(path.name, got, _WANTED, "Save the file as UTF-8.") from error


def _jats(raw: bytes) -> Document:
    from corpus.importing.jats import read_jats

    return read_jats(raw)
