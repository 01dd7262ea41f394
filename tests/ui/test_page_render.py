"""What the page shows of a conversation, as HTML."""

from __future__ import annotations

import html
import re

import pytest

from assistant.models import Case, Change, Check, Citation, Fact, JointChange
from ui.panel import WAITING, evidence_html
from ui.render import badge_html, chat_messages, plain_answer, reply_html
from ui.turns import Turn

EVIL = "<img src=x onerror=alert(1)>"


def _turn(answer=None, number=1, **more):
    return Turn(number=number, question="Which one?", answer=answer, **more)


class TestChat:
    def test_pairs_each_question_with_its_reply(self, answer):
        messages = chat_messages([_turn(answer()), _turn(number=2, step="writing")])
        assert [message["role"] for message in messages] == ["user", "assistant"] * 2
        assert "Writing…" in messages[3]["content"]

    def test_messages_are_single_blocks_that_the_chat_leaves_alone(self, answer):
        assert all("\n" not in message["content"] for message in chat_messages([_turn(answer())]))

    def test_question_is_escaped(self):
        content = chat_messages([Turn(number=1, question=EVIL)])[0]["content"]
        assert EVIL not in content
        assert html.escape(EVIL) in content

    def test_trouble_is_shown_after_what_was_said(self):
        reply = reply_html(_turn(said="A fact [1].", trouble="It broke."))
        assert reply.index("A fact") < reply.index("It broke.")

    def test_answer_without_text_says_so(self, answer):
        assert "gives no answer" in reply_html(_turn(answer(answer="", citations=(), recommendation=None)))


class TestBadge:
    @pytest.mark.parametrize(
        ("recommendation", "words"),
        [
            ("blinatumomab", "Blinatumomab"),
            ("car_t", "CAR T cells"),
            ("either", "Either therapy"),
            ("neither", "Neither therapy"),
            ("conflicting", "Reasons conflict"),
            ("insufficient", "More facts needed"),
        ],
    )
    def test_names_every_recommendation(self, answer, recommendation, words):
        assert words in badge_html(answer(recommendation=recommendation))

    def test_is_absent_for_a_factual_answer(self, answer):
        assert badge_html(answer(recommendation=None)) == ""

    def test_tells_an_abstention(self, answer):
        assert "Not answered from this review" in badge_html(answer(recommendation=None, status="abstained"))


class TestEvidence:
    def test_waits_kindly(self):
        assert evidence_html([]) == WAITING

    def test_shows_each_passage_with_place_references_and_locator(self, answer):
        panel = evidence_html([_turn(answer())])
        assert panel.count('<article class="cd19-card"') == 6
        for shown in ('id="cd19-passage-1-3"', "Patient 3, paragraph 5", "refs 14, 17, 22", "ref 19", "patient3.5#2"):
            assert shown in panel

    def test_hides_older_answers_but_keeps_their_passages(self, answer):
        panel = evidence_html([_turn(answer()), _turn(answer(), number=2)])
        assert 'id="cd19-turn-1" tabindex="-1" hidden' in panel
        assert 'id="cd19-turn-2" tabindex="-1">' in panel
        assert 'id="cd19-passage-1-1"' in panel

    def test_passage_text_is_escaped(self, answer):
        hostile = Citation(marker=1, locators=(EVIL,), text=EVIL, label=EVIL)
        case = Case(facts=(Fact(key="sex", value=EVIL, words=EVIL, note=EVIL),))
        check = Check(check=EVIL, passed=False, detail=EVIL)
        panel = evidence_html([_turn(answer(citations=(hostile,), case=case, checks=(check,), answer=EVIL))])
        assert "<img" not in panel

    def test_marks_unsure_facts_only(self, answer):
        assert evidence_html([_turn(answer())]).count('class="cd19-confirm"') == 1

    def test_names_facts_and_values_for_people(self, answer):
        panel = evidence_html([_turn(answer())])
        for shown in ("Marrow blasts", 'value="15"', "<span>years</span>", "history, cleared", "“15% marrow blasts”"):
            assert shown in panel
        assert ">marrow_blasts_percent" not in panel

    def test_folds_away_criteria_that_wait_for_facts(self, answer):
        panel = evidence_html([_turn(answer())])
        assert panel.index("CNS disease, present or cleared") < panel.index("1 more, open until more is known")
        assert re.search(
            "Open until known: <button[^>]*>GVHD</button> <button[^>]*>On immunosuppression</button>", panel
        )

    def test_criterion_leads_to_its_place_and_to_the_passage_cited_from_it(self, answer):
        panel = evidence_html([_turn(answer())])
        assert '<a class="cd19-place" href="#patient2.5">Patient 2, paragraph 5</a>' in panel
        assert '<a class="cd19-mark" href="#cd19-passage-1-6" aria-label="Passage 6">6</a>' in panel

    def test_tells_what_would_change_and_what_is_missing(self, answer):
        panel = evidence_html([_turn(answer())])
        assert "If CD19 were negative" in panel
        assert "Neither therapy" in panel
        assert "Any GVHD" in panel

    def test_tells_pairs_of_changes_apart_from_single_ones(self, answer):
        pair = JointChange(
            changes=(Change(fact="gvhd", value="active"), Change(fact="cns", value="none")),
            recommendation="blinatumomab",
        )
        panel = evidence_html([_turn(answer(would_change_together=(pair,)))])
        assert panel.index("One fact at a time") < panel.index("Two facts together")
        assert "If GVHD were active and there were no CNS disease" in panel
        assert "Two facts together" not in evidence_html([_turn(answer(would_change_together=()))])

    def test_asks_back_what_is_in_doubt_above_the_facts(self, answer):
        panel = evidence_html([_turn(answer(doubts=("Is the age 340 <years> meant?",)))])
        assert panel.index("Is the age 340 &lt;years&gt; meant?") < panel.index(">Your words</th>")
        assert "cd19-doubts" not in evidence_html([_turn(answer(doubts=()))])

    def test_counts_passed_checks_in_one_closed_line(self, answer):
        panel = evidence_html([_turn(answer())])
        assert "8 checks passed" in panel
        assert "<details open>" not in panel

    def test_opens_failed_checks_and_says_why(self, answer):
        failed = (Check(check="numbers-match", passed=False, detail="5% is not in the passage"),)
        panel = evidence_html([_turn(answer(checks=failed))])
        assert "0 checks passed, 1 failed" in panel
        assert "<details open>" in panel
        assert "5% is not in the passage" in panel

    def test_warns_when_no_check_ran(self, answer):
        assert "do not rely on it" in evidence_html([_turn(answer(checks=()))])

    def test_abstention_is_short(self, answer):
        bare = answer(status="abstained", citations=(), recommendation=None, case=None, criteria=(), checks=())
        panel = evidence_html([_turn(bare.model_copy(update={"would_change": (), "missing": ()}))])
        assert "No passage of the review stands behind this answer" in panel
        assert "Criteria weighed" not in panel
        assert "do not rely" not in panel


def test_copied_text_names_every_source(answer):
    copied = plain_answer(answer(), "Which <b>one</b>?")
    assert all(f"- [{n}] " in copied for n in range(1, 7))
    for held in ("Table 3, CNS involvement, CAR T cells", "Aldoss I, Forman SJ.", "**14.**", "sha256 3f1c9ab27d"):
        assert held in copied
    assert "<b>one" not in copied.replace("\\<b>", "")
