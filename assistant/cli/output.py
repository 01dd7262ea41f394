"""Where an answer goes and in which form: the terminal, or a copy on standard output or in a file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from assistant.cli.errors import UsageError

if TYPE_CHECKING:
    from assistant.formats.sheet import Sheet
    from assistant.models import Answer

Format = Literal["md", "json", "html"]
FormatOption = Annotated[
    str, typer.Option("--format", metavar="md|json|html", help="A copy with references and hashes instead of the view.")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="Write the copy to this file; its ending tells the form if --format does not."),
]
_ENDINGS: dict[str, Format] = {".md": "md", ".markdown": "md", ".json": "json", ".html": "html", ".htm": "html"}


def chosen(named: str, as_json: bool, out: Path | None) -> Format | None:
    """The form asked for; None for the terminal's view. Raises UsageError for one there is none of, or for two."""
    if named and named not in get_args(Format):
        raise UsageError(f"--format {named!r}: wanted md, json or html")
    if as_json and named not in ("", "json"):
        raise UsageError(f"--json and --format {named}: wanted one of the two; --json is short for --format json")
    if as_json or named:
        return "json" if as_json else cast(Format, named)
    if out is None:
        return None
    if out.suffix.lower() not in _ENDINGS:
        raise UsageError(f"--out {str(out)!r}: wanted a name that ends in .md, .json or .html, or --format beside it")
    return _ENDINGS[out.suffix.lower()]


def check_out(out: Path | None) -> None:
    """Raises UsageError where a file cannot be written: said before the question is answered, not after."""
    if out is None:
        return
    folder = out.parent
    if os.path.isdir(out):  # pathlib raises where a name is too long
        raise UsageError(f"--out {str(out)!r}: is a folder; wanted the name of a file")
    if not os.path.isdir(folder):
        raise UsageError(f"--out {str(out)!r}: there is no folder {str(folder)!r}; make it first, or name another")
    if not os.access(out if os.path.exists(out) else folder, os.W_OK):
        raise UsageError(f"--out {str(out)!r}: may not be written to; name a file in a folder of yours")


def put(answer: Answer, question: str, form: Format, out: Path | None) -> None:
    """The copy printed, or written to a file. Raises UsageError where it cannot be written."""
    copy = _RENDERED[form](answer, question)
    if out is None:
        return print(copy.removesuffix("\n"))
    try:
        out.write_text(copy, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--out {str(out)!r}: {error.strerror}; name another file") from error
    print(f"Written to {out}")


def _json(answer: Answer, question: str) -> str:
    from assistant.formats.record import as_record
    from corpus.references import load_references

    return json.dumps(as_record(answer, load_references()), ensure_ascii=False, indent=2) + "\n"


def _markdown(answer: Answer, question: str) -> str:
    from assistant.formats.markdown import as_markdown

    return as_markdown(_sheet(answer, question))


def _page(answer: Answer, question: str) -> str:
    from assistant.formats.page import as_page

    return as_page(_sheet(answer, question))


def _sheet(answer: Answer, question: str) -> Sheet:
    from importlib.metadata import version

    from assistant.formats.sheet import sheet
    from corpus.references import load_references

    return sheet(answer, load_references(), question, version("cd19-assistant"))


_RENDERED: dict[Format, Callable[[Answer, str], str]] = {"json": _json, "md": _markdown, "html": _page}
