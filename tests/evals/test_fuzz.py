"""The fuzzer: what it once broke stays mended, every parser stands up to a short run, and it finds planted faults."""

from __future__ import annotations

import json
import random
import re
import time
from xml.etree import ElementTree

import pytest

from evals.fuzz import __main__ as command
from evals.fuzz import asking, elements, reading, studying, trees
from evals.fuzz.counts import read_counts, told
from evals.fuzz.growth import growth
from evals.fuzz.models import KEPT, Tally, Target
from evals.fuzz.run import fuzz, run_one

TARGETS = {target.name: target for target in (*reading.targets(), *asking.targets(), *studying.targets())}
NEEDING_INDEX = ("lines-ask", "lines-retrieve", "notes-by-meaning")
ENDLESS = {
    "notes": (b"a ", b"no ", b"1", b"34-year-old "),
    "import-text": (b"| ", b"*a ", b"# a ", b"a\n\n", b"A. ", b"a [^1] ", b" ", b"<!---->"),
    "import-jats": (b"<!---->", b"<p>", b"<sup>1</sup>", b"<xref>,</xref>"),
    "identifiers": (b"DOB ", b"Mr A ", b"1/", b"a@"),
    "facts": (b"[", b'{"a":'),
    "pasted": (b"[1] ", b"[table3.cns] ", b"1. "),
}


@pytest.mark.parametrize("path", sorted(KEPT.glob("*/*.bin")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_once_broke_stays_mended(path, request):
    if path.parent.name in NEEDING_INDEX:
        assistant = request.getfixturevalue("assistant")
        target = next(one for one in asking.targets(assistant) if one.name == path.parent.name)
    else:
        target = TARGETS[path.parent.name]
    finding, _, _ = run_one(target, path.read_bytes())
    assert finding is None, f"{finding.kind}\n{finding.told}"


@pytest.mark.parametrize("name", TARGETS)
def test_every_parser_stands_up_to_mangled_input(name):
    tally = fuzz(TARGETS[name], 0.15, random.Random(name))
    assert tally.runs >= len(TARGETS[name].seeds)
    assert not tally.findings, tally.findings[0].told


@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name, pieces in ENDLESS.items() for piece in pieces])
def test_no_piece_repeated_without_end_takes_long(name, piece):
    size = 12_000 if name == "notes" else 30_000
    for start in (b"", b"<article><body><p>") if name == "import-jats" else (b"",):
        finding, took, _ = run_one(TARGETS[name], start + piece * (size // len(piece)) + b"x")
        assert finding is None or finding.kind == "slow", finding.told
        assert took < 4, f"{piece!r} takes {took:.1f} s of CPU"


class TestInputs:
    def test_changed_values_are_json_still(self):
        rng, seed = random.Random(1), b'{"age": 34, "genetics": ["Ph-like"], "note": "a"}'
        made = [trees.changed(rng, (seed,), (b"%",), 4000) for _ in range(60)]
        assert sum(_is(json.loads, one) for one in made) > 30
        assert len(set(made)) > 40

    def test_changed_elements_are_xml_still(self):
        rng, seed = random.Random(1), b"<article><body><p>36% &ndash; <sup>1</sup></p></body></article>"
        made = [elements.changed(rng, (seed,), (b"%",), 4000) for _ in range(60)]
        assert sum(_is(ElementTree.fromstring, one) for one in made) > 30


def _is(read, text):
    try:
        read(text)
    except Exception:
        return False
    return True


class TestCounts:
    def test_go_on_while_the_code_is_the_same_and_begin_anew_where_it_is_not(self, tmp_path):
        path = tmp_path / "counts.json"
        path.write_text(json.dumps(told({"digest": Tally(runs=7, earlier=2, files={"corpus/prose.py"})})))
        assert (read_counts(path)["digest"].runs, read_counts(path)["digest"].earlier) == (7, 2)
        kept = json.loads(path.read_text())
        kept["targets"]["digest"]["code"] = "another"
        path.write_text(json.dumps(kept))
        assert (read_counts(path)["digest"].runs, read_counts(path)["digest"].earlier) == (0, 9)


class TestFinding:
    def test_a_planted_crash_is_found_minimised_and_kept_once(self):
        def read(data):
            if b"]]" in data:
                raise KeyError("planted")

        target = Target("planted", read, (b"a long seed with [one] mark", b"another ] of them"), (ValueError,), (b"]",))
        tally = fuzz(target, 0.7, random.Random(1))
        assert [one.data for one in tally.findings] == [b"]]"]
        assert tally.findings[0].kind.startswith("KeyError in ")

    def test_an_endless_run_is_stopped_and_told(self, monkeypatch):
        monkeypatch.setattr("evals.fuzz.run._STOP_S", 0.3)
        pattern = re.compile(r"(a+)+$")
        target = Target("endless", lambda data: pattern.match(data.decode()), (b"a",))
        start = time.monotonic()
        finding, _, _ = run_one(target, b"a" * 60 + b"!")
        assert finding.kind == "slow"
        assert time.monotonic() - start < 20

    def test_an_error_of_ours_is_a_refusal(self):
        def read(_data):
            raise ValueError("ours")

        assert run_one(Target("own", read, (b"",), (ValueError,)), b"")[2]

    def test_growth_finds_a_square(self, monkeypatch):
        monkeypatch.setattr("evals.fuzz.growth.MOST_S", 0.02)
        pattern = re.compile(r" *x")
        monkeypatch.setattr("evals.fuzz.growth.PIECES", (b" ",))
        target = Target("square", lambda data: pattern.findall(data.decode("latin-1")), (b"",))
        assert any(finding.kind == "slow" for finding, _ in growth(target, 20_000))

    def test_the_command_counts_and_keeps(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setattr(command, "KEPT", tmp_path)
        monkeypatch.setattr(command.asking, "open_for", lambda _folder: None)
        (tmp_path / "more.py").write_text(
            "from evals.fuzz.models import Target\ndef bad(data):\n    1 / len(data[:3] * 0)\n"
            "TARGETS = (Target('bad', bad, (b'abc',)),)\n"
        )
        arguments = ["--minutes", "0.01", "--only", "bad", "--also", str(tmp_path / "more.py"), "--seed", "1"]
        assert command.main(arguments) == 1
        told = json.loads(capsys.readouterr().out)
        assert told["executions"] == told["targets"]["bad"]["executions"] > 0
        assert len(list((tmp_path / "bad").glob("*.bin"))) == 1
