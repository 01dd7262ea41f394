"""Where the learner's days end: a time zone by name, or this machine's own."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.study.errors import StudyError

_LOCAL = Path("/etc/localtime")


def zone_of(name: str = "") -> tzinfo:
    """The zone of a name ("Europe/Berlin"), or the machine's, its summer time included. Raises StudyError for none."""
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise StudyError(
                f"zone {name!r}", "a time zone like Europe/Berlin", "Leave it out for this machine's."
            ) from error
    try:
        with _LOCAL.open("rb") as file:
            return ZoneInfo.from_file(file)
    except (OSError, ValueError):
        found = datetime.now().astimezone().tzinfo
        assert found is not None
        return found
