"""The page's fixed words: what it is, as of when, with which engine, and what it is not."""

from __future__ import annotations

import html
from collections.abc import Mapping

AS_OF = "January 2020"


def header_html(info: Mapping[str, str]) -> str:
    """The header; engine, corpus and date come from the assistant's own account of itself."""
    facts = {
        "as of": info.get("as_of") or info.get("as-of") or AS_OF,
        "engine": info.get("engine", "built-in"),
        "corpus": info.get("corpus", "digest"),
    }
    chips = "".join(f"<li><span>{name}</span> {html.escape(value)}</li>" for name, value in facts.items())
    return (
        '<header class="cd19-header"><div><h1>Blinatumomab or CD19 CAR T cells?</h1>'
        "<p>After Aldoss and Forman, <em>Blood</em> 2020: each sentence with its source. "
        "Supports a professional’s decision; prescribes nothing.</p></div>"
        f'<ul class="cd19-facts">{chips}</ul></header>'
    )


def note_html() -> str:
    """What the page is not, under the question field."""
    return (
        '<p class="cd19-note">Nothing you type leaves this computer unless you configured a remote model. '
        "Leave out names, dates of birth and record numbers.</p>"
    )


def welcome_markdown() -> str:
    """The empty chat."""
    return "### Describe a patient or ask about the review\nEvery sentence is cited and checked before you see it."
