"""The Gradio page: a header and its views, each a tab. Layout and wiring only."""

from __future__ import annotations

from typing import Any

from ui.offline import keep_quiet

keep_quiet()

import gradio as gr  # noqa: E402

from ui import corrections, header, panel  # noqa: E402
from ui.ask.layout import past, talk  # noqa: E402
from ui.ask.wiring import wire  # noqa: E402
from ui.bridge import acting_html  # noqa: E402
from ui.exposed import expose  # noqa: E402
from ui.labels import fact_specs  # noqa: E402
from ui.turns import Asking  # noqa: E402
from ui.waiting import say_when_full  # noqa: E402

QUEUE_SIZE, AT_ONCE = 64, 4


def create_app(assistant: Asking) -> gr.Blocks:
    """The page over one assistant; serving it is ui.serve's part."""
    with gr.Blocks(title="CD19 assistant", analytics_enabled=False, fill_width=True) as page:
        expose(assistant, AT_ONCE)  # first, so that programs find the plain names
        gr.HTML(header.header_html(assistant.info()), elem_id="cd19-top")
        with gr.Tabs(elem_id="cd19-views") as views:  # noqa: SIM117  # more tabs follow
            with gr.Tab("Ask", id="ask"), gr.Row(elem_id="cd19-desk"):
                parts = past() | talk() | _evidence()
        parts["page"], parts["views"], parts["asking"] = page, views, [parts["evidence"]]
        parts["turns"], parts["thread"] = gr.State(()), gr.State("")
        wire(assistant, parts)
    page.queue(max_size=QUEUE_SIZE, default_concurrency_limit=AT_ONCE, api_open=False)
    say_when_full(page)
    say_when_full(page)
    blocks: gr.Blocks = page
    return blocks


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
