"""`cd19 case`: the patient facts understood, each with its words."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import DataDirOption, JsonOption, open_quietly
from assistant.given import MAX_QUESTION_CHARS
from assistant.records import case_record
from corpus.signs import whole


def case(
    text: Annotated[str, typer.Argument(help='The note, in quotes; "-" reads it from standard input.')],
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show what is understood of a patient, and the words it was read from."""
    note = whole(typer.get_text_stream("stdin").read() if text == "-" else text)
    if len(note) > MAX_QUESTION_CHARS:
        raise UsageError(
            f"case: got {len(note):,} characters; wanted at most {MAX_QUESTION_CHARS:,}. Shorten the note."
        )
    if not note.strip():
        raise UsageError('case: got no note; wanted one in quotes, as in cd19 case "34M, CD19+, LP clean"')
    reader = open_quietly("digest", "none", data_dir).reader
    if as_json:
        return print(json.dumps(case_record(reader, note), ensure_ascii=False, indent=2))
    from assistant.cli.show import show_case
    from assistant.facts.validate import implausible

    read = reader.read(note)
    show_case(read, implausible(read))
