"""The patient at hand: what each action makes of it, and what the panel then shows. No browser."""

from __future__ import annotations

import re

import pytest

from assistant.conversation import Memory, corrected
from assistant.criteria.engine import decide
from assistant.models import Case, Check, Fact, ModelPart
from assistant.sense.vocabulary import load_words
from corpus.criteria import load_fact_specs
from corpus.digest import load_digest
from ui.bridge import Action
from ui.handlers import write
from ui.labels import load_labels
from ui.panel import evidence_html
from ui.patient.actions import acted
from ui.patient.hand import AtHand
from ui.patient.offers import changed, offers, outcome
from ui.patient.values import offered, read_value, spelled
from ui.patient.words import clause, supposition
from ui.render import chat_messages
from ui.turns import Turn

KEYS = [spec.key for spec in load_fact_specs()]
SPECS = {spec.key: spec for spec in load_fact_specs()}
CASE = Case.of({"age": 34, "cd19": "positive", "cns": "history", "marrow_blasts_percent": 15, "donor_available": False})
CASES = (
    CASE,
    Case(),
    Case.of({"cd19": "negative"}),
    Case.of({"age": 22, "prior_allo_hct": True, "months_since_hct": 3, "on_immunosuppression": True}),
    Case.of({"age": 64, "proliferative": True, "extramedullary": "active", "genetics": ["Ph-positive"]}),
)


@pytest.fixture
def told():
    """What the conversation was told of the patient."""
    return []


@pytest.fixture
def turns(answer):
    verdict = decide(CASE)
    whole = answer(
        case=CASE,
        recommendation=verdict.recommendation,
        criteria=verdict.criteria,
        would_change=verdict.would_change,
        would_change_together=verdict.would_change_together,
        missing=verdict.missing,
    )
    return (Turn(number=1, question="Which?", answer=whole),)


def do(turns, told, act, **more):
    done = acted(turns, Action(do=act, told={"turn": "1"} | more), told.append)
    assert done is not None
    return done.turns


def a_value(key):
    """A value that the fact does not have in CASE, as its control hands it over."""
    if SPECS[key].type == "number":
        return f"{SPECS[key].high:g}" if CASE.get(key) is None else f"{CASE.get(key) + 1:g}"
    return next(spelled(value) for value in offered(key) if value != CASE.get(key))


