"""`cd19 decide --explain`: all criteria as a table to check and sign, alone or for a case."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from assistant.cli.explain import show_explained
from assistant.criteria.explain import explain
from assistant.models import Case
from corpus.criteria import criteria_hash, load_criteria

CASE = '{"cns": "active", "severe_toxicity_concern": true}'


@pytest.fixture(scope="module")
def drawn(digest):
    def draw(width, case=None):
        console = Console(file=io.StringIO(), width=width)
        show_explained(explain(digest, case), console)
        return console.file.getvalue()

    return draw


def _words(text):
    return " ".join(text.split())


class TestCommand:
    def test_whole_table_without_a_case(self, cd19):
        done = cd19("decide", "--explain")
        assert done.returncode == 0, done.stderr
        assert "Patient 2, paragraph 5" in done.stdout
        assert "Reviewed by" in done.stdout
        assert criteria_hash()[:12] in done.stdout

    def test_json_without_a_case(self, cd19):
        told = json.loads(cd19("decide", "--explain", "--json").stdout)
        assert set(told) == {"explain", "criteria_hash"}
        assert [row["id"] for row in told["explain"]] == [criterion.id for criterion in load_criteria()]
        assert told["explain"][0]["places"][0] == {"locator": "patient5.2", "label": "Patient 5, paragraph 2"}

    def test_json_with_a_case_is_the_verdict_and_the_table(self, cd19):
        told = json.loads(cd19("decide", "--case", "-", "--explain", "--json", stdin=CASE).stdout)
        assert told["recommendation"] == "car_t"
        states = {row["id"]: (row["state"], row["missing"]) for row in told["explain"]}
        assert states["cns-active"] == ("true", [])
        assert states["toxicity-older"] == ("unknown", ["age"])

    def test_a_case_is_shown_with_verdict_and_states(self, cd19):
        done = cd19("decide", "--case", "-", "--explain", stdin=CASE)
        assert "CD19 CAR T cells" in done.stdout
        assert "unknown, missing:" in _words(done.stdout)

    def test_neither_case_nor_explain_is_refused(self, cd19):
        done = cd19("decide")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("cd19: decide: got no case; wanted --case FILE")

    def test_pairs_and_doubts_are_told(self, cd19):
        told = json.loads(cd19("decide", "--case", "-", "--json", stdin='{"cns": "active", "mrd_percent": 40}').stdout)
        joint = told["would_change_together"][0]
        assert set(joint) == {"changes", "recommendation"}
        assert {frozenset(change) for change in joint["changes"]} == {frozenset({"fact", "value"})}
        assert len(told["doubts"]) == 1
        shown = cd19("decide", "--case", "-", stdin='{"cns": "active", "mrd_percent": 40}').stdout
        assert "MRD of 40%" in shown
        assert "cns = none and proliferative = yes: Blinatumomab" in shown


class TestTable:
    @pytest.mark.parametrize("width", [80, 100, 200])
    @pytest.mark.parametrize("case", [None, Case.of({"cns": "active"})], ids=["alone", "case"])
    def test_nothing_is_cut_off_or_wider_than_the_terminal(self, drawn, width, case):
        lines = drawn(width, case).splitlines()
        assert max(len(line) for line in lines) <= width
        assert not any("…" in line for line in lines)

    @pytest.mark.parametrize("width", [100, 200])
    def test_every_point_place_and_date_is_there(self, drawn, width):
        text = drawn(width)
        assert text.count("2020-01") == len(load_criteria()) + 1
        for criterion in load_criteria():
            first = criterion.point.split()[:3]
            assert " ".join(first) in _words(text), criterion.id

    def test_states_in_words(self, drawn):
        text = _words(drawn(200, Case.of({"cns": "active"})))
        assert "holds" in text
        assert "does not hold" in text
        assert "unknown, missing:" in text
