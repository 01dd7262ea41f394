"""`cd19 bench` as others run it."""

from __future__ import annotations

import json


def test_one_measure_as_json(cd19):
    done = cd19("bench", "--only", "note", "--rounds", "2", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    (measure,) = report["measures"]
    assert (measure["name"], measure["rounds"], measure["items"]) == ("note", 2, 5)
    ratio = measure["ratio"]
    assert 0 < ratio["low"] <= ratio["median"] <= ratio["high"]
    assert report["machine"]
    assert "T" in report["date"]


def test_an_unknown_measure_is_bad_usage(cd19):
    done = cd19("bench", "--only", "speed")
    assert done.returncode == 2
    assert "embedding, query, start, build, note, answer" in done.stderr
    assert "Traceback" not in done.stderr
