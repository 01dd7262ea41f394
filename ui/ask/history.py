"""Past conversations as a list, in HTML: to open, rename, export and delete."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from assistant.threads import Listed
from ui.ask.times import ago

MANY = 8
"""From this many conversations on there is a field to search them."""
_NAMELESS = "Earlier conversation"
_NEW = '<button type="button" class="cd19-new" data-do="new">New conversation</button>'


def past_html(
    listed: Sequence[Listed], current: str, now: datetime, words: str = "", many: bool = False, alone: bool = True
) -> str:
    """The list and what goes with it.

    `current`: the one that is open; `words`: what was searched; `many`: there are enough to search; `alone`: the page
    is served to this machine's user alone.
    """
    items = "".join(_item(one, one.id == current, now) for one in listed)
    if not items:
        told = "No conversation has these words." if words else "Your conversations will be listed here."
        items = f'<li class="cd19-quiet">{told}</li>'
    return (
        f'<nav class="cd19-past" aria-label="Conversations" data-current="{html.escape(current)}">'
        f"<header><h2>Conversations</h2>{_NEW}</header>{_search(words) if many or words else ''}"
        f'<ul class="cd19-threads">{items}</ul>{_foot(bool(listed), alone)}</nav>'
    )


def trouble_html(told: str) -> str:
    """In place of the list, why there is none."""
    return (
        f'<nav class="cd19-past" aria-label="Conversations">{_NEW}<p class="cd19-trouble">{html.escape(told)}</p></nav>'
    )


def title_of(one: Listed) -> str:
    """Its title; for one whose turns were never kept, its name where a person gave it one."""
    made_up = len(one.id) == 32 and all(letter in "0123456789abcdef" for letter in one.id)
    return one.title or (_NAMELESS if made_up else one.id)


def _search(words: str) -> str:
    return (
        '<form class="cd19-search" data-tell="search" role="search"><input name="words" type="search" '
        f'placeholder="Search conversations" aria-label="Search conversations" value="{html.escape(words)}"></form>'
    )


def _item(one: Listed, current: bool, now: datetime) -> str:
    title, own = html.escape(title_of(one)), html.escape(one.id)
    turns = f"{one.turns} question{'' if one.turns == 1 else 's'}" if one.turns else "turns not kept"
    told = " · ".join(part for part in (ago(one.at, now), turns) if part)
    return (
        f'<li class="cd19-thread{" cd19-current" if current else ""}">'
        f'<a class="cd19-open" href="?thread={quote(one.id, safe="")}" data-do="open" data-thread="{own}"'
        f"{' aria-current=true' if current else ''}><b>{title}</b><span>{told}</span></a>"
        f'<details><summary aria-label="Rename, export or delete: {title}">⋯</summary>{_menu(one, current)}'
        "</details></li>"
    )


def _menu(one: Listed, current: bool) -> str:
    own = html.escape(one.id)
    exports = "".join(
        f'<button type="button" data-tell="export" data-thread="{own}" data-form="{form}" '
        f'aria-label="Export as {name}">{name}</button>'
        for form, name in (("md", "Markdown"), ("json", "JSON"))
    )
    # Deleting the open conversation ends its running answer too; deleting another must not.
    how = "data-do" if current else "data-tell"
    return (
        f'<form data-tell="rename" data-thread="{own}"><input name="title" aria-label="Title" maxlength="120" '
        f'value="{html.escape(title_of(one))}"><button type="submit">Rename</button></form>'
        f'<div class="cd19-choices">Export {exports}</div>'
        f'<details class="cd19-sure"><summary>Delete…</summary><p>With all its answers and ratings, for good.</p>'
        f'<button type="button" {how}="delete" data-thread="{own}">Delete this conversation</button></details>'
    )


def _foot(any_kept: bool, alone: bool) -> str:
    every = (
        '<details class="cd19-sure"><summary>Delete all…</summary><p>All your conversations, with their answers and '
        'ratings, for good.</p><button type="button" data-do="delete-all">Delete all conversations</button></details>'
    )
    local, served = (
        "in your data folder, on this machine only",
        "on the machine that serves this page, listed for you alone",
    )
    where = local if alone else served
    leave = "" if alone else '<p><a class="cd19-leave" href="logout">Sign out</a></p>'
    return f"<footer><p>Kept {where}, until you delete them.</p>{every if any_kept else ''}{leave}</footer>"
