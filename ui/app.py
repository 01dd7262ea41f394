"""The Gradio page: a header and its views, each a tab. Layout and wiring only."""

from __future__ import annotations

from typing import Any

from ui.offline import keep_quiet

keep_quiet()

import gradio as gr  # noqa: E402

from ui import header, panel  # noqa: E402
from ui.ask.layout import past, talk  # noqa: E402
from ui.ask.wiring import wire  # noqa: E402
from ui.bridge import acting_html  # noqa: E402
from ui.compare.view import compare_view  # noqa: E402
from ui.exposed import expose  # noqa: E402
from ui.read.view import read_view  # noqa: E402
from ui.study.wiring import study_view, wire_quiz  # noqa: E402
from ui.turns import Asking  # noqa: E402
from ui.waiting import say_when_full  # noqa: E402

QUEUE_SIZE, AT_ONCE = 64, 4


def create_app(assistant: Asking) -> gr.Blocks:
    """The page over one assistant; serving it is ui.serve's part."""
    with gr.Blocks(title="CD19 assistant", analytics_enabled=False, fill_width=True) as page:
        expose(assistant, AT_ONCE)  # first, so that programs find the plain names
        gr.HTML(header.header_html(assistant.info()), elem_id="cd19-top")
        with gr.Tabs(elem_id="cd19-views") as views:
            with gr.Tab("Ask", id="ask"), gr.Row(elem_id="cd19-desk"):
                parts = past() | talk() | _evidence()
            with gr.Tab("Compare", id="compare") as compare:
                compared = compare_view(compare)
            with gr.Tab("Read", id="read"):
                parts["read"] = read_view(assistant.reading())
            with gr.Tab("Study", id="study") as study:
                parts |= study_view(assistant, study)
        parts["page"], parts["views"] = page, views
        parts["asking"] = [parts["evidence"], *compared, parts["read"], parts["study"]]
        # The conversation's name stays in the browser: another process that takes over finds the conversation by it.
        parts["turns"], parts["thread"] = gr.State(()), gr.Textbox("", visible=False)
        wire(assistant, parts)
        wire_quiz(assistant, parts)
    page.queue(max_size=QUEUE_SIZE, default_concurrency_limit=AT_ONCE, api_open=False)
    say_when_full(page)
    blocks: gr.Blocks = page
    return blocks


def _evidence() -> dict[str, Any]:
    """The evidence column, open from the start."""
    with gr.Column(scale=5, min_width=300, elem_id="cd19-evidence"):
        evidence = acting_html(panel.WAITING, "cd19-panel")
    return {"evidence": evidence}
