"""`cd19 auth add`: people who may come to the page from other machines. The ui package is called by name."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="People who may come to the page, with hashed passwords.", no_args_is_help=True)


@app.callback()
def auth() -> None:
    """People who may come to the page, with hashed passwords."""


@app.command("add")
def add(
    file: Annotated[
        Path, typer.Argument(help='The file of user:hash lines, made where there is none; "-" prints one.')
    ],
    user: Annotated[str, typer.Argument(help="The name to sign in with.")],
) -> None:
    """Set a person's password: asked for, or the first line of standard input; never part of the command."""
    passwords = import_module("ui.door.passwords")
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    line = passwords.hashed_line(user, password)
    if str(file) == "-":
        return print(line)
    passwords.put_line(file, line)
    print(f"{user} may sign in: start with `cd19 ui --auth {file}`.")
