"""What is read while an index opens."""

from assistant import ahead
from assistant.checker import support
from assistant.facts import lexicon


def test_what_an_answer_needs_is_ready_when_the_index_is():
    support._weights.cache_clear()
    with ahead.read_ahead("A man of 41 in second relapse with CNS disease"):
        pass
    assert support._weights.cache_info().currsize == 1
    assert lexicon.compiled.cache_info().currsize > 5


def test_what_fails_ahead_is_left_to_whoever_needs_it(monkeypatch):
    def fails(question):
        raise OSError("a damaged file")

    monkeypatch.setattr(ahead, "_made_ready", fails)
    with ahead.read_ahead("Relapse?"):
        done = True
    assert done
