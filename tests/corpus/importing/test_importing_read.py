"""Which files are read, and what is said of those that are not."""

from __future__ import annotations

import pytest

import corpus.importing.read
from corpus.errors import UnreadableError
from corpus.importing.read import read_document

SENTENCE = "Cells were given to 5 of 7 patients – all well."
JATS = f"<article><body><p>{SENTENCE}</p></body></article>"


def _texts(path):
    return [block.text for block in read_document(path).blocks]


class TestRead:
    @pytest.mark.parametrize(
        "content",
        [
            SENTENCE.encode(), SENTENCE.encode("utf-8-sig"), SENTENCE.encode("utf-16"), JATS.encode(),
            f'<?xml version="1.0" encoding="utf-8"?>\n<!-- made up -->\n{JATS}'.encode("utf-8-sig"),
            f'<?xml version="1.0" encoding="utf-16"?>{JATS}'.encode("utf-16"), f"\n  <!-- made up -->{JATS}".encode(),
            f'<x:article xmlns:x="urn:x">{JATS[9:-10]}</x:article>'.encode(),
        ],
        ids=["text", "text with a mark of its order", "UTF-16", "JATS", "JATS with a head", "JATS in UTF-16",
             "JATS after a comment", "JATS with a prefix"],
    )  # fmt: skip
    def test_by_content_whatever_the_name(self, written, content):
        assert _texts(written(content, "download.bin")) == [SENTENCE]

    def test_text_that_speaks_of_xml_is_text(self, written):
        assert _texts(written("The <article> element holds an article.")) == ["The <article> element holds an article."]


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", r"got no paragraph, wanted plain text or Markdown in UTF-8, or JATS XML\. Check"),
            (b" \n\n \f \n", "got no paragraph"),
            (b"# A title alone", "got no paragraph"),
            (b"%PDF-1.7 \x80\x81", r"got a PDF, .*pdftotext"),
            (b"PK\x03\x04\x00\x00", "got a zip archive"),
            (b"{\\rtf1 Words}", r"got a rich text file \(RTF\)"),
            (b"\x1f\x8b\x08\x00", "got a gzip archive"),
            (b"\x00\x01\x02words\x00", "got a binary file"),
            (b"<!DOCTYPE html>\n<html><body><p>Words.</p></body></html>", r"got a web page \(HTML\).*JATS"),
            (b'\n<HTML lang="en"><p>Words.</p></HTML>', "got a web page"),
            (b'<?xml version="1.0"?><html xmlns="x"><p>Words.</p></html>', "got a web page"),
            (b"<article><front/></article>", "got no paragraph"),
        ],
        ids=["empty", "blank", "a title", "PDF", "Word", "RTF", "gzip", "binary", "HTML", "capitals", "XHTML",
             "no text"],
    )  # fmt: skip
    def test_says_what_it_is_and_what_to_do(self, written, content, said):
        with pytest.raises(UnreadableError, match=f"x.txt: {said}"):
            read_document(written(content, "x.txt"))

    def test_a_wrong_encoding_is_told_with_its_line_and_byte(self, written):
        path = written(f"One line.\n{SENTENCE}".encode("cp1252"))
        with pytest.raises(UnreadableError, match=r"no UTF-8 in line 2 \(96\).*iconv -f WINDOWS-1252"):
            read_document(path)

    def test_a_huge_file_is_not_read(self, written, monkeypatch):
        monkeypatch.setattr(corpus.importing.read, "_LARGEST", 1_000_000)
        with pytest.raises(UnreadableError, match="got 2 MB, wanted at most 1 MB"):
            read_document(written(b"x" * 2_000_000))

    def test_no_file_and_a_folder(self, tmp_path):
        with pytest.raises(UnreadableError, match="got no such file"):
            read_document(tmp_path / "nothing.txt")
        with pytest.raises(UnreadableError, match=r"got a folder, .* path of one file"):
            read_document(tmp_path)
