"""When something was, in words."""

from __future__ import annotations

from datetime import datetime, timedelta


def ago(then: float, now: datetime) -> str:
    """ "just now", "5 minutes ago", "today, 14:05", "yesterday, 09:30", "12 March", "12 March 2025"; "" for 0.

    `then`: seconds since 1970; `now`: in the reader's own time zone.
    """
    if not then:
        return ""
    moment = datetime.fromtimestamp(then, now.tzinfo)
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    if moment.date() == now.date():
        return f"today, {moment:%H:%M}"
    if moment.date() == now.date() - timedelta(days=1):
        return f"yesterday, {moment:%H:%M}"
    return f"{moment.day} {moment:%B}" + ("" if moment.year == now.year else f" {moment.year}")
