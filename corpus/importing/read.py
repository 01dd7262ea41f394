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
_XML = re.compile(rb"\s*(?:<\?xml\b|<!DOCTYPE\b|(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?(?:article|pmc-articleset)\b)", re.S)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_document(path: Path) -> Document:
    """The document in a file. Raises UnreadableError for a missing, empty, huge or foreign file."""
    raw = _bytes(path)
    document = read_jats(raw, path.name) if _XML.match(_as_utf8(raw)) else read_plain(_text(path, raw))
    if not any(block.kind != "heading" for block in document.blocks):
        _refuse(path, "no paragraph", "Check that the file holds the article's text.")
    return document


def _bytes(path: Path) -> bytes:
    """What a file holds, without UTF-8's byte order mark."""
    if path.is_dir():
        raise UnreadableError(str(path), "a folder", _WANTED, "Give the path of one file.")
    if not path.is_file():
        raise UnreadableError(str(path), "no such file", _WANTED, "Give the path of a file on this machine.")
    if path.stat().st_size > _LARGEST:
        got, most = f"{path.stat().st_size / 1e6:.0f} MB", f"at most {_LARGEST / 1e6:.0f} MB"
        raise UnreadableError(path.name, got, most, "Import the article alone, as text.")
    raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    for pattern, got, remedy in _FOREIGN:
        if pattern.match(_as_utf8(raw)):
            _refuse(path, got, remedy)
    return raw


def _as_utf8(raw: bytes) -> bytes:
    """The same in UTF-8 where it says that it is UTF-16; to look at, since an XML head still names the old encoding."""
    return raw.decode("utf-16", "replace").encode() if raw.startswith(_UTF16) else raw


def _text(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-16" if raw.startswith(_UTF16) else "utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        got = f"a byte that is no {error.encoding.upper()} in line {line} ({raw[error.start : error.start + 1].hex()})"
        _refuse(path, got, "Save the file as UTF-8, for instance with iconv -f WINDOWS-1252 -t UTF-8.")
    if "\0" in text:
        _refuse(path, "a binary file", "Save the article as text.")
    return text


def _refuse(path: Path, got: str, remedy: str) -> Never:
    raise UnreadableError(path.name, got, _WANTED, remedy)
