"""What differs from the baseline, and the reports: terminal, JSON, JUnit, one HTML page; two runs compared."""

from __future__ import annotations

import json
import re
import subprocess
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from evals.baseline import Baseline, Kept, changes, load_baseline, path_of, renewed, write_baseline
from evals.errors import ResultError, VersionError
from evals.outcome import Checked, Outcome, Shown, check
from evals.paired import compared, mcnemar
from evals.report.junit import as_junit
from evals.report.page import as_page
from evals.report.record import as_record, read_record
from evals.report.table import draw
from evals.summary import mean, summed
from evals.versions import run_version

ABOUT = {"engine": "built-in", "corpus": "digest", "version": "1"}


def _outcome(identity: str, *failed: str, checks=("a", "b"), figures=None, **more) -> Outcome:
    held = tuple(check(name, name not in failed, f"{name} is wrong") for name in checks)
    return Outcome(suite="s", id=identity, asked="?", checks=held, figures=figures or {}, **more)


def _unscored(identity: str) -> Outcome:
    return Outcome(suite="s", id=identity, asked="?", checks=(Checked(name="scored", passed=None, said="it broke"),))


def _baseline(*outcomes: Outcome) -> Baseline:
    return renewed(None, outcomes, "built-in", "digest")


def _report(*outcomes, baseline=None):
    return summed({"s": "Suite S"}, outcomes, baseline, ABOUT)


class TestChanges:
    def _told(self, now, then):
        return [
            (one.kind, one.before, one.after)
            for one in changes([now], _baseline(then) if then else Baseline(engine="", corpus=""))
        ]

    @pytest.mark.parametrize(
        ("now", "then", "told"),
        [
            (_outcome("x"), _outcome("x"), []),
            (_outcome("x", "a"), _outcome("x", "a"), []),
            (_outcome("x", "a"), _outcome("x"), [("broken", "passed", "a is wrong")]),
            (_outcome("x", "a"), None, [("broken", "not in the baseline", "a is wrong")]),
            (_outcome("x"), None, []),
            (_outcome("x", "a"), _outcome("x", "b"), [("broken", "b failed", "a is wrong")]),
            (_outcome("x", "a", "b"), _outcome("x", "b"), [("broken", "b failed", "a is wrong")]),
            (_outcome("x"), _outcome("x", "a"), [("better", "a failed", "passed")]),
            (_outcome("x", "a"), _outcome("x", "a", "b"), [("better", "a failed; b failed", "a is wrong")]),
            (_unscored("x"), _outcome("x"), [("broken", "passed", "unscored: it broke")]),
            (_unscored("x"), _outcome("x", "a"), [("broken", "a failed", "unscored: it broke")]),
            (_unscored("x"), _unscored("x"), []),
            (_outcome("x"), _unscored("x"), [("better", "unscored", "passed")]),
        ],
    )
    def test_each_kind(self, now, then, told):
        assert self._told(now, then) == told

    def test_a_measure_that_falls_is_broken_over_the_cases_in_both(self):
        now = [_outcome("x", figures={"R@1": 0.5}), _outcome("new", figures={"R@1": 0.0})]
        (one,) = changes(now, _baseline(_outcome("x", figures={"R@1": 0.6}), _outcome("gone", figures={"R@1": 1.0})))
        assert (one.kind, one.id, one.before, one.after) == ("broken", "R@1", "0.600", "0.500")
        assert changes(now[:1], _baseline(_outcome("x", figures={"R@1": 0.505}))) == ()

    def test_a_baseline_is_read_as_it_was_written_and_keeps_suites_not_run(self, tmp_path):
        path = tmp_path / "deep" / "baseline.json"
        other = Baseline(engine="e", corpus="c", suites={"other": {"y": Kept(state="failed", failed=("z",))}})
        written = renewed(other, [_outcome("x", "a", figures={"m": 1 / 3})], "e", "c")
        write_baseline(written, path)
        assert load_baseline(path) == written
        assert set(written.suites) == {"other", "s"}
        assert load_baseline(tmp_path / "none.json") is None

    def test_a_baseline_that_cannot_be_read_is_told(self, tmp_path):
        (tmp_path / "b.json").write_text("{", encoding="utf-8")
        with pytest.raises(ResultError, match=r"b.json: no baseline can be read.*cd19 eval baseline"):
            load_baseline(tmp_path / "b.json")

    def test_other_engines_baselines_lie_in_the_data_folder(self, tmp_path):
        assert path_of("openai:m/x", "full", tmp_path) == tmp_path / "evals" / "openai-m-x-full.json"
        assert path_of("built-in", "digest", tmp_path).is_file()


