"""Conversations on disk: apart from each other, there again after a restart."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.api import Assistant
from assistant.conversation import Memory
from assistant.models import Case, Fact
from assistant.threads import ThreadStore

HER = "34F with relapsed B-ALL, 12% blasts, CD19 positive. Blinatumomab or CAR T cells?"
HIM = "60M, second relapse, active CNS disease, CD19 positive. Blinatumomab or CAR T cells?"


def _memory(age: int) -> Memory:
    return Memory(case=Case.of({"age": age}), focus=("study:nci",))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "threads.sqlite"


@pytest.fixture
def asking(assistant, concepts, path):
    """The real assistant over threads of its own; called again, it is as after a restart."""
    return lambda: Assistant(assistant.library, assistant.index, concepts, ThreadStore(path))


class TestStore:
    def test_a_new_thread_is_empty(self, path):
        assert ThreadStore(path).load("new") == Memory()

    def test_survives_reopening(self, path):
        ThreadStore(path).save("a", _memory(3))
        assert ThreadStore(path).load("a") == _memory(3)

    def test_the_last_save_counts(self, path):
        store = ThreadStore(path)
        store.save("a", _memory(3))
        store.save("a", _memory(4))
        assert store.load("a") == _memory(4)

    def test_threads_stay_apart_and_can_be_forgotten(self, path):
        store = ThreadStore(path)
        store.save("a", _memory(3))
        store.save("b", _memory(4))
        store.forget("a")
        assert (store.load("a"), store.load("b")) == (Memory(), _memory(4))

    def test_a_supposed_patient_and_lists_come_back_as_they_were(self, path):
        case = Case(
            facts=(Fact(key="genetics", value=("TP53", "Ph-like"), words="TP53", start=3, end=7, confidence=0.6),)
        )
        ThreadStore(path).save("a", Memory(case=case, supposed=case))
        assert ThreadStore(path).load("a") == Memory(case=case, supposed=case)

    @settings(max_examples=15, deadline=None)
    @given(name=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20))
    def test_any_name_will_do(self, name, tmp_path_factory):
        store = ThreadStore(tmp_path_factory.mktemp("any") / "threads.sqlite")
        store.save(name, _memory(3))
        assert store.load(name) == _memory(3)
        assert store.load(name + "x") == Memory()

    def test_many_writers_lose_nothing(self, path):
        def write(own: int) -> None:
            ThreadStore(path).save(f"t{own}", _memory(own))

        writers = [threading.Thread(target=write, args=(own,)) for own in range(12)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert [ThreadStore(path).load(f"t{own}").case.get("age") for own in range(12)] == list(range(12))


class TestAsking:
    def test_the_patient_is_carried_over(self, asking):
        talking = asking()
        assert talking.ask(HER, thread="a").case.get("age") == 34
        answer = talking.ask("What if she had active CNS disease?", thread="a")
        assert answer.recommendation == "car_t"
        assert answer.case.get("age") == 34

    def test_a_what_if_is_gone_in_the_next_question(self, asking):
        talking = asking()
        first = talking.ask(HER, thread="a")
        talking.ask("What if she had active CNS disease?", thread="a")
        after = talking.ask("Which one for her?", thread="a")
        assert (after.recommendation, after.case.values()) == (first.recommendation, first.case.values())

    def test_two_threads_never_mix(self, asking):
        talking = asking()
        talking.ask(HER, thread="a")
        talking.ask(HIM, thread="b")
        hers = talking.ask("Which one for her?", thread="a")
        his = talking.ask("Which one for him?", thread="b")
        assert (hers.case.get("age"), his.case.get("age")) == (34, 60)
        assert (hers.case.get("cns"), his.case.get("cns")) == (None, "active")

    def test_goes_on_after_a_restart(self, asking):
        asking().ask(HER, thread="a")
        assert asking().ask("Which one for her?", thread="a").case.get("age") == 34

    def test_no_thread_remembers_nothing(self, asking, path):
        asking().ask(HER)
        assert not path.exists()
        assert asking().ask("Which one for her?").case.get("age") is None

    def test_facts_set_by_hand_stand_and_stay(self, asking):
        talking = asking()
        corrected = talking.ask(HER, case=Case.of({"cd19": "negative"}), thread="a")
        assert corrected.recommendation == "neither"
        assert talking.ask("Which one for her?", thread="a").recommendation == "neither"

    def test_facts_set_by_hand_count_without_a_thread(self, asking):
        assert asking().ask(HER, case=Case.of({"cns": "active"})).recommendation == "car_t"

    def test_streaming_remembers_too(self, asking):
        talking = asking()
        list(talking.stream(HER, thread="a"))
        assert talking.ask("Which one for her?", thread="a").case.get("age") == 34

    def test_goes_on_about_facts_corrected_by_hand(self, asking):
        talking = asking()
        case = talking.ask(HER, thread="a").case
        talking.correct("a", case.with_fact(Fact(key="cd19", value="negative")))
        after = talking.ask("Which one for her?", thread="a")
        assert (after.recommendation, after.case.get("cd19"), after.case.get("age")) == ("neither", "negative", 34)
