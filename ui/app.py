"""The Gradio page: a header and its views, each a tab. Layout and wiring only."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from ui.offline import keep_quiet

keep_quiet()

import gradio as gr  # noqa: E402

from ui import corrections, handlers, header, panel, render  # noqa: E402
from ui.bridge import acting_html, read_action  # noqa: E402
from ui.compare.view import compare_view  # noqa: E402
from ui.errors import UiError  # noqa: E402
from ui.handlers import Turns  # noqa: E402
from ui.labels import fact_specs, load_examples  # noqa: E402
from ui.turns import Asking  # noqa: E402

MAX_QUESTION_CHARS = 8000
QUEUE_SIZE, AT_ONCE = 16, 4
Updates = dict[Any, Any]


def create_app(assistant: Asking) -> gr.Blocks:
    """The page over one assistant; serving it is ui.serve's part."""
    with gr.Blocks(title="CD19 assistant", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(header.header_html(assistant.info()), elem_id="cd19-top")
        with gr.Tabs(elem_id="cd19-views") as views:  # more tabs follow
            with gr.Tab("Ask", id="ask"), gr.Row(elem_id="cd19-desk"):
                parts = _talk() | _evidence()
            with gr.Tab("Compare", id="compare") as tab:
                compared = compare_view(tab)
        parts["views"], parts["asking"] = views, [parts["evidence"], *compared]
        parts["turns"], parts["thread"] = gr.State(()), gr.State("")
        _wire(assistant, parts)
    page.queue(max_size=QUEUE_SIZE, default_concurrency_limit=AT_ONCE, api_open=False)
    blocks: gr.Blocks = page
    return blocks


def _talk() -> dict[str, Any]:
    """The chat column."""
    with gr.Column(scale=6, min_width=300, elem_id="cd19-talk"):
        chat = gr.Chatbot(
            elem_id="cd19-chat",
            show_label=False,
            container=False,
            height="100%",
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            autoscroll=False,  # page.js keeps the beginning of the answer in view instead of its end
            layout="panel",
            placeholder=header.welcome_markdown(),
            examples=[{"text": item.question, "display_text": item.question} for item in load_examples()],
        )
        with gr.Row(elem_id="cd19-compose"):
            box = gr.Textbox(
                elem_id="cd19-box",
                show_label=False,
                label="Your question",
                placeholder="Describe a patient, or ask about a study, a figure, a comparison…",
                lines=1,
                max_lines=8,
                max_length=MAX_QUESTION_CHARS,
                submit_btn="Ask",
                scale=1,
            )
        with gr.Row(elem_id="cd19-foot"):
            gr.HTML(header.note_html())
            anew = gr.Button("New conversation", size="sm", elem_id="cd19-anew", min_width=150, scale=0)
    return {"chat": chat, "box": box, "anew": anew}


def _evidence() -> dict[str, Any]:
    """The evidence column, open from the start."""
    facts = [(spec.title, key) for key, spec in fact_specs().items()]
    with gr.Column(scale=5, min_width=300, elem_id="cd19-evidence"):
        evidence = acting_html(panel.WAITING, "cd19-panel")
        with gr.Accordion("Correct the patient", open=False, visible=False, elem_id="cd19-correct") as drawer:
            key = gr.Dropdown(facts, label="Fact", value=facts[0][1])
            value = gr.Dropdown(
                [], label=f"Value ({corrections.hint(facts[0][1])})", allow_custom_value=True, elem_id="cd19-value"
            )
            with gr.Row():
                set_it = gr.Button("Set and weigh again", variant="primary", size="sm")
                forget = gr.Button("It is not known", size="sm")
    return {"evidence": evidence, "drawer": drawer, "key": key, "value": value, "set_it": set_it, "forget": forget}


def _wire(assistant: Asking, parts: dict[str, Any]) -> None:
    """Connect the parts; each event is private to the page and offers no API."""
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    turns, thread, box = parts["turns"], parts["thread"], parts["box"]
    outputs = [parts[name] for name in ("chat", "box", "evidence", "drawer", "turns", "thread")]

    def ask(question: str, before: Turns, thread_id: str) -> Iterator[Updates]:
        yield from _shown(parts, lambda name: handlers.ask(assistant, question, before, name), before, thread_id)

    def ask_example(before: Turns, thread_id: str, event: gr.SelectData) -> Iterator[Updates]:
        yield from ask(event.value["text"], before, thread_id)

    def ask_about(before: Turns, thread_id: str, event: gr.EventData) -> Iterator[Updates]:
        action = read_action(event)
        if action.do == "ask":
            for updates in ask(action.get("question"), before, thread_id):
                yield updates | {parts["views"]: gr.Tabs(selected="ask")}

    def correct(key: str, typed: Any, before: Turns, thread_id: str) -> Iterator[Updates]:
        yield from _shown(parts, lambda name: handlers.correct(assistant, key, typed, before, name), before, thread_id)

    def forget(key: str, before: Turns, thread_id: str) -> Iterator[Updates]:
        yield from _shown(parts, lambda name: handlers.forget(assistant, key, before, name), before, thread_id)

    asked = [
        box.submit(ask, [box, turns, thread], outputs, **private),
        parts["chat"].example_select(ask_example, [turns, thread], outputs, **private),
        *(view.submit(ask_about, [turns, thread], [*outputs, parts["views"]], **private) for view in parts["asking"]),
        parts["set_it"].click(correct, [parts["key"], parts["value"], turns, thread], outputs, **private),
        parts["forget"].click(forget, [parts["key"], turns, thread], outputs, **private),
    ]
    box.stop(lambda before: _screen(parts, handlers.stopped(before)), [turns], outputs, cancels=asked, **private)
    for renew in (parts["anew"].click, parts["chat"].clear):
        # First the running answer is cancelled, then the page emptied: the other way round it could write once more.
        renew(None, cancels=asked, **private).then(lambda: _screen(parts, ()) | {thread: ""}, None, outputs, **private)
    parts["key"].change(_value_field, [parts["key"]], [parts["value"]], **private)


def _shown(
    parts: dict[str, Any], run: Callable[[str], Iterator[Turns]], before: Turns, thread_id: str
) -> Iterator[Updates]:
    """Each state of the conversation as updates of the page; our own errors become a notice."""
    thread_id = thread_id or uuid.uuid4().hex
    try:
        for now in run(thread_id):
            yield _screen(parts, now) | {parts["thread"]: thread_id}
    except UiError as error:
        gr.Warning(str(error))
        yield _screen(parts, before)


def _screen(parts: dict[str, Any], turns: Turns) -> Updates:
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
        updates[parts["drawer"]] = gr.update(visible=handlers.last_patient(turns) is not None)
    return updates


def _value_field(key: str) -> Any:
    """The value field for a fact: its choices, or a number to type."""
    return gr.update(choices=corrections.choices(key), value=None, label=f"Value ({corrections.hint(key)})")
