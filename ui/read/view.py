"""The Read view as a part of the page."""

from __future__ import annotations

import gradio as gr

from corpus.digest import Digest
from ui.bridge import acting_html
from ui.read.book import book_html


def read_view(review: Digest) -> gr.HTML:
    """The review to read; what is asked from it comes through its `submit` event."""
    return acting_html(book_html(review), "cd19-read")
