"""A state of the conversation as updates of the page's parts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from assistant.threads import ThreadsError
from ui import panel, render
from ui.ask import past
from ui.errors import UiError
from ui.handlers import Turns, is_urgent
from ui.pace import paced
from ui.turns import Asking

Updates = dict[Any, Any]


def shown(
    parts: dict[str, Any], run: Callable[[str], Iterator[Turns]], before: Turns, thread_id: str
) -> Iterator[Updates]:
    """Each state of the conversation as updates of the chat; our own errors become a notice.

    Nothing else is touched while an answer is written: a part that Gradio is told to leave as it is costs more than one
    that changes, for it is made anew.
    """
    thread_id = thread_id or uuid.uuid4().hex
    try:
        for now in paced(run(thread_id), is_urgent):
            yield talk(parts, now) | {parts["thread"]: thread_id, parts["editing"]: "", parts["strip"]: ""}
    except (UiError, ThreadsError) as error:
        gr.Warning(str(error))
        yield talk(parts, before)


def talk(parts: dict[str, Any], turns: Turns) -> Updates:
    """The chat for a state of the conversation."""
    return {parts["chat"]: render.chat_messages(turns), parts["turns"]: turns}


def beside(assistant: Asking, parts: dict[str, Any], turns: Turns, thread_id: str | None, owner: str) -> Updates:
    """What stands beside the chat: the evidence, unless an answer is being written, and the list of conversations.

    `thread_id`: as the browser keeps it; a program may send none.
    """
    evidence = {} if turns and turns[-1].open else {parts["evidence"]: panel.evidence_html(turns)}
    return {**evidence, parts["past"]: past.listed(assistant, owner, thread_id or "")}


def whole(
    assistant: Asking, parts: dict[str, Any], told: Iterator[Updates], turns: Turns, thread_id: str, owner: str
) -> Iterator[Updates]:
    """The updates of an answer, and then what stands beside it."""
    for updates in told:
        turns, thread_id = updates.get(parts["turns"], turns), updates.get(parts["thread"], thread_id)
        yield updates
    yield beside(assistant, parts, turns, thread_id, owner)
