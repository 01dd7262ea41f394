"""What the parts of the Ask view do: each event is private to the page and offers no API."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import gradio as gr

from ui import handlers
from ui.ask import past, relayed
from ui.ask.screen import Updates, beside, shown, talk, whole
from ui.bridge import Action, read_action
from ui.errors import UiError
from ui.handlers import Turns
from ui.owner import owner_of
from ui.patient.wiring import wire_patient
from ui.turns import Asking

_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_SAVE_JS = "(file) => { if (file) window.cd19Save(file); }"
_CLEAR_JS = f"(asked) => [...asked].length > {past.MAX_QUESTION_CHARS} ? asked : ''"
"""The field is cleared as the question is sent; one that is too long stays, to be shortened."""


def wire(assistant: Asking, parts: dict[str, Any]) -> None:
    """Connect the parts."""
    parts["editing"], parts["wish"] = gr.State(""), gr.State(None)
    loaded = _wire_start(assistant, parts)
    asked = [*_wire_questions(assistant, parts, loaded), *_wire_relays(assistant, parts)]
    _wire_past(assistant, parts, asked)
    wire_patient(assistant, parts)


def _named(parts: dict[str, Any], *names: str) -> list[Any]:
    return [parts[name] for name in names]


def _talk(parts: dict[str, Any]) -> list[Any]:
    """What an answer that is being written changes."""
    return _named(parts, "chat", "turns", "thread", "editing", "strip")


def _all(parts: dict[str, Any]) -> list[Any]:
    return [*_talk(parts), *_named(parts, "evidence", "past")]


def _wire_start(assistant: Asking, parts: dict[str, Any]) -> Any:
    """What the address names is opened on load: `?thread=`, else a new conversation."""

    def start(request: gr.Request) -> Updates:
        wanted = dict(request.query_params).get("thread", "")
        action = Action(do="open" if wanted else "new", told={"thread": wanted})
        return relayed.moved(assistant, parts, action, "", owner_of(request))

    return parts["page"].load(start, None, _all(parts), **_PRIVATE)


def _wire_questions(assistant: Asking, parts: dict[str, Any], loaded: Any) -> list[Any]:
    """Questions typed, chosen, in the address, or asked from another view; what may be cancelled is returned."""
    turns, thread, box, editing = _named(parts, "turns", "thread", "box", "editing")

    def ask(question: str, before: Turns, thread_id: str, editing_key: str, request: gr.Request) -> Iterator[Updates]:
        try:
            past.check_length(question)
        except UiError as error:
            gr.Warning(str(error), duration=None)
            yield {parts["strip"]: gr.skip()}  # a generator that gives nothing would empty every output
            return
        owner = owner_of(request)
        before = past.recalled(assistant, before, thread_id, owner)
        if editing_key and question.strip():
            written = partial(past.edit, assistant, editing_key, question, before, owner=owner)
        else:
            written = partial(handlers.ask, assistant, question, before, owner=owner)
        yield from shown(parts, lambda name: written(thread=name), before, thread_id)

    def ask_example(before: Turns, thread_id: str, event: gr.SelectData, request: gr.Request) -> Iterator[Updates]:
        yield from ask(event.value["text"], before, thread_id, "", request)

    def ask_from_address(before: Turns, thread_id: str, request: gr.Request) -> Iterator[Updates]:
        question = dict(request.query_params).get("q", "")
        if question.strip() and not before:
            told = ask(question, before, thread_id, "", request)
            yield from whole(assistant, parts, told, before, thread_id, owner_of(request))
        else:
            yield gr.skip()

    def ask_about(before: Turns, thread_id: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        action, owner = read_action(event), owner_of(request)
        if action.do == "ask":
            told = ask(action.get("question"), before, thread_id, "", request)
            for updates in whole(assistant, parts, told, before, thread_id, owner):
                yield updates | {parts["views"]: gr.Tabs(selected="ask")}
        elif action.do == "write":
            before = past.recalled(assistant, before, thread_id, owner)
            told = shown(parts, lambda name: handlers.write(assistant, before, name, owner), before, thread_id)
            yield from whole(assistant, parts, told, before, thread_id, owner)
        else:
            yield gr.skip()

    def settle(now: Turns, thread_id: str, request: gr.Request) -> Updates:
        return beside(assistant, parts, now, thread_id, owner_of(request))

    here, every = [turns, thread], _all(parts)
    # What most people do, and wait for: nothing but the chat is touched before the answer stands.
    typed = [
        box.submit(ask, [box, turns, thread, editing], _talk(parts), **_PRIVATE),
        parts["chat"].example_select(ask_example, here, _talk(parts), **_PRIVATE),
    ]
    for event in typed:
        event.then(settle, here, _named(parts, "evidence", "past"), **_PRIVATE)
    box.submit(None, [box], [box], js=_CLEAR_JS, **_PRIVATE)
    return [
        *typed,
        loaded.then(ask_from_address, here, every, **_PRIVATE),
        *(view.submit(ask_about, here, [*every, parts["views"]], **_PRIVATE) for view in parts["asking"]),
    ]


def _wire_relays(assistant: Asking, parts: dict[str, Any]) -> list[Any]:
    """What is told by the links of a turn and by the list of conversations; what may be cancelled is returned."""

    def relay(before: Turns, thread_id: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        action, owner = read_action(event), owner_of(request)
        before = past.recalled(assistant, before, thread_id, owner)
        if action.do == "retry":
            again = partial(past.retry, assistant, action.get("key"), before, owner=owner)
            told = shown(parts, lambda name: again(thread=name), before, thread_id)
            yield from whole(assistant, parts, told, before, thread_id, owner)
        else:
            yield from relayed.done(assistant, parts, action, before, thread_id, owner)

    here, every = _named(parts, "turns", "thread"), [*_all(parts), *_named(parts, "box", "file")]
    events = [part.submit(relay, here, every, **_PRIVATE) for part in _named(parts, "relay", "strip")]
    for event in events:
        event.then(None, [parts["file"]], None, js=_SAVE_JS, **_PRIVATE).then(
            lambda: None, None, [parts["file"]], **_PRIVATE
        )
    return events


def _wire_past(assistant: Asking, parts: dict[str, Any], asked: list[Any]) -> None:
    """Stopping, starting anew, and kept conversations: what ends an answer that is being written."""
    here, every = _named(parts, "turns", "thread"), _all(parts)

    def stop(before: Turns, thread_id: str, request: gr.Request) -> Updates:
        owner = owner_of(request)
        left = _left(assistant, past.recalled(assistant, before, thread_id, owner), thread_id, owner)
        return talk(parts, left) | beside(assistant, parts, left, thread_id, owner)

    def anew(before: Turns, thread_id: str, request: gr.Request) -> Updates:
        return carry_out(Action(do="new", told={}), before, thread_id, request)

    def carry_out(action: Action | None, before: Turns, thread_id: str, request: gr.Request) -> Updates:
        owner = owner_of(request)
        _left(assistant, before, thread_id, owner)
        return relayed.moved(assistant, parts, action or Action(do="", told={}), thread_id, owner)

    parts["box"].stop(stop, here, every, cancels=asked, **_PRIVATE)
    # First the running answer is cancelled, then the page changed: the other way round it could write once more.
    for renew in (parts["anew"].click, parts["chat"].clear):
        renew(None, cancels=asked, **_PRIVATE).then(anew, here, every, **_PRIVATE)
    wish = parts["wish"]
    parts["past"].submit(read_action, None, [wish], cancels=asked, **_PRIVATE).then(
        carry_out, [wish, *here], every, **_PRIVATE
    )


def _left(assistant: Asking, before: Turns, thread_id: str, owner: str) -> Turns:
    """The conversation with the answer that was being written stopped, and kept so."""
    now = handlers.stopped(before)
    if now != before:
        handlers.leave(assistant, now[-1], thread_id, owner)
    return now
