"""The Markdown copy: its parts in order, its marks, and no life in anybody's words even in a liberal renderer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.api import AS_OF
from assistant.formats.inert import inert, lifeless
from assistant.formats.markdown import as_markdown

LIBERAL = MarkdownIt("commonmark", {"html": True}).enable("table")
"""A renderer that lets everything through: what is live in the copy would live there."""
LIVE = re.compile(r"<(img|script|a|b|iframe|svg)\b", re.IGNORECASE)
PIECES = st.lists(
    st.sampled_from(
        ["<", "script>", "<b>", "!", "[", "]", "(", ")", ":", "\\", "`", "x", " ", "&", "lt;", "\n", "*", "#", "u:v"]
    ),
    max_size=14,
).map("".join)


@pytest.fixture(scope="module")
def copy(a_sheet):
    return as_markdown(a_sheet())


def _shown(markdown: str) -> str:
    """The text a reader sees."""
    tokens = LIBERAL.parseInline(markdown)[0].children or []
    return "".join("\n" if token.type == "softbreak" else token.content for token in tokens)


class TestParts:
    def test_stand_in_order(self, copy):
        heads = re.findall(r"^#+ .*$", copy, flags=re.MULTILINE)
        assert heads == [
            "# Blinatumomab or CD19 CAR T cells", "## The patient as understood", "## Sources", "## References",
        ]  # fmt: skip
        assert copy.index("Remission lasts in **some** [1][2].") < copy.index("## The patient")

    def test_sources_name_place_references_and_passage(self, copy):
        assert "- [1] **Patient 3** (references 14, 17): One." in copy
        assert "- [2] **Reference 45** (reference 45): Two lines." in copy
        assert "- [4] **Pathway, part 1 (your own document, not the review)**: " in copy

    def test_every_mark_of_a_passage_has_its_source(self, copy):
        answer, sources = copy.split("## Sources")
        told = {int(n) for n in re.findall(r"^- \[(\d+)\]", sources, flags=re.MULTILINE)}
        marked = {int(n) for group in re.findall(r"\[([\d, ]+)\]", answer) for n in group.split(",")}
        assert marked - told == {9}
        assert told <= marked

    def test_references_keep_the_reviews_numbers_when_rendered(self, copy):
        listed = LIBERAL.render(copy).split("<h2>References</h2>")[1]
        assert re.findall(r"<strong>(\d+)\.</strong>", listed) == ["14", "17", "34", "45"]
        assert "Blood. 2020;135(11):804-13. doi: 10.1182/blood.2019002132." in listed

    def test_facts_are_told_in_words(self, copy):
        rows = re.findall(r"<td>(.*?)</td>\n<td>(.*?)</td>", LIBERAL.render(copy.split("## Sources")[0]))
        values = dict(rows)
        assert values["Age"] == "34 years"
        assert {"12.5%", "positive (please confirm)", "relapsed after", "TP53, Ph-like", "no"} <= set(values.values())

    def test_foot_tells_date_limits_checks_engine_and_hashes(self, copy):
        foot = copy.split("\n---\n")[1]
        assert f"as of {AS_OF}" in foot
        assert "prescribes nothing" in foot
        assert "Checks: all 2 passed." in foot
        assert f"Engine: built-in. Corpus: digest, sha256 {'c0ffee' * 10}. Criteria: sha256 {'beef' * 16}." in foot
        assert "cd19-assistant 9.8.7." in foot

    def test_without_question_patient_or_passages_nothing_empty_is_left(self, a_sheet):
        bare = as_markdown(a_sheet("", case=None, citations=(), checks=(), status="abstained"))
        assert "## The patient" not in bare
        assert "\n> \n" not in bare
        assert "No passage of the review stands behind this answer." in bare
        assert "there was nothing to check" in bare
        assert "\n\n\n" not in bare

    def test_a_failed_check_is_named(self, a_sheet, an_answer):
        failed = tuple(check.model_copy(update={"passed": False}) for check in an_answer().checks[:1])
        assert "Checks failed: numbers. Do not rely on this answer." in as_markdown(a_sheet(checks=failed))

    def test_an_answer_that_nothing_checked_says_so(self, a_sheet):
        assert "No check ran on this answer." in as_markdown(a_sheet(checks=()))

    @pytest.mark.parametrize(("corpus", "said"), [("digest", "own words"), ("full", "your own copy")])
    def test_tells_whose_words_the_passages_are(self, a_sheet, corpus, said):
        assert said in as_markdown(a_sheet(corpus_name=corpus)).split("## Sources")[1].split("- [1]")[0]


class TestSafety:
    def test_no_words_come_alive(self, copy):
        rendered = LIBERAL.render(copy)
        assert not LIVE.search(rendered)
        assert rendered.count("&lt;script&gt;alert(2)&lt;/script&gt;") == 4  # question, fact, quotation, passage
        assert "<td>116 [3]</td>" in rendered

    def test_the_answers_own_emphasis_and_figures_stay(self, copy):
        assert "Burden tells <50% from >50% [2, 3]." in copy

    @given(PIECES)
    def test_lifeless_markdown_has_no_html_link_or_image(self, text):
        assert not LIVE.search(LIBERAL.render(lifeless(text)))

    @given(PIECES)
    def test_lifeless_twice_is_lifeless_once(self, text):
        assert lifeless(lifeless(text)) == lifeless(text)

    @given(PIECES)
    def test_inert_text_is_read_as_it_was_typed(self, text):
        typed = " ".join(text.split())
        assert _shown(inert(typed)) == typed
