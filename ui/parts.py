"""What the sections of the evidence panel are made of."""

from __future__ import annotations


def section(title: str, body: str, count: int | None = None, anchor: str = "") -> str:
    """A titled section with a count beside its title; nothing at all when its body is empty."""
    if not body:
        return ""
    tally = f' <span class="cd19-count">{count}</span>' if count is not None else ""
    place = f' id="{anchor}" tabindex="-1"' if anchor else ""
    return f'<section class="cd19-section"{place}><h2>{title}{tally}</h2>{body}</section>'


def folded(summary: str, items: str, state: str = "", opened: bool = False) -> str:
    """A list that opens on a click; `summary` and `items` are HTML."""
    lead = f'<summary class="cd19-{state}">{summary}</summary>'
    return f"<details{' open' if opened else ''}>{lead}<ul>{items}</ul></details>"
