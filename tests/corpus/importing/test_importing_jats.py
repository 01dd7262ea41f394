"""JATS XML read into the same blocks."""

from __future__ import annotations

import pytest

from corpus.errors import UnreadableError
from corpus.importing.jats import read_jats


@pytest.fixture(scope="module")
def audit(specimens):
    """A made-up article within an article set."""
    return read_jats((specimens / "audit.xml").read_bytes(), "audit.xml")


def _article(body, back="", head=""):
    return read_jats(f"{head}<article><body>{body}</body><back>{back}</back></article>".encode())


def _said(body, back=""):
    return [block.text for block in _article(body, back).blocks if block.kind == "paragraph"]


def _refs(count):
    listed = "".join(
        f"<ref id='b{n}'><label>{n}</label><mixed-citation>Entry.</mixed-citation></ref>" for n in range(1, count + 1)
    )
    return f"<ref-list>{listed}</ref-list>"


def _link(number):
    return f'<xref ref-type="bibr" rid="b{number}">{number}</xref>'


class TestFront:
    def test_title_and_doi(self, audit):
        assert audit.title == "Leukapheresis through small veins: a made-up specimen"
        assert audit.doi == "10.5555/made.up.17"

    def test_particulars_are_one_line(self, audit):
        assert audit.blocks[1].text == (
            "Vogel Ada Q., Invented Wards Group. Ward 9, Nowhere. Annals of Invented Medicine 12(3):45-50. "
            "Submitted 21 August 2023; accepted 2 January 2024; published 7 March 2024. DOI 10.5555/made.up.17."
        )

    def test_notes_on_authors_are_kept_and_licences_and_keywords_left_out(self, audit):
        said = [block.text for block in audit.blocks]
        assert "Ada Q. Vogel owns the invented ward." in said
        assert [text for text in said if "Nobody may print" in text or text == "leukapheresis"] == []

    def test_a_structured_abstract_keeps_its_headings(self, audit):
        headings = [(block.level, block.text) for block in audit.blocks if block.kind == "heading"]
        assert headings[1:4] == [(2, "Abstract"), (3, "Background"), (3, "Findings")]

    def test_an_article_without_front_matter_has_no_title(self):
        assert _article("<p>Some words.</p>").title == ""


class TestText:
    def test_sections_nest(self, audit):
        levels = {block.text: block.level for block in audit.blocks if block.kind == "heading"}
        assert (levels["Why it matters"], levels["Before the day"], levels["Results"]) == (2, 3, 2)

    def test_a_paragraph_is_cut_around_its_list_and_lists_nest(self, audit):
        said = [block.text for block in audit.blocks]
        at = said.index("Three things are checked:")
        assert said[at : at + 5] == [
            "Three things are checked:", "the platelet count;", "the calcium level;", "ionized calcium above all.",
            "and the veins again (Table 1).",
        ]  # fmt: skip

    def test_a_note_within_a_paragraph_follows_it(self, audit):
        said = [block.text for block in audit.blocks]
        at = next(at for at, text in enumerate(said) if text.endswith("one session is enough."))
        assert said[at + 1] == "Five was chosen freely."

    def test_captions_acknowledgments_and_abbreviations_are_text(self, audit):
        said = [block.text for block in audit.blocks]
        assert {"Figure 1. Flow by needle size.", "We thank nobody real.", "MNC: mononuclear cell"} <= set(said)

    def test_replies_printed_with_an_article_are_not_its_text(self, audit):
        assert [block for block in audit.blocks if "another article" in block.text] == []

    def test_words_between_blocks_are_kept(self):
        body = (
            "<sec><title>T</title>Loose words.<p>In a paragraph.</p><wrapped><p>Wrapped.</p></wrapped>At the end.</sec>"
        )
        assert _said(body) == ["Loose words.", "In a paragraph.", "Wrapped.", "At the end."]

    def test_lines_are_where_a_block_begins(self):
        assert [block.lines for block in _article("\n<p>One.</p>\n\n<p>Two.</p>").blocks] == [(2,), (4,)]

    def test_prefixed_elements_are_the_same_elements(self):
        body = "<a:body><a:sec><a:title>T</a:title><a:p>Words.</a:p></a:sec></a:body>"
        raw = f'<a:article xmlns:a="urn:x">{body}</a:article>'.encode()
        assert [block.text for block in read_jats(raw).blocks] == ["T", "Words."]