class TestCorrection:
    @pytest.mark.parametrize("key", KEYS)
    def test_of_every_fact_through_its_control_weighs_anew(self, turns, told, key):
        opened = do(turns, told, "open", key=key)
        panel = evidence_html(opened)
        is_list = SPECS[key].type == "list"
        control = f"cd19-item-{key}-0-1" if is_list else f"cd19-set-{key}-1"
        assert re.search(rf'<(input|select)[^>]* id="{control}"[^>]*data-focus-now', panel)
        more = {"checked": "yes"} if is_list else {}
        after = do(opened, told, "item" if is_list else "set", key=key, value=a_value(key), **more)[0]
        value = read_value(key, a_value(key))
        assert after.hand.case.get(key) == value
        assert told[-1].get(key) == value
        assert decide(after.hand.case).recommendation in load_labels().recommendations
        assert load_labels().recommendations[decide(after.hand.case).recommendation].title in evidence_html((after,))

    @pytest.mark.parametrize("key", KEYS)
    def test_to_not_known_leaves_the_fact_out(self, turns, told, key):
        after = do(turns, told, "unknown", key=key)[0].hand
        assert after.case.get(key) is None
        assert after.focus == key

    def test_shows_the_verdict_before_beside_the_one_after_and_why(self, turns, told):
        panel = evidence_html(do(turns, told, "set", key="cd19", value="negative"))
        assert "Was: <s>CAR T cells</s>; now: <strong>Neither therapy</strong>, because CD19-negative" in panel
        assert "Write the answer for this patient" in panel
        assert "was positive" in panel

    def test_marks_the_text_above_as_of_the_earlier_facts(self, turns, told):
        after = do(turns, told, "set", key="cd19", value="negative")
        assert "Of the earlier facts" in chat_messages(after)[1]["content"]
        back = do(after, told, "undo")
        assert "Of the earlier facts" not in chat_messages(back)[1]["content"]
        assert told[-1] == CASE

    def test_undo_goes_back_fact_by_fact(self, turns, told):
        for key, value in (("age", "40"), ("age", "41"), ("cns", "active")):
            turns = do(turns, told, "set", key=key, value=value)
        turns = do(turns, told, "undo")
        assert (turns[0].hand.case.get("age"), turns[0].hand.case.get("cns")) == (41, "history")
        turns = do(turns, told, "undo")
        assert turns[0].hand.case == CASE
        assert do(turns, told, "undo")[0].hand.case == CASE

    def test_that_cannot_be_is_shown_with_the_reason_and_changes_nothing(self, turns, told):
        after = do(turns, told, "set", key="age", value="340")
        panel = evidence_html(after)
        assert 'value="340"' in panel
        assert 'role="alert"' in panel
        assert "0 to 120" in panel
        assert told == []

    def test_of_another_turn_or_an_unknown_fact_is_passed_over(self, turns, told):
        assert acted(turns, Action(do="set", told={"turn": "7", "key": "age", "value": "3"}), told.append) is None
        assert acted(turns, Action(do="ask", told={"turn": "1"}), told.append) is None
        assert do(turns, told, "set", key="<b>", value="3")[0].hand.case == CASE
        assert told == []

    def test_back_to_what_was_said_takes_its_words_back(self, answer, told):
        turns = (Turn(number=1, question="Which?", answer=answer()),)
        turns = do(turns, told, "set", key="cns", value="active")
        back = do(turns, told, "set", key="cns", value="history")[0].hand
        fact = next(fact for fact in back.case.facts if fact.key == "cns")
        assert (fact.words, fact.confidence, back.changed) == ("CNS relapse cleared last year", 1.0, ())

    def test_access_follows_a_trial_that_opens(self, turns, told):
        after = do(turns, told, "set", key="trial_available", value="true")[0].hand
        assert after.case.get("car_t_access") is True
        assert "follows from your correction" in evidence_html((turns[0].model_copy(update={"hand": after}),))

    def test_genetics_are_ticked_one_by_one_and_off_again(self, turns, told):
        for item in ("TP53", "Ph-like"):
            turns = do(turns, told, "item", key="genetics", value=item, checked="yes")
        assert turns[0].hand.case.get("genetics") == ("Ph-like", "TP53")
        turns = do(turns, told, "item", key="genetics", value="", checked="yes")
        assert turns[0].hand.case.get("genetics") == ()
        turns = do(turns, told, "item", key="genetics", value="", checked="")
        assert turns[0].hand.case.get("genetics") is None

    def test_is_written_up_on_demand_and_frees_the_earlier_answer(self, scripted, turns, told):
        assistant = scripted()
        after = do(turns, told, "set", key="cns", value="active")
        (*_, done) = write(assistant, after, "t")
        question, case, thread = assistant.asked[-1]
        assert (question, case.get("cns"), thread) == ("Which?", "active", "t")
        assert done[-1].asked_as == "Corrected: CNS disease: active (was history, cleared)."
        assert done[0].hand is None

    def test_is_not_lost_when_writing_it_up_fails(self, scripted, turns, told):
        after = do(turns, told, "set", key="cns", value="active")
        (*_, done) = write(scripted(fails=ValueError()), after, "t")
        assert done[0].hand.case.get("cns") == "active"

    def test_only_the_latest_patient_is_corrected(self, turns, answer):
        panel = evidence_html((*turns, Turn(number=2, question="And?", answer=answer())))
        assert 'id="cd19-set-age-2"' in panel
        assert 'id="cd19-set-age-1"' not in panel


class TestUnsure:
    def test_fact_is_confirmed_with_its_words_kept(self, answer, told):
        turns = (Turn(number=1, question="Which?", answer=answer()),)
        assert evidence_html(turns).count('cd19-confirm">please confirm') == 1
        after = do(turns, told, "confirm", key="cns")
        fact = next(fact for fact in told[-1].facts if fact.key == "cns")
        assert (fact.value, fact.confidence, fact.words) == ("history", 1.0, "CNS relapse cleared last year")
        assert 'cd19-confirm">please confirm' not in evidence_html(after)
        assert "Of the earlier facts" not in chat_messages(after)[1]["content"]

    def test_fact_that_is_denied_is_not_known_and_asks_what_is_so(self, answer, told):
        after = do((Turn(number=1, question="Which?", answer=answer()),), told, "deny", key="cns")
        assert told[-1].get("cns") is None
        assert re.search(r'<select id="cd19-set-cns-1"[^>]*data-focus-now', evidence_html(after))


