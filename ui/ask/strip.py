"""The strip between the chat and the question field: what is being edited, or why an answer was rated as it was."""

from __future__ import annotations

import html

from assistant.threads import Rating

REASONS = {
    "down": (
        "A fact or figure is wrong",
        "The passage does not bear it out",
        "Something is missing",
        "The choice is wrong",
    ),
    "up": (),
}
_RATED = {"up": "Rated helpful", "down": "Rated not right"}


def editing_html(number: int, after: int) -> str:
    """Which question is being edited, and what asking it will replace."""
    more = f" and the {after} after it" if after > 1 else " and the one after it" if after else ""
    return (
        f'<div class="cd19-strip" role="status"><p>Editing question {number}. Asking replaces it{more}.</p>'
        '<button type="button" data-do="close">Cancel</button></div>'
    )


def rated_html(key: str, rating: Rating) -> str:
    """How the answer was rated, to say why or to take it back."""
    own, chosen = html.escape(key), rating.reason
    offered = "".join(f'<option value="{html.escape(reason)}"></option>' for reason in REASONS[rating.verdict])
    kept = " Reason kept." if chosen else ""
    return (
        f'<form class="cd19-strip cd19-rate" data-do="reason" data-key="{own}">'
        f'<p role="status">{_RATED[rating.verdict]}.{kept} Kept on this machine only.</p>'
        f'<input name="reason" maxlength="1000" list="cd19-reasons" value="{html.escape(chosen)}" '
        f'aria-label="Why? (optional)" placeholder="Why? (optional)"><datalist id="cd19-reasons">{offered}</datalist>'
        '<button type="submit" class="cd19-first">Keep reason</button>'
        f'<button type="button" data-do="unrate" data-key="{own}">Take back</button>'
        '<button type="button" data-do="close">Close</button></form>'
    )
