"""What is begun ahead: worked out once, waited for, remembered for a while; failures are told and tried again."""

from __future__ import annotations

import threading

import pytest

from index.ahead import Ahead


class Work:
    """A slow function that counts its calls and waits for a gate."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.threads: list[int] = []
        self.gate = threading.Event()
        self.fails = False

    def __call__(self, key: str) -> str:
        self.calls.append(key)
        self.threads.append(threading.get_ident())
        assert self.gate.wait(timeout=10)
        if self.fails:
            raise OSError(f"no {key}")
        return key.upper()


@pytest.fixture
def work():
    return Work()


def test_begun_ahead_does_not_wait_and_is_worked_out_once(work):
    ahead = Ahead(work, remembered=4)
    ahead.begin("a")
    ahead.begin("a")
    work.gate.set()
    assert [ahead("a"), ahead("a")] == ["A", "A"]
    assert work.calls == ["a"]
    assert work.threads != [threading.get_ident()]


def test_not_begun_is_worked_out_by_whoever_asks(work):
    work.gate.set()
    assert Ahead(work, remembered=4)("a") == "A"
    assert work.threads == [threading.get_ident()]


def test_asked_by_many_at_once_is_worked_out_once(work):
    ahead, found = Ahead(work, remembered=4), []
    askers = [threading.Thread(target=lambda: found.append(ahead("a"))) for _ in range(8)]
    for asker in askers:
        asker.start()
    work.gate.set()
    for asker in askers:
        asker.join(timeout=10)
    assert found == ["A"] * 8
    assert work.calls == ["a"]


def test_remembers_the_last_ones_asked_for(work):
    work.gate.set()
    ahead = Ahead(work, remembered=2)
    for key in "abac":
        ahead(key)
    ahead("a")
    assert work.calls == ["a", "b", "c"]
    ahead("b")
    assert work.calls == ["a", "b", "c", "b"]


def test_what_failed_is_told_when_asked_for_and_then_tried_anew(work):
    work.fails = True
    ahead = Ahead(work, remembered=4)
    ahead.begin("a")
    work.gate.set()
    with pytest.raises(OSError, match="no a"):
        ahead("a")
    work.fails = False
    assert ahead("a") == "A"


def test_where_no_thread_is_to_be_had_it_is_worked_out_at_once(work, monkeypatch):
    def no_thread(self):
        raise RuntimeError("can't start new thread")

    work.gate.set()
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    ahead = Ahead(work, remembered=4)
    ahead.begin("a")
    assert ahead("a") == "A"
    assert work.threads == [threading.get_ident()]