class TestMarks:
    @pytest.mark.parametrize(
        ("printed", "said"),
        [
            (f"fell.<sup>{_link(2)}</sup>", "fell.[^2]"),
            (f"fell.<sup>{_link(1)},{_link(3)}&#8211;{_link(5)}</sup>", "fell.[^1][^3][^4][^5]"),
            (f"fell <sup>{_link(1)}-{_link(3)}</sup>", "fell [^1][^2][^3]"),
            (f"fell [{_link(1)}, {_link(4)}].", "fell [^1][^4]."),
            ('fell<xref ref-type="bibr" rid="b2 b3 b4">2-4</xref>.', "fell[^2][^3][^4]."),
            ('fell<xref ref-type="bibr" rid="b2">2-4</xref>.', "fell[^2][^3][^4]."),
            ('as <xref ref-type="bibr" rid="b4">Amsel 2019</xref> saw', "as Amsel 2019[^4] saw"),
            ('fell<xref rid="b4"><sup>4</sup></xref>.', "fell[^4]."),
            ("fell.<sup>1,2</sup>", "fell.[^1][^2]"),
        ],
        ids=["one", "range of two links", "hyphen", "brackets", "many ids", "range in one link", "author and year",
             "superscript within", "not linked"],
    )  # fmt: skip
    def test_links_to_the_reference_list(self, printed, said):
        assert _said(f"<p>It {printed}</p>", _refs(5)) == [f"It {said}"]

    @pytest.mark.parametrize(
        ("printed", "said"),
        [
            ("2 &#215; 10<sup>2</sup> cells", "2 × 10² cells"),
            ("1.7 m<sup>2</sup>", "1.7 m²"),
            ("CD19<sup>+</sup> cells", "CD19⁺ cells"),
            ("after <sup>3</sup>H", "after ³H"),
            ("the 4<sup>th</sup> day", "the 4th day"),
            ("the veins.<sup>9</sup>", "the veins.⁹"),
            ('in <xref ref-type="table" rid="t1">Table 1</xref>', "in Table 1"),
            ("the sign<sup>*</sup> here", "the sign* here"),
        ],
        ids=["power", "unit", "charge", "isotope", "ordinal", "beyond the list", "table", "sign"],
    )
    def test_what_is_no_mark_stays(self, printed, said):
        assert _said(f"<p>{printed}</p>", _refs(5)) == [said]

    def test_formulas_are_said_by_their_symbols_once(self, audit):
        (text,) = [block.text for block in audit.blocks if "one session" in block.text]
        assert "Where x>5, one session" in text
        assert "documentclass" not in text


class TestReferences:
    def test_entries_are_numbered_and_put_together(self, audit):
        entries = {block.number: block.text for block in audit.blocks if block.kind == "reference"}
        assert list(entries) == [1, 2, 3, 4, 5]
        assert entries[1] == "Amsel B, Buche C, et al. Veins of nowhere. J Made Up. 2018;3(2):10-19."
        assert entries[2] == "Drossel E. Flow and patience. J Made Up. 2017;2:4."

    def test_without_labels_the_order_counts(self):
        refs = (f"<ref id='{own}'><mixed-citation>{own.upper()}.</mixed-citation></ref>" for own in "xy")
        back = f"<ref-list>{''.join(refs)}</ref-list>"
        document = _article('<p>So it is.<xref ref-type="bibr" rid="y">Y 2019</xref></p>', back)
        assert [(b.number, b.text) for b in document.blocks if b.kind == "reference"] == [(1, "X."), (2, "Y.")]
        assert document.blocks[0].text == "So it is.Y 2019[^2]"

    def test_of_two_forms_of_a_citation_one_is_read(self):
        both = (
            "<citation-alternatives><element-citation><source>J</source></element-citation>"
            "<mixed-citation>As printed.</mixed-citation></citation-alternatives>"
        )
        document = _article("<p>Words.</p>", f"<ref-list><ref id='x'>{both}</ref></ref-list>")
        assert [b.text for b in document.blocks if b.kind == "reference"] == ["J."]


class TestNoArticle:
    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            (b"<article>\n <body><p>Cut off", r"line 2, column \d+ \(no element found\)"),
            (b"<article>\n\n<p></b></article>", r"line 3, column \d+ \(mismatched tag\)"),
            (b"<book><p>Words.</p></book>", "outermost element is <book>, wanted JATS XML with one <article>"),
            (b"<pmc-articleset><article/><article/></pmc-articleset>", "2 articles in one file.*a file of its own"),
        ],
        ids=["cut off", "mismatched", "another kind", "two articles"],
    )
    def test_says_what_is_wrong_where(self, raw, said):
        with pytest.raises(UnreadableError, match=f"x.xml: got .*{said}"):
            read_jats(raw, "x.xml")
