"""What the rooms of the Study view are made of. Every text is escaped here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from assistant.criteria.explain import Spot


def text(words: object) -> str:
    """Words as HTML."""
    return html.escape(str(words))


def act(do: str, words: str, more: str = "", kind: str = "", **told: str) -> str:
    """A button that acts; `more` are further attributes, `kind` is "first" for the one to press next."""
    data = "".join(f' data-{name}="{text(value)}"' for name, value in told.items())
    name = f' class="cd19-st-{kind}"' if kind else ""
    return f'<button type="button"{name} data-do="{do}"{data}{more and " " + more}>{words}</button>'


def place(label: str, locator: str) -> str:
    """A place in words, as a link into Read."""
    return f'<a class="cd19-place" href="#{text(locator)}" title="Open in Read">{text(label)}</a>'


def places(spots: Iterable[Spot]) -> str:
    """Places in words, as links into Read."""
    return " · ".join(place(spot.label, spot.locator) for spot in spots)


def select(name: str, options: Mapping[str, str], chosen: str, label: str, do: str = "") -> str:
    """A list to choose from, with its label; with `do` it acts when changed."""
    listed = "".join(
        f'<option value="{text(own)}"{" selected" if own == chosen else ""}>{text(title)}</option>'
        for own, title in options.items()
    )
    acts = f' data-do="{do}"' if do else ""
    return f'<label>{text(label)} <select name="{name}"{acts}>{listed}</select></label>'


def when(due: datetime, now: datetime, zone: tzinfo) -> str:
    """A coming time in words: "in 10 minutes", "tomorrow", "in 12 days", "on 3 May 2027"."""
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    minutes = round((due - now).total_seconds() / 60)
    if days <= 0 or minutes < 60:
        return "in a minute" if minutes <= 1 else f"in {minutes} minutes" if minutes < 90 else "later today"
    if days == 1:
        return "tomorrow"
    return f"in {days} days" if days <= 60 else f"on {due.astimezone(zone):%-d %B %Y}"


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
