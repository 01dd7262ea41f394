"""The benchmarks: statistics by hand, rounds in turns, every measure run for real. No test here judges a speed."""

from __future__ import annotations

import itertools
import os
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.threads import ThreadStore
from evals.bench import measures, resident, weight
from evals.bench.command import draw
from evals.bench.history import add, runs
from evals.bench.measures import MEASURES, carried_out, chosen, measured
from evals.bench.memory import peak_mb, resident_mb
from evals.bench.models import Report, Spread
from evals.bench.origin import commit, versions
from evals.bench.ratios import draw_ratios
from evals.bench.shared import Shared
from evals.bench.spread import rank, spread
from evals.bench.starting import ASK, _run
from evals.bench.timing import Round, Sides, Timed, Weighed, in_turns, weighed
from evals.errors import HistoryError, MissingExtraError, NothingDoneError, ProcessFailedError, UnknownMeasureError


@pytest.fixture(scope="module")
def shared(assistant, data_dir):
    """Two of the review's places to build."""
    with Shared(lambda: assistant, data_dir, every=72) as shared:
        yield shared


class TestSpread:
    @pytest.mark.parametrize(("count", "k"), [(1, 0), (5, 0), (6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (25, 8)])
    def test_ranks_are_those_of_the_tables(self, count, k):
        """Hahn and Meeker, table A.15a: two-sided 95% intervals of the median."""
        assert rank(count) == k

    def test_ten_values(self):
        values = [7.0, 1.0, 9.0, 3.0, 5.0, 2.0, 8.0, 4.0, 10.0, 6.0]
        assert spread(values) == Spread(median=5.5, low=2.0, high=9.0)

    def test_few_values_reach_from_lowest_to_highest(self):
        assert spread([3.0, 1.0, 2.0]) == Spread(median=2.0, low=1.0, high=3.0)

    @given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60))
    def test_the_interval_holds_the_median(self, values):
        found = spread(values)
        assert min(values) <= found.low <= found.median <= found.high <= max(values)


class TestRounds:
    def test_sides_take_turns_and_the_first_round_does_not_count(self):
        done, told = [], []
        sides = Sides(
            lambda number: done.append(("ours", number)) or 2, lambda number: done.append(("it", number)) or 4
        )
        ticks = itertools.count()
        rounds = in_turns(sides, 2, told.append, clock=lambda: float(next(ticks)))
        assert done == [("ours", 0), ("it", 0), ("ours", 1), ("it", 1), ("ours", 2), ("it", 2)]
        assert rounds == (Round(Timed(500.0, 2), Timed(250.0, 4)),) * 2
        assert told == [0, 1, 2]

    def test_a_side_that_does_nothing_has_no_time(self):
        with pytest.raises(NothingDoneError, match=r"0 items.*cd19 index verify"):
            in_turns(Sides(lambda number: 1, lambda number: 0), 1, lambda done: None)

    def test_ratios_are_taken_round_by_round(self):
        rounds = [Round(Timed(ours, 1), Timed(its, 1)) for ours, its in ((1.0, 2.0), (10.0, 10.0), (3.0, 12.0))]
        found = measured("note", MEASURES["note"], rounds)
        assert found.ratio == Spread(median=0.5, low=0.25, high=1.0)
        assert (found.ours_value.median, found.yardstick_value.median, found.rounds) == (3.0, 10.0, 3)


class TestChoosing:
    def test_none_named_means_all(self):
        assert list(chosen(())) == [
            "embedding",
            "query",
            "start",
            "build",
            "note",
            "decide",
            "compose",
            "check",
            "answer",
            "whole",
            "whole-default",
            "whole-single",
            "whole-patient",
            "page-first",
            "page-whole",
            "memory",
            "memory-page",
        ]

    def test_an_unknown_name_is_told_with_those_known(self):
        with pytest.raises(UnknownMeasureError, match=r"'speed'; wanted one of embedding, query"):
            chosen(("speed",))

    def test_a_missing_extra_is_told_with_the_command_before_anything_runs(self, monkeypatch):
        monkeypatch.setattr(measures, "find_spec", lambda name: None)
        with pytest.raises(MissingExtraError, match=r"'query'.*langchain-chroma.*pip install -e \"\.\[bench\]\""):
            chosen(())
        assert list(chosen(("note",))) == ["note"]


class TestRealThing:
    """One round each; the counts show that both sides did the work."""

    @pytest.mark.parametrize(
        ("name", "items", "yardstick_items"),
        [
            ("embedding", 20, 20),
            ("query", 20, 20),
            ("note", 5, 20),
            ("decide", 5, 20),
            ("compose", 24, 20),
            ("check", 24, 20),
            ("answer", 24, 20),
            ("whole", 20, 20),
            ("whole-patient", 4, 4),
            ("page-first", 4, 4),
            ("page-whole", 4, 4),
        ],
    )
    def test_both_sides_did_all_their_items(self, shared, name, items, yardstick_items):
        found = carried_out(name, MEASURES[name], shared, 1, lambda *told: None)
        assert (found.name, found.rounds, found.items, found.yardstick_items) == (name, 1, items, yardstick_items)
        assert found.ratio.median == pytest.approx(found.ours_value.median / found.yardstick_value.median)
        assert found.ours_value.median > 0
        assert found.unit == "ms"

    def test_what_the_page_is_asked_is_kept_in_nobodys_conversations(self, shared):
        store = ThreadStore(shared.data_dir / "threads.sqlite")
        before = len(store.list())
        assert shared.page.whole(shared.notes[0]) == 1
        assert len(store.list()) == before

    def test_both_sides_of_a_build_embed_the_same_units(self, shared):
        found = carried_out("build", MEASURES["build"], shared, 1, lambda *told: None)
        assert found.items == found.yardstick_items > 5

    def test_a_fresh_process_starts_and_says_something(self, shared):
        assert MEASURES["start"].sides(shared).ours(0) == 1

    def test_a_process_that_fails_is_told_with_its_words(self, shared):
        with pytest.raises(ProcessFailedError, match=r"'ask' ended with exit status 1, wanted 0: out of luck"):
            _run(shared, "import sys; sys.exit('out of luck')", "ask")

    def test_rounds_ask_other_questions(self, shared):
        assert not set(shared.questions(0)) & set(shared.questions(1))
        assert len(set(shared.questions(3))) == 20

    def test_the_yardsticks_vectors_are_ours(self, shared):
        text = "How often do patients relapse after a transplant?"
        assert float(shared.embed_ours([text])[0][0] @ shared.original.encode([text])[0]) > 0.9999


