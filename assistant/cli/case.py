"""`cd19 case`: the patient facts understood, each with its words."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import DataDirOption, JsonOption, open_quietly


def case(
    text: Annotated[str, typer.Argument(help='The note, in quotes; "-" reads it from standard input.')],
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show what is understood of a patient, and the words it was read from."""
    from assistant.facts.validate import implausible

    note = typer.get_text_stream("stdin").read() if text == "-" else text
    if not note.strip():
        raise UsageError('case: got no note; wanted one in quotes, as in cd19 case "34M, CD19+, LP clean"')
    read = open_quietly("digest", "none", data_dir).reader.read(note)
    doubts = implausible(read)
    if as_json:
        facts = [fact.model_dump(mode="json", exclude={"start", "end"}) for fact in read.facts]
        return print(
            json.dumps({"case": read.values(), "facts": facts, "doubts": doubts}, ensure_ascii=False, indent=2)
        )
    from assistant.cli.show import show_case

    show_case(read, doubts)
