"""`cd19 eval`: what it is given and cannot use is told."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from assistant.cli.errors import UsageError
from assistant.cli.main import app


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "a.json"], "eval compare: got 1 names; wanted two"),
        (["factual", "scope"], "eval: got 'scope' after 'factual'; wanted one suite"),
        (["baseline", "factual", "scope"], "eval: got 'scope' after 'factual'"),
        (["baseline", "--every", "2"], "eval baseline: wanted whole suites"),
        (["baseline", "--own"], "eval baseline: wanted whole suites"),
        (["add", "x"], "eval add: got 'x'; wanted one number"),
        (["factual", "--expect", "car_t"], "--expect and --must-not go with add"),
        (["--corpus", "nowhere.txt"], "there is no such file"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_was_wanted(arguments, said, tmp_path):
    done = CliRunner().invoke(app, ["eval", *arguments, "--data-dir", str(tmp_path)])
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)


def test_an_unknown_suite_is_told_before_anything_is_opened(tmp_path):
    done = CliRunner().invoke(app, ["eval", "nope", "--data-dir", str(tmp_path)])
    assert "got suite 'nope'; wanted all or one of cases, variants" in str(done.exception)
    assert not (tmp_path / "index").exists()
