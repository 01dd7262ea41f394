"""`cd19 corpus`, `index`, `eval` and help."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app

MAIN = "from assistant.cli.main import main; main()"
COMMANDS = (
    *((), ("ask",), ("retrieve",), ("check",), ("case",), ("decide",), ("corpus",), ("corpus", "export"), ("index",)),
    *(("index", "build"), ("index", "verify"), ("index", "info"), ("eval",), ("ui",)),
)


class TestHelp:
    @pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(("cd19", *command)))
    def test_each_command_says_what_it_does(self, command):
        done = CliRunner().invoke(app, [*command, "--help"])
        assert done.exit_code == 0
        assert "Usage:" in done.output
        about = done.output.split("\n\n")[1].strip()
        assert len(about) > 15

    def test_the_contracts_commands_are_there(self):
        said = CliRunner().invoke(app, ["--help"]).output
        names = {line.split()[0] for line in said.splitlines() if line.startswith("  ") and line.split()}
        assert {command[0] for command in COMMANDS if command} <= names


class TestCorpus:
    def test_export_is_the_whole_digest(self, cd19, digest):
        lines = cd19("corpus", "export", "--jsonl").stdout.splitlines()
        records = [json.loads(line) for line in lines]
        assert [record["id"] for record in records] == [passage.id for passage in digest.passages]
        assert all(set(record) == {"id", "locators", "text", "refs", "kind"} for record in records)

    def test_one_place(self, cd19, digest):
        done = cd19("corpus", "export", "--jsonl", "--place", "table3.cns")
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [
            "table3.cns#blinatumomab",
            "table3.cns#car_t",
        ]
        assert cd19("corpus", "export", "--place", "table3.cns").stdout.startswith("table3.cns#blinatumomab\t")

    def test_unknown_place(self, cd19):
        done = cd19("corpus", "export", "--place", "patient9.1")
        assert (done.returncode, done.stdout) == (2, "")
        assert "'patient9.1'; wanted one of the review's" in done.stderr

    def test_a_reader_who_had_enough_is_no_error(self, cd19):
        code = f"""
import subprocess, sys
export = [sys.executable, "-c", {MAIN!r}, "corpus", "export", "--jsonl"]
with subprocess.Popen(export, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
    running.stdout.readline()
    running.stdout.close()
    print(running.stderr.read().decode())
"""
        done = cd19(code=code)
        assert "Traceback" not in done.stdout


class TestIndex:
    def test_info_says_what_it_holds(self, cd19, digest):
        found = json.loads(cd19("index", "info", "--json").stdout)
        assert found["corpus"] == digest.hash
        assert found["passages"] == len(digest.passages)

    def test_a_sound_index_is_verified(self, cd19):
        done = cd19("index", "verify")
        assert (done.returncode, done.stdout.strip()) == (0, "The index is sound.")

    def test_no_index_fails_and_names_the_mend(self, cd19, tmp_path):
        done = cd19("index", "verify", "--data-dir", str(tmp_path / "empty"))
        assert done.returncode != 0
        assert "cd19 index build" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


class TestEval:
    def test_exit_status_tells_of_a_regression(self, cd19):
        done = cd19("eval", "cases", "--json")
        report = json.loads(done.stdout)
        assert report["of"] == len(report["results"]) == 5
        assert report["passed"] == sum(not result["faults"] for result in report["results"])
        assert (done.returncode, report["passed"], report["of"]) == (0, 5, 5)

    def test_unknown_suite(self, cd19):
        done = cd19("eval", "no-such-suite")
        assert (done.returncode, done.stdout) == (2, "")
        wanted = "cases, variants, factual, comparison, scope, conversation, guard, retrieval, mutation"
        assert done.stderr.strip() == f"cd19: eval: got suite 'no-such-suite'; wanted all or one of {wanted}"
