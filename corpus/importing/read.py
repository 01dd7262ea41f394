"""A file of any kind we read, as a document: JATS XML by its content, else plain text or Markdown."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Never

from corpus.errors import UnreadableError
from corpus.importing.blocks import Document
from corpus.importing.jats import read_jats
from corpus.importing.plain import read_plain
from corpus.signs import seen

_LARGEST = 20_000_000
_WANTED = "plain text or Markdown in UTF-8, or JATS XML"
_FOREIGN = (
    (re.compile(rb"%PDF-"), "a PDF", "Save it as text first, for instance with pdftotext."),
    (re.compile(rb"\{\\rtf"), "a rich text file (RTF)", "Save it as plain text."),
    (re.compile(rb"PK\x03\x04"), "a zip archive (Word, ODT and EPUB files are such)", "Save it as plain text."),
    (re.compile(rb"\x1f\x8b"), "a gzip archive", "Unpack it and import the file inside."),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+)?html\b", re.I), "a web page (HTML)",
     "Save the article as text, or take the archive's XML (JATS)."),
)  # fmt: skip
_XML = re.compile(rb"\s*<(?:\?xml\b|!DOCTYPE\b|(?:[\w.-]+:)?(?:article|pmc-articleset)\b)")
_BLANKS = re.compile(rb"\s*")
_MOST_LINES = 200_000
_MOST_BLOCKS = 20_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_document(path: Path) -> Document:
    """The document in a file. Raises UnreadableError for a missing, empty, huge or foreign file."""
    return document_of(_bytes(path), path.name)


def document_of(raw: bytes, name: str) -> Document:
    """The document in a file's bytes. `name`: of the file, for errors. Raises UnreadableError."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    for pattern, got, remedy in _FOREIGN:
        if pattern.match(_as_utf8(raw)):
            _refuse(name, got, remedy)
    document = _seen(read_jats(raw, name)) if _is_xml(_as_utf8(raw)) else read_plain(seen(_text(name, raw)))
    if len(document.blocks) > _MOST_BLOCKS:
        got, most = f"{len(document.blocks):,} paragraphs and rows", f"at most {_MOST_BLOCKS:,}"
        raise UnreadableError(name, got, most, "Import the parts that you need as files of their own.")
    if not any(block.kind != "heading" for block in document.blocks):
        _refuse(name, "no paragraph", "Check that the file holds the article's text.")
    return document


def _is_xml(raw: bytes) -> bool:
    """Whether a file begins as JATS does, comments passed over."""
    at = 0
    while raw.startswith(b"<!--", (at := _BLANKS.match(raw, at).end())):  # type: ignore[union-attr]  # matches anywhere
        end = raw.find(b"-->", at)
        if end < 0:
            return False
        at = end + 3
    return _XML.match(raw, at) is not None


def _seen(document: Document) -> Document:
    """The document without signs that nobody sees; of plain text they go before it is read."""
    blocks = tuple(
        block.model_copy(update={"text": seen(block.text), "rows": tuple(tuple(map(seen, row)) for row in block.rows)})
        for block in document.blocks
    )
    return Document(title=seen(document.title), doi=seen(document.doi), blocks=blocks)


def _bytes(path: Path) -> bytes:
    """What a file holds."""
    if path.is_dir():
        raise UnreadableError(str(path), "a folder", _WANTED, "Give the path of one file.")
    if not path.is_file():
        raise UnreadableError(str(path), "no such file", _WANTED, "Give the path of a file on this machine.")
    if path.stat().st_size > _LARGEST:
        got, most = f"{path.stat().st_size / 1e6:.0f} MB", f"at most {_LARGEST / 1e6:.0f} MB"
        raise UnreadableError(path.name, got, most, "Import the article alone, as text.")
    return path.read_bytes()


def _as_utf8(raw: bytes) -> bytes:
    """The same in UTF-8 where it says that it is UTF-16; to look at, since an XML head still names the old encoding."""
    return raw.decode("utf-16", "replace").encode() if raw.startswith(_UTF16) else raw


def _text(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-16" if raw.startswith(_UTF16) else "utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        got = f"a byte that is no {error.encoding.upper()} in line {line} ({raw[error.start : error.start + 1].hex()})"
        _refuse(name, got, "Save the file as UTF-8, for instance with iconv -f WINDOWS-1252 -t UTF-8.")
    if text.count("\n") > _MOST_LINES:
        _refuse(name, f"more than {_MOST_LINES:,} lines", "Import the parts that you need as files of their own.")
    if "\0" in text:
        _refuse(name, "a binary file", "Save the article as text.")
    return text


def _refuse(name: str, got: str, remedy: str) -> Never:
    raise UnreadableError(name, got, _WANTED, remedy)
