"""What the parts of the Ask view do: each event is private to the page and offers no API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui import handlers
from ui.ask import past, relayed
from ui.ask.screen import Updates, screen, shown
from ui.bridge import Action, read_action
from ui.errors import UiError
from ui.handlers import Turns
from ui.owner import owner_of
from ui.patient.wiring import wire_patient
from ui.turns import Asking

_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_SAVE_JS = "(file) => { if (file) window.cd19Save(file); }"


def wire(assistant: Asking, parts: dict[str, Any]) -> None:
    """Connect the parts."""
    parts["editing"], parts["wish"] = gr.State(""), gr.State(None)
    loaded = _wire_start(assistant, parts)
    asked = _wire_asking(assistant, parts, loaded)
    _wire_past(assistant, parts, asked)
    wire_patient(assistant, parts)


def _outputs(parts: dict[str, Any]) -> list[Any]:
    names = ("chat", "box", "evidence", "turns", "thread", "editing", "strip", "past")
    return [parts[name] for name in names]


def _wire_start(assistant: Asking, parts: dict[str, Any]) -> Any:
    """What the address names is opened on load: `?thread=`, else a new conversation."""

    def start(request: gr.Request) -> Updates:
        wanted = dict(request.query_params).get("thread", "")
        action = Action(do="open" if wanted else "new", told={"thread": wanted})
        return relayed.moved(assistant, parts, action, "", owner_of(request))

    return parts["page"].load(start, None, _outputs(parts), **_PRIVATE)


def _wire_asking(assistant: Asking, parts: dict[str, Any], loaded: Any) -> list[Any]:
    """All that asks; what may be cancelled is returned. `loaded`: the page's first event."""
    turns, thread, box, editing = parts["turns"], parts["thread"], parts["box"], parts["editing"]
    outputs = _outputs(parts)

    def run(way: Any, before: Turns, thread_id: str, request: gr.Request) -> Iterator[Updates]:
        """Shows what `way(thread, owner)` makes of the conversation, and then the list with it."""
        owner = owner_of(request)
        for updates in shown(parts, lambda name: way(name, owner), before, thread_id):
            thread_id = updates.get(thread, thread_id)
            yield updates
        yield {parts["past"]: past.listed(assistant, owner, thread_id)}

    def ask(question: str, before: Turns, thread_id: str, editing_key: str, request: gr.Request) -> Iterator[Updates]:
        try:
            past.check_length(question)
        except UiError as error:
            gr.Warning(str(error), duration=None)
            yield {box: gr.update(value=question)}  # a generator that gives nothing would empty every output
            return
        if editing_key and question.strip():
            yield from run(
                lambda name, owner: past.edit(assistant, editing_key, question, before, name, owner),
                before, thread_id, request,
            )  # fmt: skip
            return
        yield from run(
            lambda name, owner: handlers.ask(assistant, question, before, name, owner=owner), before, thread_id, request
        )

    def ask_example(before: Turns, thread_id: str, event: gr.SelectData, request: gr.Request) -> Iterator[Updates]:
        yield from ask(event.value["text"], before, thread_id, "", request)

    def ask_from_address(before: Turns, thread_id: str, request: gr.Request) -> Iterator[Updates]:
        question = dict(request.query_params).get("q", "")
        if question.strip() and not before:
            yield from ask(question, before, thread_id, "", request)
        else:
            yield gr.skip()

    def ask_about(before: Turns, thread_id: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        action = read_action(event)
        if action.do == "ask":
            for updates in ask(action.get("question"), before, thread_id, "", request):
                yield updates | {parts["views"]: gr.Tabs(selected="ask")}
        elif action.do == "write":
            yield from run(
                lambda name, owner: handlers.write(assistant, before, name, owner), before, thread_id, request
            )
        else:
            yield gr.skip()  # a generator that yields nothing would empty the page

    def relay(before: Turns, thread_id: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        action = read_action(event)
        if action.do == "retry":
            key = action.get("key")
            yield from run(
                lambda name, owner: past.retry(assistant, key, before, name, owner), before, thread_id, request
            )
        else:
            yield from relayed.done(assistant, parts, action, before, thread_id, owner_of(request))

    more = [*outputs, parts["file"]]
    told = [part.submit(relay, [turns, thread], more, **_PRIVATE) for part in (parts["relay"], parts["strip"])]
    for event in told:
        event.then(None, [parts["file"]], None, js=_SAVE_JS, **_PRIVATE).then(
            lambda: None, None, [parts["file"]], **_PRIVATE
        )
    asked = [
        box.submit(ask, [box, turns, thread, editing], outputs, **_PRIVATE),
        loaded.then(ask_from_address, [turns, thread], outputs, **_PRIVATE),
        parts["chat"].example_select(ask_example, [turns, thread], outputs, **_PRIVATE),
        *(view.submit(ask_about, [turns, thread], [*outputs, parts["views"]], **_PRIVATE) for view in parts["asking"]),
    ]
    return [*asked, *told]


def _wire_past(assistant: Asking, parts: dict[str, Any], asked: list[Any]) -> None:
    """Stopping, starting anew, and kept conversations: what ends an answer that is being written."""
    turns, thread, outputs = parts["turns"], parts["thread"], _outputs(parts)

    def stop(before: Turns, thread_id: str, request: gr.Request) -> Updates:
        return screen(parts, _left(assistant, before, thread_id, owner_of(request))) | {
            parts["past"]: past.listed(assistant, owner_of(request), thread_id)
        }

    def anew(before: Turns, thread_id: str, request: gr.Request) -> Updates:
        return carry_out(Action(do="new", told={}), before, thread_id, request)

    def carry_out(action: Action | None, before: Turns, thread_id: str, request: gr.Request) -> Updates:
        owner = owner_of(request)
        _left(assistant, before, thread_id, owner)
        return relayed.moved(assistant, parts, action or Action(do="", told={}), thread_id, owner)

    parts["box"].stop(stop, [turns, thread], outputs, cancels=asked, **_PRIVATE)
    # First the running answer is cancelled, then the page changed: the other way round it could write once more.
    for renew in (parts["anew"].click, parts["chat"].clear):
        renew(None, cancels=asked, **_PRIVATE).then(anew, [turns, thread], outputs, **_PRIVATE)
    wish = parts["wish"]
    parts["past"].submit(read_action, None, [wish], cancels=asked, **_PRIVATE).then(
        carry_out, [wish, turns, thread], outputs, **_PRIVATE
    )


def _left(assistant: Asking, before: Turns, thread_id: str, owner: str) -> Turns:
    """The conversation with the answer that was being written stopped, and kept so."""
    now = handlers.stopped(before)
    if now != before:
        handlers.leave(assistant, now[-1], thread_id, owner)
    return now
