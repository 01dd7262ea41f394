"""A whole conversation as a file to keep: each question with its answer, references in Vancouver style, hashes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from assistant.formats.inert import inert, lifeless
from assistant.formats.markdown import as_markdown
from assistant.formats.record import as_record
from assistant.formats.sheet import sheet
from assistant.threads import KeptThread, KeptTurn
from corpus.models import Frozen
from corpus.references import Reference


class Copy(Frozen):
    """A file: its name holds nothing of what was asked."""

    name: str
    kind: str
    """Its media type."""
    text: str


def conversation_copy(
    thread: KeptThread, references: Iterable[Reference], form: Literal["md", "json"], info: Mapping[str, str]
) -> Copy:
    """The conversation as Markdown or JSON. `info`: what is running now, of which the version is told."""
    known, version = tuple(references), info.get("version", "")
    last = max((turn.at for turn in thread.turns), default=0.0)
    name = f"cd19-conversation-{_moment(last)[:10]}.{form}" if last else f"cd19-conversation.{form}"
    if form == "json":
        told = {"title": thread.title, "version": version, "turns": [_record(turn, known) for turn in thread.turns]}
        return Copy(name=name, kind="application/json", text=json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    parts = [f"# {' '.join(inert(thread.title).split())}", *(_markdown(turn, known, version) for turn in thread.turns)]
    return Copy(name=name, kind="text/markdown", text="\n".join(parts))


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def _record(turn: KeptTurn, references: tuple[Reference, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"number": turn.number, "at": _moment(turn.at), "question": turn.question}
    told |= {name: getattr(turn, name) for name in ("asked_as", "said", "trouble", "rating") if getattr(turn, name)}
    return told | ({"answer": as_record(turn.answer, references)} if turn.answer else {})


def _markdown(turn: KeptTurn, references: tuple[Reference, ...], version: str) -> str:
    """A turn below a heading of its own; the headings within it go one level down."""
    lead = f"## {turn.number}. {_moment(turn.at)[:10]}\n"
    asked = f"\n*{' '.join(inert(turn.asked_as).split())}*\n" if turn.asked_as else ""
    if turn.answer is None:
        question = "\n".join(f"> {line}".rstrip() for line in inert(turn.question).splitlines())
        return "\n".join(
            part for part in (lead, question, "", lifeless(turn.said), "", inert(turn.trouble), "") if part
        )
    copy = as_markdown(sheet(turn.answer, references, turn.question, version))
    body = copy.split("\n", 1)[1]  # its own title is the same for every turn
    return lead + asked + re.sub(r"^(#+ )", r"#\1", body, flags=re.MULTILINE)
