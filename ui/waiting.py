"""The queue of questions: what it tells when it is full, and whether anything still runs."""

from __future__ import annotations

from typing import Any

import gradio as gr

FULL = "Many people are asking just now, and the line is full. Please try again in half a minute."


def say_when_full(page: gr.Blocks) -> None:
    """Has the page's queue tell in plain words that it takes no more; after `page.queue`."""
    queue = page._queue
    push = queue.push

    async def worded(*given: Any, **named: Any) -> tuple[bool, Any, str]:
        taken, said, state = await push(*given, **named)
        return taken, FULL if state == "queue_full" else said, state

    queue.push = worded  # type: ignore[method-assign,assignment]  # Gradio offers no words of one's own


def is_busy(page: gr.Blocks) -> bool:
    """Whether an answer is being written or waits to be."""
    return len(page._queue) > 0 or any(job is not None for job in page._queue.active_jobs)
