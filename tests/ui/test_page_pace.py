"""Updates at the page's own pace: the first and the last always, what was overtaken never."""

from __future__ import annotations

import itertools
import threading

import pytest

from ui.handlers import is_urgent
from ui.pace import paced
from ui.turns import Turn


def _never(shown, new):
    return False


def test_the_first_and_the_last_are_given_out_and_what_was_overtaken_is_not():
    given = list(paced(iter(range(1000)), _never, pace_s=0.05))
    assert (given[0], given[-1]) == (0, 999)
    assert len(given) < 100


def test_the_source_does_not_wait_for_the_page():
    done = threading.Event()

    def source():
        yield from range(5)
        done.set()

    taken = paced(source(), _never)
    next(taken)
    next(taken)
    assert done.wait(timeout=5)
    assert list(taken) in ([], [4])


def test_what_is_urgent_does_not_wait():
    gate = threading.Event()

    def source():
        yield 0
        yield 1
        gate.wait(timeout=5)
        yield 2

    taken = paced(source(), lambda shown, new: new == 1, pace_s=60)
    assert [next(taken), next(taken)] == [0, 1]
    gate.set()
    assert list(taken) == [2], "the end never waits"


def test_what_the_source_raises_comes_after_what_it_said():
    def source():
        yield 0
        yield 1
        raise ValueError("out of luck")

    given = []
    with pytest.raises(ValueError, match="out of luck"):
        given.extend(paced(source(), _never, pace_s=0))
    assert list(paced(iter(()), _never)) == []


def test_a_source_nobody_listens_to_is_closed():
    closed = threading.Event()

    def source():
        try:
            yield from itertools.count()
        finally:
            closed.set()

    taken = paced(source(), _never, pace_s=0)
    next(taken)
    next(taken)
    taken.close()
    assert closed.wait(timeout=5)


def test_first_words_and_the_end_of_an_answer_are_urgent_more_words_are_not():
    turn = Turn(number=1, question="?")
    words, more = turn.model_copy(update={"said": "One."}), turn.model_copy(update={"said": "One. Two."})
    assert is_urgent((turn,), (words,))
    assert not is_urgent((words,), (more,))
    assert not is_urgent((turn,), (turn.model_copy(update={"step": "writing"}),))
    assert is_urgent((more,), (more.ended("Stopped."),))