class TestWhatIf:
    @pytest.mark.parametrize("case", CASES, ids=["cns", "nothing", "negative", "transplant", "older"])
    def test_each_offer_comes_to_what_the_engine_says_of_the_changed_case(self, case):
        verdict = decide(case)
        for offer in offers(verdict, case):
            assert outcome(case, offer) == decide(changed(case, offer))
            assert outcome(case, offer).recommendation == offer.recommendation != verdict.recommendation
            assert supposition(offer.changes).startswith("If ")

    def test_shows_the_outcome_and_a_second_click_goes_back(self, turns, told):
        name = offers(decide(CASE), CASE)[0].name
        shown = do(turns, told, "suppose", name=name)
        assert 'aria-expanded="true"' in evidence_html(shown)
        assert "Neither therapy</strong>, because CD19-negative" in evidence_html(shown)
        assert 'aria-expanded="true"' not in evidence_html(do(shown, told, "suppose", name=name))
        assert told == []

    @pytest.mark.parametrize("key", KEYS)
    def test_every_value_of_every_fact_has_words(self, key):
        values = (12,) if SPECS[key].type == "number" else offered(key)
        said = {clause(key, value) for value in values}
        assert len(said) == len(values)
        assert all(words and "{" not in words and "_" not in words for words in said)

    def test_missing_facts_are_questions_that_open_their_control(self, turns, told):
        panel = evidence_html(turns)
        for key in decide(CASE).missing:
            assert re.search(rf'id="cd19-ask-{key}-1" data-do="open" data-turn="1" data-key="{key}"', panel)


class TestBalance:
    def test_sides_face_each_other_with_weights_in_words(self, turns):
        panel = evidence_html(turns)
        assert panel.index("Toward blinatumomab <span") < panel.index("Toward CAR T cells <span")
        assert "strong reason" in panel
        assert re.search(r'Toward CAR T cells <span class="cd19-count">\d strong', panel)

    def test_every_place_of_every_criterion_has_words(self):
        places = {own for case in CASES for state in decide(case).criteria for own in state.locators}
        assert all(load_digest().place(own.split("#")[0]) for own in places)


class TestChecks:
    def test_are_told_in_words_and_what_was_mended_after_them(self, answer):
        checks = (Check(check="numbers", passed=True), Check(check="verdict", passed=True))
        mended = (Check(check="names", passed=False, detail="1 found: a name of the passage; ELIANA"),)
        part = ModelPart(name="local", cut=2)
        panel = evidence_html([Turn(number=1, question="?", answer=answer(checks=checks, mended=mended, model=part))])
        assert "2 checks passed, after what failed was mended or cut" in panel
        assert "Figures are those of the source" in panel
        assert "Nothing is made up: failed at first, and cut out (1 found" in panel
        assert "2 sentences of local cut, since a check failed" in panel

    def test_every_check_has_words(self):
        from assistant.beside import NAME
        from assistant.checker.check import _CHECKS

        assert {NAME, *(name for name, _ in _CHECKS)} == set(load_labels().checks)


class TestIdentity:
    QUESTION = "Mr Nowak-Testowy, DOB 12/03/1985: CNS disease. Which?"

    def test_is_flagged_and_struck_out_of_question_and_words(self, answer, told):
        words = "1985: CNS disease"
        start = self.QUESTION.index(words)
        fact = Fact(key="cns", value="active", words=words, start=start, end=start + len(words))
        turns = (Turn(number=1, question=self.QUESTION, answer=answer(case=Case(facts=(fact,)))),)
        assert "date of birth “12/03/1985”" in evidence_html(turns)
        done = acted(turns, Action(do="strike", told={"turn": "1"}), told.append)
        assert done.box == "[name], DOB [date of birth]: CNS disease. Which?"
        assert "1985" not in evidence_html(done.turns)
        assert "cd19-identity" not in evidence_html(done.turns)
        assert told[-1].facts[0].words == "[date of birth]: CNS disease"
        assert "nowak" not in load_words()


class TestConversation:
    def test_goes_on_about_the_corrected_patient(self):
        assert corrected(Memory(case=CASE), Case()).case == Case()

    def test_under_a_what_if_only_the_correction_goes_over_to_the_patient(self):
        supposed = CASE.with_fact(Fact(key="cns", value="active"))
        memory = corrected(Memory(case=CASE, supposed=supposed), supposed.with_fact(Fact(key="age", value=40)))
        assert (memory.case.get("age"), memory.case.get("cns")) == (40, "history")
        assert memory.supposed.get("cns") == "active"


def test_no_two_states_look_alike_to_the_page():
    hand = AtHand(asked=CASE)
    assert hand.opening("gvhd").opening("gvhd") != hand.opening("gvhd")
