"""Text on the page: marks become links, everything live becomes text."""

from __future__ import annotations

import pytest

from ui.markdown import answer_html, passage_id, plain_html


class TestMarks:
    def test_lead_to_the_passage_of_their_own_turn(self):
        assert f'href="#{passage_id(4, 2)}"' in answer_html("More often [2].", turn=4, known={2})

    @pytest.mark.parametrize("text", ["[1, 3]", "[1][3]", "[1; 3]"], ids=["comma", "side-by-side", "semicolon"])
    def test_several_in_a_row_are_each_a_link(self, text):
        rendered = answer_html(f"A figure {text}.", 1, {1, 3})
        assert rendered.count("<a ") == 2
        assert "[" not in rendered

    def test_unknown_one_stays_visible_text(self):
        assert answer_html("A figure [9].", 1, {1}) == "<p>A figure [9].</p>"

    def test_all_are_links_while_the_answer_is_still_coming(self):
        assert "<a " in answer_html("A figure [7].", 1, None)

    def test_work_in_lists_and_tables(self):
        assert answer_html("- a [1]\n- b [2]", 1).count("<a ") == 2
        assert answer_html("| a | b |\n|---|---|\n| 1 [1] | 2 [2] |", 1).count("<a ") == 2

    @pytest.mark.parametrize("text", ["[2020]", "[a1]", "[]", "[-1]"])
    def test_other_brackets_are_not_marks(self, text):
        assert "<a " not in answer_html(text, 1)


HOSTILE = {
    "html-image": "<img src=x onerror=alert(1)>",
    "script": "<script>alert(1)</script>",
    "block": "<div onclick=alert(1)>\n\n<b>x</b></div>",
    "markdown-image": "![x](http://evil.example/x.png)",
    "reference-image": "![x][y]\n\n[y]: http://evil.example/x.png",
    "link": "[x](javascript:alert(1))",
    "autolink": "<http://evil.example>",
    "fence-name": '```[1]"><script>alert(1)</script>\ncode\n```',
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "mark-link": "[1](http://evil.example)",
    "style": "<style>@import 'http://evil.example'</style>",
}


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_in_an_answer_is_never_live(self, text):
        rendered = answer_html(f"Before. {text}\n\n{text}", 1)
        live = [piece.split(">")[0].split(" ")[0] for piece in rendered.split("<")[1:]]
        assert not {"img", "script", "div", "b", "style", "svg", "iframe"} & set(live)
        assert all(
            piece.startswith('a class="cd19-mark" href="#cd19-') for piece in rendered.split("<") if piece[:2] == "a "
        )

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_in_a_question_is_shown_as_typed(self, text):
        assert "<" not in plain_html(text).replace("<br>", "")


def test_empty_answer_renders_as_nothing():
    assert answer_html("", 1) == ""
