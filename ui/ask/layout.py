"""The past conversations and the chat of the Ask view."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui import header
from ui.ask.past import MAX_QUESTION_CHARS
from ui.bridge import acting_html
from ui.labels import load_examples

_TOGGLE = (
    '<button type="button" class="cd19-past-toggle" aria-expanded="false" aria-controls="cd19-past-list" '
    'title="Conversations"><span aria-hidden="true">☰</span><span class="cd19-word">Conversations</span></button>'
)


def past() -> dict[str, Any]:
    """Past conversations at the side: a list that opens and closes, a drawer where there is little room."""
    with gr.Column(scale=0, min_width=0, elem_id="cd19-side"):
        gr.HTML(_TOGGLE, elem_id="cd19-past-open")
        listed = acting_html("", "cd19-past-list")
    # What ask.js tells without ending an answer that is being written, and a file on its way to the reader.
    relay, file = acting_html("<span></span>", "cd19-relay"), gr.JSON(visible=False)
    return {"past": listed, "relay": relay, "file": file}


def talk() -> dict[str, Any]:
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
        strip = acting_html("", "cd19-strip")
        with gr.Row(elem_id="cd19-compose"):
            box = gr.Textbox(
                elem_id="cd19-box",
                show_label=False,
                label="Your question",
                placeholder="Describe a patient, or ask about a study, a figure, a comparison…",
                lines=1,
                max_lines=8,
                submit_btn="Ask",  # style.css shows the one or the other
                stop_btn="Stop",
                scale=1,
            )
        gr.HTML(f'<p id="cd19-limit" role="status" data-most="{MAX_QUESTION_CHARS}" hidden></p>', elem_id="cd19-limits")
        with gr.Row(elem_id="cd19-foot"):
            gr.HTML(header.note_html())
            anew = gr.Button("New conversation", size="sm", elem_id="cd19-anew", min_width=150, scale=0)
    return {"chat": chat, "box": box, "anew": anew, "strip": strip}
