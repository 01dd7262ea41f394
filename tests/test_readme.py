"""The README: every command it names exists, with its options, and every file it points to."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from assistant.cli.main import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```[^\n]*\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)
_SEPARATOR = re.compile(r"\s*(?:&&|\|\||[|;])\s*(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)")


def _commands(name: str) -> list[str]:
    """The commands of a program in code blocks and inline code, without prompts, comments and what is piped on."""
    lines = [line for block in BLOCKS for line in block.splitlines()] + re.findall(rf"`({name} [^`\n]+)`", README)
    parts = [part for line in lines for part in _SEPARATOR.split(line.strip().removeprefix("$ "))]
    return [part for part in dict.fromkeys(parts) if re.match(rf"(\S*/)?{name}\b", part)]


def _check(command: str) -> None:
    """Walks the command line down its groups; every option must be one of the last command's."""
    words = shlex.split(command.removesuffix("..."), comments=True)[1:]
    here = get_command(app)
    while hasattr(here, "commands") and words and not words[0].startswith("-"):
        assert words[0] in here.commands, f"{command!r}: no command {words[0]!r}"
        here = here.commands[words.pop(0)]
    options = {name for parameter in here.params for name in parameter.opts} | {"--help"}
    given = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert given <= options, f"{command!r}: no option {sorted(given - options)}"


@pytest.mark.parametrize("command", _commands("cd19"))
def test_every_command_exists(command):
    _check(command)


@pytest.mark.parametrize("command", _commands("make"))
def test_every_make_target_exists(command):
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    words = [word for word in shlex.split(command, comments=True)[1:] if "=" not in word and not word.startswith("-")]
    assert words
    assert set(words) <= targets


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", README))
def test_every_link_within_the_repository_leads_somewhere(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("cd19 nonsense", "no command 'nonsense'"),
        ("cd19 ask --nonsense x", "no option"),
        ("cd19 corpus nonsense", "no command"),
    ],
)
def test_a_command_that_is_gone_is_noticed(command, fault):
    with pytest.raises(AssertionError, match=fault):
        _check(command)


@pytest.mark.parametrize(
    "command", ["cd19 ask 'a | b' --json", "cd19 corpus export --jsonl", "cd19 retrieve --jsonl -k 5"]
)
def test_a_command_that_exists_passes(command):
    _check(command)
