"""The Compare view in its tab: what is shown when, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.bridge import acting_html
from ui.compare.plots import plots_html
from ui.compare.tables import tables_html

_WAITING = '<p class="cd19-quiet" role="status">{}</p>'


def compare_view(tab: gr.Tab) -> list[gr.HTML]:
    """The view's parts, in which questions are asked; they come when the tab is first opened, the tables first."""
    with gr.Column(elem_id="cd19-compare"):
        tables = acting_html(_WAITING.format("The tables are being laid out…"), "cd19-tables")
        plots = acting_html(_WAITING.format("The plots are being drawn…"), "cd19-plots")
    shown = gr.State(False)

    def show(already: bool) -> Iterator[dict[Any, Any]]:
        if already:  # a second time would undo what the reader sorted and filtered
            yield {shown: True}
            return
        yield {tables: tables_html()}
        yield {plots: plots_html(), shown: True}

    tab.select(show, [shown], [tables, plots, shown], api_visibility="private", show_progress="hidden")
    return [tables, plots]
