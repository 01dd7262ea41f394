"""The patient's part of the page wired: what is done in the panel changes the panel at once, and nothing is asked."""

from __future__ import annotations

import uuid
from typing import Any

import gradio as gr

from ui import panel, render
from ui.ask import past
from ui.bridge import read_action
from ui.owner import owner_of
from ui.patient.actions import Turns, acted
from ui.turns import Asking

_WAIT = "The answer is still being written: correct the patient once it stands."


def wire_patient(assistant: Asking, parts: dict[str, Any]) -> None:
    """Connect the evidence panel's actions on the patient; one after the other, so that no click is lost."""

    def act(turns: Turns, thread: str, event: gr.EventData, request: gr.Request) -> Any:
        action = read_action(event)
        turns = past.recalled(assistant, turns, thread, owner_of(request))
        if turns and turns[-1].open:
            if not action.get("turn"):
                return gr.skip()
            gr.Info(_WAIT)
            # Drawn anew, so that the control shows again what holds.
            return {parts["evidence"]: f"{panel.evidence_html(turns)}<!-- {uuid.uuid4().hex} -->"}
        done = acted(turns, action, lambda case: assistant.correct(thread, case, owner_of(request)))
        if done is None:
            return gr.skip()
        updates: dict[Any, Any] = {parts["turns"]: done.turns, parts["evidence"]: panel.evidence_html(done.turns)}
        if render.chat_messages(done.turns) != render.chat_messages(turns):
            updates[parts["chat"]] = render.chat_messages(done.turns)
        if done.box is not None:
            updates[parts["box"]] = done.box
        if done.struck:
            owner = owner_of(request)
            assistant.threads.strike(thread, done.struck, owner)
            updates[parts["past"]] = past.listed(assistant, owner, thread)
        return updates

    parts["evidence"].submit(
        act,
        [parts["turns"], parts["thread"]],
        [parts[name] for name in ("turns", "evidence", "chat", "box", "past")],
        api_visibility="private",
        show_progress="hidden",
        trigger_mode="multiple",
        concurrency_limit=1,
    )
