"""Malformed and oversized input at the command line's doors: told in words, and the run goes on."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cli.lines import answer_lines
from assistant.facts.errors import FactError
from assistant.facts.validate import validate
from assistant.given import MAX_ANSWER_CHARS, MAX_LINE_CHARS, MAX_QUESTION_CHARS, read_json
from assistant.records import checked_record

GOOD = '{"id": "good", "answer": "x [1].", "citations": {"1": ["table3.cns"]}}'
BAD = (
    ("[" * 100_000, "nested too deep"),
    ("\udcff\udcfe", "got no JSON"),
    ('{"answer": "x", "citations": {}, "question": 5}', "question is int; wanted text"),
    ('{"answer": "x", "citations": ["table3.cns"]}', "citations is list; wanted each mark's places"),
    ('{"answer": "x", "citations": {"1": "table3.cns"}}', "citations, mark '1': got 'table3.cns'"),
    ('{"answer": null, "citations": {}}', "answer is NoneType; wanted text"),
    ('{"answer": "x", "citations": {}, "case": [1]}', "wanted an object of facts"),
    ('{"answer": "x", "citations": {}, "case": {"age": %s}}' % ("9" * 400), "case key 'age'"),
    ('{"answer": "x", "citations": {}, "case": {"age": 1e999}}', "too large"),
    ('{"answer": "x", "citations": {}, "case": {"age": NaN}}', "NaN, which is no number"),
    (json.dumps({"answer": "x" * (MAX_ANSWER_CHARS + 1), "citations": {}}), "wanted at most 40,000. Shorten it."),
    (json.dumps({"answer": "x", "question": "x" * (MAX_QUESTION_CHARS + 1), "citations": {}}), "at most 20,000"),
    ('{"answer": "%s"}' % ("x" * MAX_LINE_CHARS), "at most 1,000,000"),
)  # fmt: skip
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


class TestLines:
    @pytest.mark.parametrize(("line", "told"), BAD)
    def test_a_bad_one_is_told_in_our_words_and_the_next_is_answered(self, line, told):
        bad, good = answer_lines([line, GOOD], checked_record, ("answer", "citations"))
        assert told in bad["error"]
        assert "Error" not in bad["error"]
        assert good["id"] == "good"
        assert "checks" in good

    @given(JSON, JSON, JSON, JSON)
    @settings(max_examples=60)
    def test_any_values_give_a_line_that_can_be_printed(self, own, answer, citations, case):
        line = json.dumps({"id": own, "answer": answer, "citations": citations, "case": case})
        (told,) = answer_lines([line], checked_record, ("answer", "citations"))
        json.dumps(told, ensure_ascii=False, allow_nan=False).encode()
        assert not told.get("error", "").startswith(("line 1: TypeError", "line 1: AttributeError"))

    def test_bytes_that_are_no_text_spoil_their_own_line_alone(self, cd19):
        code = (
            f"import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO(b'\\xff\\xfe\\n' + {GOOD.encode()!r}), 'utf-8')\n"
        )
        done = cd19("check", "--jsonl", code=code + "from assistant.cli.main import main; main()")
        bad, good = map(json.loads, done.stdout.splitlines())
        assert "got no JSON" in bad["error"]
        assert good["id"] == "good"


class TestJson:
    @given(st.text(st.characters(exclude_categories=()), max_size=80))
    def test_any_text_is_a_value_or_a_value_error(self, text):
        try:
            value = read_json(text)
        except ValueError:
            return
        # Outside of the try: what cannot be printed again raises a ValueError of its own.
        assert json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False).encode()) == value

    @given(JSON)
    def test_any_value_as_facts_is_a_case_or_a_fact_error(self, value):
        with contextlib.suppress(FactError):
            validate(value if isinstance(value, dict) else {"age": value})


class TestCommands:
    @pytest.mark.parametrize("command", [("case",), ("ask",)])
    def test_an_endless_note_is_refused_in_words(self, cd19, command):
        done = cd19(*command, "-", stdin="CD19 " * 5000)
        assert done.returncode == 2
        assert "wanted at most 20,000. Shorten the" in done.stderr

    def test_an_error_repeats_nothing_that_steers_the_terminal(self, cd19):
        done = cd19("corpus", "import", "no\x1b[2Jsuch")
        assert done.returncode == 2
        assert "\x1b" not in done.stderr
        assert "Traceback" not in done.stderr
