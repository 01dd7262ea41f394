"""`cd19 ask --format` and `--out`: the same answer in each form, and plain words where one cannot be had."""

from __future__ import annotations

import json

import pytest

NOTE = "31M, CD19 positive relapse with blasts in the CSF. Blinatumomab or CAR T cells?"


@pytest.fixture(scope="module")
def record(cd19):
    done = cd19("ask", NOTE, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_json_has_a_reference_for_every_number_cited(record):
    cited = {number for citation in record["citations"] for number in citation["refs"]}
    assert cited
    assert [entry["number"] for entry in record["references"]] == [None, *sorted(cited)]


def test_json_for_short_is_the_same(cd19, record):
    short = json.loads(cd19("ask", NOTE, "--json").stdout)
    assert {**short, "timings_ms": {}} == {**record, "timings_ms": {}}


@pytest.mark.parametrize("form", ["md", "html"])
def test_each_form_holds_passages_references_and_hashes(cd19, record, form):
    copy = cd19("ask", NOTE, "--format", form).stdout
    assert NOTE in copy
    assert record["corpus"]["hash"] in copy
    assert record["criteria_hash"] in copy
    for citation in record["citations"]:
        assert citation["label"] in copy
    for entry in record["references"]:
        assert entry["vancouver"].split(" doi: ")[0] in copy


@pytest.mark.parametrize(("name", "starts"), [("a.md", "# Blina"), ("a.HTML", "<!doctype html>"), ("a.json", "{")])
def test_out_writes_the_form_that_its_ending_names(cd19, tmp_path, name, starts):
    done = cd19("ask", "CR rate in ALCANTARA?", "--out", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (0, f"Written to {tmp_path / name}\n"), done.stderr
    written = (tmp_path / name).read_text(encoding="utf-8")
    assert written.startswith(starts)
    assert "36%" in written


def test_format_counts_more_than_the_ending(cd19, tmp_path):
    assert cd19("ask", "CR rate in ALCANTARA?", "--format", "md", "--out", str(tmp_path / "a.txt")).returncode == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "pdf"), "--format 'pdf': wanted md, json or html"),
        (("--json", "--format", "md"), "--json and --format md: wanted one of the two"),
        (("--out", "a.docx"), "--out 'a.docx': wanted a name that ends in .md, .json or .html"),
        (("--out", "nowhere/a.md"), "there is no folder 'nowhere'"),
        (("--format", "md", "--out", "."), "is a folder; wanted the name of a file"),
        (("--out", f"{'x' * 300}.md"), "File name too long; name another file"),
        (("--jsonl", "--format", "html"), "leave --format and --out away"),
        (("--jsonl", "--out", "a.json"), "leave --format and --out away"),
    ],
    ids=lambda part: " ".join(part)[:24] if isinstance(part, tuple) else "",
)
def test_what_cannot_be_is_said_plainly(cd19, arguments, said):
    done = cd19("ask", "CR rate in ALCANTARA?", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
