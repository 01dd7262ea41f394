"""`cd19 bench` as others run it."""

from __future__ import annotations

import json


def test_one_measure_as_json(cd19, tmp_path):
    kept = tmp_path / "runs" / "history.jsonl"
    done = cd19("bench", "--only", "note", "--rounds", "2", "--json", "--history", str(kept))
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    (measure,) = report["measures"]
    assert (measure["name"], measure["rounds"], measure["items"]) == ("note", 2, 5)
    ratio = measure["ratio"]
    assert 0 < ratio["low"] <= ratio["median"] <= ratio["high"]
    assert report["machine"]
    assert "T" in report["date"]
    assert json.loads(kept.read_text()) == report
    assert "<svg" in kept.with_suffix(".svg").read_text()


def test_an_unknown_measure_is_bad_usage(cd19):
    done = cd19("bench", "--only", "speed")
    assert done.returncode == 2
    assert "embedding, query, start, build, note, decide, compose, check, answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_sizes_must_be_numbers(cd19):
    done = cd19("bench", "scale", "--times", "1,ten")
    assert done.returncode == 2
    assert "got --times '1,ten'; wanted whole numbers with commas, as in 1,10,100" in done.stderr
    assert "Traceback" not in done.stderr
