"""What was told from the list of conversations, the links of a turn, and the strip, as updates of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.threads import ThreadsError
from ui.ask import past, strip
from ui.ask.screen import Updates, beside, talk
from ui.bridge import Action
from ui.errors import UiError
from ui.handlers import Turns
from ui.turns import Asking


def done(
    assistant: Asking, parts: dict[str, Any], action: Action, turns: Turns, thread: str, owner: str
) -> Iterator[Updates]:
    """What does not end an answer that is being written; our own errors become a notice."""
    try:
        yield _turned(assistant, parts, action, turns, thread, owner) or _listed(
            assistant, parts, action, thread, owner
        )
    except (UiError, ThreadsError) as error:
        gr.Warning(str(error))
        yield {parts["strip"]: gr.skip()}  # nothing given at all would empty every output


def moved(assistant: Asking, parts: dict[str, Any], action: Action, thread: str, owner: str) -> Updates:
    """Another conversation opened, a new one begun, or kept ones deleted."""
    turns: Turns = ()
    wanted = action.get("thread") if action.do == "open" else ""
    try:
        if wanted:
            turns = past.opened(assistant, wanted, owner)
        if action.do == "delete":
            assistant.threads.forget(action.get("thread"), owner)
        if action.do == "delete-all":
            assistant.threads.forget_all(owner)
    except (UiError, ThreadsError) as error:
        gr.Warning(str(error))
        wanted = ""
    renewed = {parts["thread"]: wanted, parts["editing"]: "", parts["strip"]: ""}
    return talk(parts, turns) | renewed | beside(assistant, parts, turns, wanted, owner)


def _turned(
    assistant: Asking, parts: dict[str, Any], action: Action, turns: Turns, thread: str, owner: str
) -> Updates | None:
    """What is done with a turn; None for what is done with the list."""
    key = action.get("key")
    if action.do == "quiz":  # the Study view's
        return {parts["strip"]: gr.skip()}
    if action.do == "close":
        return {parts["editing"]: "", parts["strip"]: ""}
    if action.do == "edit":
        place = past.place_of(turns, key)
        told = strip.editing_html(turns[place].number, len(turns) - place - 1)
        return {parts["editing"]: key, parts["strip"]: told, parts["box"]: gr.update(value=turns[place].question)}
    if action.do in ("up", "down", "reason", "unrate"):
        return _rated(assistant, parts, action, turns, thread, owner)
    return None


def _rated(assistant: Asking, parts: dict[str, Any], action: Action, turns: Turns, thread: str, owner: str) -> Updates:
    """An answer rated, the reason kept, or the rating taken back."""
    key, verdict, reason = action.get("key"), action.do, action.get("reason")
    place = past.place_of(turns, key)
    if verdict in ("reason", turns[place].rating):
        known = assistant.threads.rating(thread, key, owner)
        verdict = known.verdict if known else ""
        reason = reason if action.do == "reason" else known.reason if known else ""
    turns = past.rate(assistant, key, verdict, reason, turns, thread, owner)
    rating = assistant.threads.rating(thread, key, owner)
    asks = rating is not None and action.do != "reason"
    told = strip.rated_html(key, rating) if rating and asks else ""
    if action.do == "reason":
        gr.Info("Kept on this machine. `cd19 eval add` turns it into a test case.", duration=4)
    return talk(parts, turns) | {parts["strip"]: told, parts["editing"]: ""}


def _listed(assistant: Asking, parts: dict[str, Any], action: Action, current: str, owner: str) -> Updates:
    """What is done in the list."""
    chosen = action.get("thread")
    if action.do == "export":
        return {parts["file"]: past.exported(assistant, chosen, action.get("form"), owner).model_dump()}
    if action.do == "rename":
        assistant.threads.rename(chosen, action.get("title"), owner)
    if action.do == "delete" and chosen != current:
        assistant.threads.forget(chosen, owner)
    return {parts["past"]: past.listed(assistant, owner, current, action.get("words"))}
