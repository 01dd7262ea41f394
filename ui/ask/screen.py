"""A state of the conversation as updates of the page's parts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from assistant.threads import ThreadsError
from ui import panel, render
from ui.errors import UiError
from ui.handlers import Turns, is_urgent
from ui.pace import paced

Updates = dict[Any, Any]


def shown(
    parts: dict[str, Any], run: Callable[[str], Iterator[Turns]], before: Turns, thread_id: str
) -> Iterator[Updates]:
    """Each state of the conversation as updates of the page; our own errors become a notice."""
    thread_id = thread_id or uuid.uuid4().hex
    try:
        for now in paced(run(thread_id), is_urgent):
            yield screen(parts, now) | {parts["thread"]: thread_id, parts["editing"]: "", parts["strip"]: ""}
    except (UiError, ThreadsError) as error:
        gr.Warning(str(error))
        yield screen(parts, before)


def screen(parts: dict[str, Any], turns: Turns) -> Updates:
    """The page for a state of the conversation. The evidence changes only when no answer is being written."""
    writing = bool(turns) and turns[-1].open
    updates: Updates = {
        parts["chat"]: render.chat_messages(turns),
        parts["turns"]: turns,
        parts["box"]: gr.update(submit_btn=False if writing else "Ask", stop_btn="Stop" if writing else False),
    }
    if writing and not turns[-1].said:
        updates[parts["box"]] = gr.update(value="", submit_btn=False, stop_btn="Stop")
    if not writing:
        updates[parts["evidence"]] = panel.evidence_html(turns)
    return updates
