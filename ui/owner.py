"""Who is at the page: the name signed in with, for whatever is kept per person."""

from __future__ import annotations

import gradio as gr


def owner_of(request: gr.Request | None) -> str:
    """The name a person signed in with (a handler takes `request: gr.Request`); empty where no password is asked."""
    name = getattr(request, "username", None)
    return name if isinstance(name, str) else ""
