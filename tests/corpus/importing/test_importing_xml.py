"""XML is read safely: nothing expanded, nothing fetched, nothing that exhausts the reader."""

from __future__ import annotations

import time

import pytest

from corpus.errors import UnreadableError
from corpus.importing.xmltree import read_xml

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


def _words(raw):
    return "".join(child for child in read_xml(raw, "x.xml").children if isinstance(child, str))


class TestEntities:
    @pytest.mark.parametrize(
        "declared",
        [
            f'<!ENTITY e0 "ha">{BOMB}',
            '<!ENTITY secret SYSTEM "file:///etc/passwd">',
            '<!ENTITY secret SYSTEM "http://192.0.2.1/x">',
            '<!ENTITY % outside SYSTEM "http://192.0.2.1/x.dtd"> %outside;',
        ],
        ids=["billion laughs", "a file", "an address", "a parameter"],
    )
    def test_declarations_are_refused_before_anything_is_expanded(self, declared):
        start = time.perf_counter()
        with pytest.raises(UnreadableError, match=r"x\.xml: got a declaration of the entity .* at line 1, wanted"):
            read_xml(f"<!DOCTYPE a [{declared}]><a>&e11;&secret;</a>".encode(), "x.xml")
        assert time.perf_counter() - start < 1

    def test_pictures_may_be_declared(self):
        raw = b'<!DOCTYPE a [<!NOTATION jpg SYSTEM "x"><!ENTITY g1 SYSTEM "g1.jpg" NDATA jpg>]><a>Words</a>'
        assert _words(raw) == "Words"

    def test_characters_by_name_are_known_without_the_dtd_that_declares_them(self):
        doctype = '<!DOCTYPE a PUBLIC "-//NLM//DTD JATS//EN" "http://192.0.2.1/jats.dtd">'
        assert _words(f"{doctype}<a>1&ndash;2&nbsp;&ge; &unheard;</a>".encode()) == "1–2\xa0≥ &unheard;"


class TestLimits:
    def test_deep_nesting_is_refused(self):
        with pytest.raises(UnreadableError, match="nested more than 100 deep"):
            read_xml(b"<a>" * 50_000 + b"</a>" * 50_000, "x.xml")

    def test_ordinary_nesting_is_not(self):
        assert read_xml(b"<a>" * 90 + b"</a>" * 90, "x.xml").name == "a"


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
    def test_the_one_that_the_file_names_is_used(self, encoding):
        assert _words(f'<?xml version="1.0" encoding="{encoding}"?><a>§ 5</a>'.encode(encoding)) == "§ 5"

    @pytest.mark.parametrize("encoding", ["shift_jis", "no-such-thing"])
    def test_one_we_cannot_read_is_named(self, encoding):
        with pytest.raises(UnreadableError, match=r"an encoding we cannot read .* Save the file as UTF-8"):
            read_xml(f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode(), "x.xml")