class TestMemory:
    """As the system counts it, of processes of their own."""

    def test_a_process_tells_the_most_it_had(self, shared):
        """Half a gigabyte that this process holds does not count for the one it starts."""
        held = bytearray(os.urandom(1)) * 400_000_000
        found = resident._peak(shared, ["x = bytearray(b'1') * 120_000_000; print(len(x))", "big"])
        assert len(held) > 0
        assert 120 < found < 300

    def test_a_fresh_question_has_its_memory(self, shared):
        arguments = [ASK, "ask", "CR rate in ALCANTARA?", "--data-dir", str(shared.data_dir)]
        assert 100 < resident._peak(shared, arguments) < 1000

    def test_of_this_process(self):
        assert 50 < resident_mb() <= peak_mb()
        assert resident_mb(2**30) == 0

    def test_rounds_are_megabytes_side_by_side(self):
        rounds = weighed(Weighed(lambda number: 200.0 + number, lambda number: 400.0), 2, lambda done: None)
        found = measured("memory", MEASURES["memory"], rounds, "MB")
        assert (found.unit, found.ours_value.median, found.ratio.median) == ("MB", 200.5, 0.50125)


class TestHistory:
    @staticmethod
    def _report(ratio: float, day: int) -> Report:
        one = measured("note", MEASURES["note"], [Round(Timed(ratio, 1), Timed(1.0, 1))] * 6)
        return Report(date=f"2026-11-{day}T09:00+00:00", machine="a machine", commit="0123456789ab", measures=(one,))

    def test_runs_are_added_and_read_again(self, tmp_path):
        path = tmp_path / "new" / "bench.jsonl"
        for day, ratio in ((25, 2.0), (26, 1.5)):
            add(self._report(ratio, day), path)
        assert [(run.date[:10], run.measures[0].ratio.median) for run in runs(path)] == [
            ("2026-11-25", 2.0), ("2026-11-26", 1.5)
        ]  # fmt: skip

    def test_a_line_that_is_no_run_is_named(self, tmp_path):
        path = tmp_path / "bench.jsonl"
        add(self._report(1.0, 25), path)
        path.write_text(path.read_text() + '{"date": "2026"}\n')
        with pytest.raises(HistoryError, match=r"bench\.jsonl: line 2: machine: .*--history"):
            runs(path)

    def test_the_plot_names_each_measure_with_its_last_ratio(self, tmp_path):
        draw_ratios([self._report(2.0, 25), self._report(1.25, 26)], tmp_path / "ratios.svg")
        drawn = (tmp_path / "ratios.svg").read_text()
        for part in ("note", "1.25", "11-26", "aim 3"):
            assert f"<!-- {part}" in drawn
        assert "nan" not in drawn

    def test_a_run_tells_its_commit_and_versions(self, tmp_path):
        assert re.fullmatch(r"[0-9a-f]{12}\+?", commit()) or commit() == ""
        assert commit(tmp_path) == ""
        assert {"chromadb", "onnxruntime"} <= versions().keys()


def test_the_table_names_both_sides(capsys):
    from rich.console import Console

    one = measured("note", MEASURES["note"], [Round(Timed(1500.0, 1), Timed(100.0, 1))])
    draw(
        Report(date="2026-11-25T09:00+00:00", machine="a machine", measures=(one,)), Console(file=sys.stdout, width=120)
    )
    shown = capsys.readouterr().out
    for part in ("1.5 s", "100 ms", "15.00 [15.00, 15.00]", "at most 3.00", MEASURES["note"].yardstick, "a machine"):
        assert part in shown


def test_what_the_page_loads_is_listed_by_kind_and_what_leaves_the_machine_is_named(capsys):
    from rich.console import Console

    own = "http://127.0.0.1:7860"
    requests = (
        weight.Loaded(f"{own}/assets/index.js", "script", 40_000),
        weight.Loaded(f"{own}/assets/more.js", "script", 2_000),
        weight.Loaded("data:font/woff;base64,x", "font", 0),
        weight.Loaded("https://cdn.example/font.woff", "font", 9_000),
    )
    assert weight.outside(requests, own) == ("https://cdn.example/font.woff",)
    weight.draw(requests, own, Console(file=sys.stdout, width=120))
    shown = capsys.readouterr().out
    for part in ("42.0", "index.js (40.0)", "51.0", "Leaves this machine: https://cdn.example/font.woff"):
        assert part in shown
