"""`cd19 ask` and `cd19 retrieve`: one question or many, in order, whatever the lines hold."""

from __future__ import annotations

import json
import time

import pytest

CONTRACT = {
    *("status", "answer", "citations", "recommendation", "case", "criteria", "would_change", "checks"),
    *("would_change_together", "missing", "doubts"),
    *("engine", "corpus", "criteria_hash", "timings_ms", "references", "since"),
}
NOTE = "31M, CD19 positive relapse with blasts in the CSF. Blinatumomab or CAR T cells?"


def _lines(*records) -> str:
    return "".join(f"{record if isinstance(record, str) else json.dumps(record)}\n" for record in records)


def _read(done) -> list[dict]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def patient(cd19):
    return json.loads(cd19("ask", NOTE, "--json").stdout)


class TestOne:
    def test_object_has_the_contracts_keys(self, patient):
        assert set(patient) == CONTRACT
        assert set(patient["corpus"]) == {"name", "hash"}

    def test_parts_have_theirs(self, patient):
        assert {"marker", "locators", "text", "refs"} <= set(patient["citations"][0])
        assert {"id", "effect", "weight", "state", "locators"} <= set(patient["criteria"][0])
        assert set(patient["would_change"][0]) == {"fact", "value", "recommendation"}
        assert set(patient["checks"][0]) == {"check", "passed", "detail"}

    def test_values_are_the_contracts(self, patient):
        assert (patient["status"], patient["recommendation"], patient["engine"]) == ("answered", "car_t", "built-in")
        assert patient["case"] == {
            "age": 31,
            "sex": "male",
            "disease_status": "relapsed",
            "cd19": "positive",
            "cns": "active",
        }
        assert "[1]" in patient["answer"]

    def test_readable_answer_to_standard_input_shows_what_was_cited(self, cd19):
        done = cd19("ask", "-", stdin="CR rate in ALCANTARA?\n")
        assert done.returncode == 0
        assert "36%" in done.stdout
        assert "Cited" in done.stdout
        assert "Table 1, ALCANTARA" in done.stdout
        assert "\x1b[" not in done.stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("ask",), "ask: got no question; wanted one in quotes"),
            (("ask", "  "), "ask: got no question"),
            (("ask", "x", "--corpus", "nowhere"), "--corpus 'nowhere': wanted digest"),
            (("ask", "x", "--model", "oracle"), "--model: got 'oracle' (no provider is named"),
            (("retrieve",), "retrieve: got no question"),
            (("retrieve", "x", "-k", "0"), "-k"),
            (("ask", "x", "--no-such-option"), "--no-such-option"),
            (("nonsense",), "nonsense"),
        ],
        ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
    )
    def test_bad_usage_is_said_plainly(self, cd19, arguments, said):
        done = cd19(*arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


@pytest.fixture(scope="module")
def answered(cd19):
    return _read(cd19("ask", "--jsonl", stdin=_lines(*TestLines.RECORDS)))


class TestLines:
    RECORDS = (
        {"id": "a", "question": "CR rate in ALCANTARA?"},
        "this is no JSON",
        {"id": 7, "question": NOTE},
        {"id": "lacking"},
        "[1, 2]",
        {"id": "wrong", "question": 5},
        {"question": "CR rate in CARPALL?"},
        "",
        {"id": "dose", "question": "How many micrograms of blinatumomab per day are given?"},
        {"id": {"any": "thing"}, "question": "What is CRS?", "note": "unknown keys are let be"},
    )

    def test_one_line_each_in_order(self, answered):
        ids = [record.get("id") for record in answered]
        assert ids == ["a", None, 7, "lacking", None, "wrong", None, "dose", {"any": "thing"}]

    def test_good_lines_hold_the_contracts_object(self, answered):
        for number in (0, 2, 6, 7, 8):
            assert set(answered[number]) - {"id"} == CONTRACT
        assert "36%" in answered[0]["answer"]
        assert answered[2]["recommendation"] == "car_t"
        assert "86%" in answered[6]["answer"]
        assert (answered[7]["status"], answered[7]["citations"]) == ("abstained", [])

    @pytest.mark.parametrize(
        ("number", "line", "said"),
        [(1, 2, "got no JSON"), (3, 4, "question missing"), (4, 5, "got list"), (5, 6, "question is int; wanted text")],
    )
    def test_malformed_lines_say_what_was_wrong_and_where(self, answered, number, line, said):
        assert set(answered[number]) <= {"id", "error"}
        assert answered[number]["error"].startswith(f"line {line}: ")
        assert said in answered[number]["error"]

    def test_threads_are_kept_apart_and_go_on(self, cd19, tmp_path):
        own = f"t-{time.time_ns()}"
        records = (
            {"id": 1, "question": NOTE, "thread": f"{own}-a"},
            {"id": 2, "question": "60F, relapsed, CD19 positive, 10% blasts. Which therapy?", "thread": f"{own}-b"},
            {"id": 3, "question": "Which one for him?", "thread": f"{own}-a"},
        )
        answered = _read(cd19("ask", "--jsonl", stdin=_lines(*records)))
        assert answered[2]["case"]["age"] == 31
        (later,) = _read(
            cd19("ask", "--jsonl", "--thread", f"{own}-b", stdin=_lines({"id": 4, "question": "Which one for her?"}))
        )
        assert later["case"]["age"] == 60


class TestRetrieve:
    def test_as_many_places_as_asked_in_order_of_lines(self, cd19):
        records = ({"id": "x", "question": "CR in ALCANTARA?"}, {"id": "y", "question": "CRS with CAR T cells?"})
        answered = _read(cd19("retrieve", "--jsonl", "-k", "3", stdin=_lines(*records)))
        assert [record["id"] for record in answered] == ["x", "y"]
        for record in answered:
            assert len(record["passages"]) == 3
            assert all(set(passage) == {"locators", "text", "score"} for passage in record["passages"])
        assert "table1.alcantara" in answered[0]["passages"][0]["locators"]

    def test_ten_by_default(self, cd19):
        done = cd19("retrieve", "CRS with CAR T cells?", "--json")
        assert len(json.loads(done.stdout)["passages"]) == 10


class TestSpeed:
    def test_a_hundred_questions_take_less_than_ten_first_ones(self, cd19):
        """Both in the same run, so that a slow machine slows both."""
        studies = ("ALCANTARA", "CARPALL", "FHCRC", "MSKCC", "NCI", "BLAST", "Seattle", "Hebei", "Novartis", "phase 3")
        measures = (
            "CR rate",
            "relapse rate",
            "median age",
            "number of patients",
            "survival",
            "prior transplant",
            "EMD",
            "CD19-negative relapse",
            "MRD negativity",
            "size",
        )
        records = [
            {"id": n, "question": f"{m} in {s}?"} for n, (s, m) in enumerate((s, m) for s in studies for m in measures)
        ]
        start = time.perf_counter()
        assert cd19("ask", "CR rate in ALCANTARA?", fresh=True).returncode == 0
        once = time.perf_counter() - start
        start = time.perf_counter()
        answered = _read(cd19("ask", "--jsonl", stdin=_lines(*records), fresh=True))
        hundred = time.perf_counter() - start
        assert len(answered) == 100
        assert hundred < 10 * once, f"one: {once:.1f} s, a hundred: {hundred:.1f} s"
