"""What the parts of the Ask view do: each event is private to the page and offers no API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui import corrections, handlers
from ui.ask.screen import Updates, screen, shown
from ui.bridge import read_action
from ui.handlers import Turns
from ui.turns import Asking


def wire(assistant: Asking, parts: dict[str, Any]) -> None:
    """Connect the parts; each event is private to the page and offers no API."""
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    turns, thread, box = parts["turns"], parts["thread"], parts["box"]
    outputs = [parts[name] for name in ("chat", "box", "evidence", "drawer", "turns", "thread")]

    def ask(question: str, before: Turns, thread_id: str) -> Iterator[Updates]:
        yield from shown(parts, lambda name: handlers.ask(assistant, question, before, name), before, thread_id)

    def ask_example(before: Turns, thread_id: str, event: gr.SelectData) -> Iterator[Updates]:
        yield from ask(event.value["text"], before, thread_id)

    def ask_about(before: Turns, thread_id: str, event: gr.EventData) -> Iterator[Updates]:
        action = read_action(event)
        if action.do == "ask":
            for updates in ask(action.get("question"), before, thread_id):
                yield updates | {parts["views"]: gr.Tabs(selected="ask")}

    def correct(key: str, typed: Any, before: Turns, thread_id: str) -> Iterator[Updates]:
        yield from shown(parts, lambda name: handlers.correct(assistant, key, typed, before, name), before, thread_id)

    def forget(key: str, before: Turns, thread_id: str) -> Iterator[Updates]:
        yield from shown(parts, lambda name: handlers.forget(assistant, key, before, name), before, thread_id)

    asked = [
        box.submit(ask, [box, turns, thread], outputs, **private),
        parts["chat"].example_select(ask_example, [turns, thread], outputs, **private),
        *(view.submit(ask_about, [turns, thread], [*outputs, parts["views"]], **private) for view in parts["asking"]),
        parts["set_it"].click(correct, [parts["key"], parts["value"], turns, thread], outputs, **private),
        parts["forget"].click(forget, [parts["key"], turns, thread], outputs, **private),
    ]
    box.stop(lambda before: screen(parts, handlers.stopped(before)), [turns], outputs, cancels=asked, **private)
    for renew in (parts["anew"].click, parts["chat"].clear):
        # First the running answer is cancelled, then the page emptied: the other way round it could write once more.
        renew(None, cancels=asked, **private).then(lambda: screen(parts, ()) | {thread: ""}, None, outputs, **private)
    parts["key"].change(_value_field, [parts["key"]], [parts["value"]], **private)


def _value_field(key: str) -> Any:
    """The value field for a fact: its choices, or a number to type."""
    return gr.update(choices=corrections.choices(key), value=None, label=f"Value ({corrections.hint(key)})")