class TestReports:
    EVIDENCE = (Shown(marker=1, places=("patient1.1",), label="Patient 1 & co", text="<b>bold</b>"),)
    ALL = (
        _outcome("good", answer="Fine [1].", evidence=EVIDENCE),
        _outcome("bad", "a", answer="<script>alert(1)</script> ![x](http://e.org/x.png) \x07"),
        _outcome("known", "b"),
        _unscored("lost"),
    )

    @pytest.fixture
    def report(self):
        then = (_outcome("good"), _outcome("bad"), _outcome("known", "b"), _unscored("lost"))
        return _report(*self.ALL, baseline=_baseline(*then))

    def test_unscored_is_counted_and_not_in_the_rate(self, report):
        (tally,) = report.tallies
        assert (tally.passed, tally.failed, tally.unscored) == (1, 2, 1)
        assert tally.rate == pytest.approx(1 / 3)
        assert _report(_unscored("x")).tallies[0].rate is None

    def test_terminal_says_what_broke_and_why(self, report):
        out = StringIO()
        draw(report, Console(file=out, width=200))
        assert "broken: s, bad. before: passed; now: a is wrong" in out.getvalue()
        assert "unscored as before: s, lost. it broke" in out.getvalue()
        assert "1 of 4 passed; 1 broken" in out.getvalue()

    def test_json_is_read_back(self, report, tmp_path):
        path = tmp_path / "run.json"
        path.write_text(json.dumps(as_record(report)), encoding="utf-8")
        name, outcomes = read_record(path)
        assert outcomes == self.ALL
        assert name == "built-in over digest, 1 (run.json)"
        path.write_text('{"results": 3}', encoding="utf-8")
        with pytest.raises(ResultError, match="no results can be read"):
            read_record(path)

    def test_junit_fails_for_a_regression_alone(self, report):
        root = ElementTree.fromstring(as_junit(report))
        (suite,) = root
        assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("4", "1", "2")
        (failure,) = root.iter("failure")
        assert failure.get("message") == "before: passed; now: a is wrong"

    def test_html_holds_answers_and_evidence_and_nothing_live(self, report):
        page = as_page(report)
        assert "Patient 1 &amp; co" in page
        assert "&lt;b&gt;bold" in page
        assert "<script" not in page
        assert not re.search(r"<(img|link|iframe|object|form|base)\b|\bsrc=|url\(|@import", page)
        assert re.findall(r'href="(?!#)', page) == []
        assert "default-src 'none'" in page

    def test_mean_has_an_interval_that_stays_the_same(self):
        one = mean([0.0, 1.0] * 20)
        assert one == mean([0.0, 1.0] * 20)
        assert one.low < one.mean == 0.5 < one.high


class TestCompared:
    @pytest.mark.parametrize(
        ("only_a", "only_b", "p"),
        [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (1, 9, 0.021484375), (10, 2, 0.03857421875)],
    )
    def test_mcnemar_is_exact(self, only_a, only_b, p):
        assert mcnemar(only_a, only_b) == mcnemar(only_b, only_a) == pytest.approx(p, abs=1e-12)

    def test_pairs_are_counted_and_unscored_left_out(self):
        first = [_outcome("x"), _outcome("y"), _outcome("z", "a"), _unscored("u"), _outcome("alone")]
        second = [_outcome("x"), _outcome("y", "b"), _outcome("z", "a"), _outcome("u")]
        found = compared("one", first, "two", second)
        whole = found.all
        assert (whole.both, whole.only_a, whole.only_b, whole.neither, whole.unscored) == (1, 1, 0, 1, 1)
        assert [(one.id, one.right, one.why) for one in found.differences] == [("y", "A", "b is wrong")]
        assert found.alone == 1

    def test_a_case_that_was_reworded_is_not_compared(self):
        first = [_outcome("x"), _outcome("y", expected="73%"), _outcome("z").model_copy(update={"asked": "what?"})]
        found = compared("one", first, "two", [_outcome("x"), _outcome("y", "a", expected="29%"), _outcome("z", "a")])
        assert (found.all.both, found.all.only_a, found.reworded) == (1, 0, 2)

    def test_nothing_in_common_is_told(self):
        with pytest.raises(ResultError, match="got no case that is in both"):
            compared("one", [_outcome("x")], "two", [_outcome("y")])

    def test_a_version_that_is_none_is_told(self, tmp_path):
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
        with pytest.raises(VersionError, match="git:nope: git knows no such revision"):
            run_version("nope", "guard", tmp_path, root=Path(tmp_path))
