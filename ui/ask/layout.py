"""The chat column of the Ask view."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui import header
from ui.labels import load_examples

MAX_QUESTION_CHARS = 8000


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
