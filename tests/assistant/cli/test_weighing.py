"""`cd19 case`, `decide` and `check`: facts read, weighed, and answers held against them."""

from __future__ import annotations

import json

import pytest

NOTE = "46-year-old man, relapsed B-ALL, CD19-negative now."
QUESTION = "What was the CR rate in ALCANTARA?"
GOOD = {
    "id": "good",
    "question": QUESTION,
    "case": {},
    "answer": "The CR/CRi rate of the ALCANTARA study of blinatumomab was 36% [1].",
    "citations": {"1": ["table1.alcantara#cr-mrd"]},
}
BAD = {**GOOD, "id": "bad", "answer": GOOD["answer"].replace("36", "63")}


class TestCase:
    def test_facts_come_with_their_words(self, cd19):
        read = json.loads(cd19("case", NOTE, "--json").stdout)
        assert read["case"] == {"age": 46, "sex": "male", "disease_status": "relapsed", "cd19": "negative"}
        assert all(fact["words"].lower() in NOTE.lower() for fact in read["facts"])
        assert {fact["key"] for fact in read["facts"]} == set(read["case"])

    def test_readable(self, cd19):
        done = cd19("case", "-", stdin=NOTE)
        assert done.returncode == 0
        assert "46" in done.stdout
        assert "CD19-negative" in done.stdout

    def test_an_empty_note_is_refused(self, cd19):
        done = cd19("case", " ")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("cd19: case: got no note")


class TestDecide:
    def test_verdict_as_json(self, cd19):
        done = cd19("decide", "--case", "-", "--json", stdin='{"cd19": "negative", "age": 46}')
        verdict = json.loads(done.stdout)
        assert verdict["recommendation"] == "neither"
        assert verdict["case"] == {"age": 46, "cd19": "negative"}
        assert {"criteria", "would_change", "missing"} <= set(verdict)

    def test_a_file_and_null_for_unknown(self, cd19, tmp_path):
        path = tmp_path / "case.json"
        path.write_text('{"cns": "active", "age": null}', encoding="utf-8")
        done = cd19("decide", "--case", str(path))
        assert done.returncode == 0
        assert "CD19 CAR T cells" in done.stdout

    @pytest.mark.parametrize(
        ("stdin", "said"),
        [
            ("{", "holds no JSON"),
            ("[1]", "holds list; wanted an object"),
            ('{"agee": 34}', "'agee'"),
            ('{"age": "old"}', "'age'"),
            ('{"age": 340}', "'age'"),
            ('{"cd19": "perhaps"}', "'cd19'"),
            ('{"prior_car_t": "yes"}', "'prior_car_t'"),
            ('{"genetics": "TP53"}', "'genetics'"),
            ("", "holds no JSON"),
        ],
        ids=[
            "broken",
            "list",
            "unknown key",
            "text for number",
            "out of range",
            "no such choice",
            "text for flag",
            "text for list",
            "empty",
        ],
    )
    def test_bad_facts_are_one_plain_line(self, cd19, stdin, said):
        done = cd19("decide", "--case", "-", stdin=stdin)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("cd19: ")
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

    def test_no_such_file(self, cd19):
        done = cd19("decide", "--case", "no-such-file.json")
        assert done.returncode == 2
        assert "no-such-file.json" in done.stderr
        assert "Traceback" not in done.stderr


class TestCheck:
    def test_lines_pass_and_fail_in_order(self, cd19):
        lines = "\n".join(map(json.dumps, (GOOD, BAD, {"id": "lacking"}, {**GOOD, "id": "case", "case": {"agee": 3}})))
        done = cd19("check", "--jsonl", stdin=lines)
        good, bad, lacking, case = map(json.loads, done.stdout.splitlines())
        assert done.returncode == 0
        assert (good["id"], good["passed"], good["findings"]) == ("good", True, [])
        assert (bad["id"], bad["passed"]) == ("bad", False)
        assert any("63" in finding["claim"] for finding in bad["findings"])
        assert set(lacking) == set(case) == {"id", "error"}
        assert "answer, citations missing" in lacking["error"]
        assert "agee" in case["error"]

    @pytest.mark.parametrize(("record", "status"), [(GOOD, 0), (BAD, 1)], ids=["pass", "fail"])
    def test_file_tells_by_exit_status(self, cd19, tmp_path, record, status):
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(record, indent=2), encoding="utf-8")
        done = cd19("check", str(path))
        assert done.returncode == status, done.stderr
        assert "passed" in done.stdout
        assert json.loads(cd19("check", "-", "--json", stdin=path.read_text()).stdout)["passed"] is (status == 0)

    @pytest.mark.parametrize(
        ("arguments", "stdin", "said"),
        [
            (("check",), "", "got no file"),
            (("check", "-"), "{", "got no JSON"),
            (("check", "-"), "", "empty"),
            (("check", "-"), "{}", "answer, citations missing"),
        ],
        ids=["no file", "no JSON", "empty", "keys missing"],
    )
    def test_bad_usage(self, cd19, arguments, stdin, said):
        done = cd19(*arguments, stdin=stdin)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr
