"""`cd19 study` as people and scripts use it: stdin in, text or JSON lines out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli.errors import UsageError
from assistant.cli.main import app
from assistant.study.errors import StudyError

RUNNER = CliRunner()


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    def _run(*arguments: str, stdin: str = "") -> Result:
        keeps = arguments[:1] not in (("export",), ("paper",))
        folder = ["--data-dir", str(tmp_path / "data")] if keeps else []
        return RUNNER.invoke(app, ["study", *arguments, *folder], input=stdin)

    return _run


def records(result: Result) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_quiz_by_json_lines_keeps_each_answer(run) -> None:  # type: ignore[no-untyped-def]
    result = run("quiz", "--seed", "4", "-n", "3", "--json", stdin='{"answer": "a", "rating": "hard"}\nb\n')
    asked = records(result)
    assert [("prompt" in line, "outcome" in line) for line in asked] == [(True, False), (False, True)] * 2 + [
        (True, False)
    ]
    assert "key" not in asked[0]
    assert (asked[1]["rating"], asked[1]["outcome"]["item"]) == ("hard", asked[0]["id"])
    assert records(run("progress", "--json"))[0]["answered"] == 2


def test_what_is_due_comes_first_and_the_learner_is_kept_apart(run) -> None:  # type: ignore[no-untyped-def]
    run("quiz", "--seed", "4", "-n", "2", "--learner", "ann", stdin="a\nb\n")
    assert records(run("due", "--json", "--learner", "ann"))[0]["new"] == records(run("due", "--json"))[0]["new"] - 2
    report = run("report", "--format", "csv").stdout.splitlines()
    assert report[1].startswith("ann,all,2,")
    assert json.loads(run("report", "--format", "json").stdout)[0]["learner"] == "ann"


def test_a_session_without_input_asks_once_and_keeps_nothing(run) -> None:  # type: ignore[no-untyped-def]
    result = run("-n", "2")
    assert result.exit_code == 0
    assert "0 of 0 right" in result.stdout
    assert records(run("progress", "--json"))[0]["answered"] == 0


def test_a_case_is_graded_from_options_or_from_input(run) -> None:  # type: ignore[no-untyped-def]
    by_option = records(run("case", "--patient", "1", "--json", "--pick", "blinatumomab", "--because", "Low burden."))
    by_input = records(
        run("case", "--patient", "1", "--json", stdin='{"pick": "blinatumomab", "because": "Low burden."}\n')
    )
    assert by_option == by_input
    assert by_option[1]["right"]
    assert records(run("case", "--seed", "5", "--level", "2", "--json")) == records(
        run("case", "--seed", "5", "--level", "2", "--json")
    )


def test_the_course_is_told_after_the_choice_alone(run) -> None:  # type: ignore[no-untyped-def]
    assert "septic shock" not in run("case", "--patient", "4").stdout
    told = run("case", "--patient", "4", "--pick", "car_t").stdout
    order = ("Presentation", "Work-up", "Yes: CD19 CAR T cells", "The choice", "septic shock")
    assert sorted(order, key=told.index) == list(order)


def test_what_cannot_be_used_is_said_in_words(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for arguments, error, words in (
        (("case", "--seed", "1", "--pick", "chemo"), UsageError, "got the choice 'chemo'; wanted one of blinatumomab"),
        (("quiz", "--topic", "weather"), StudyError, "topic 'weather'"),
        (("due", "--zone", "Mars/Base"), StudyError, "zone 'Mars/Base'"),
        (("export", str(tmp_path / "deck.doc")), UsageError, "wanted a name that ends in .apkg or .csv"),
        (("report", "--format", "xml"), UsageError, "wanted text, json or csv"),
    ):
        result = run(*arguments)
        assert isinstance(result.exception, error)
        assert words in str(result.exception)


def test_papers_and_decks_are_written(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("paper", "--seed", "2", "-o", str(tmp_path / "p.html")).exit_code == 0
    assert (tmp_path / "p.html").read_text(encoding="utf-8") == run("paper", "--seed", "2").stdout
    run("export", str(tmp_path / "d.apkg"), "--topic", "relapse")
    run("export", str(tmp_path / "d.csv"), "--topic", "relapse")
    assert (tmp_path / "d.apkg").stat().st_size > 1000
    assert (tmp_path / "d.csv").read_text(encoding="utf-8").count("\n") > 50
