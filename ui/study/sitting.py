"""Where a learner is in the Study view: kept on disk after every step, so that a reload goes on there."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import ValidationError

from assistant.models import Recommendation
from assistant.study.desk import Kept
from assistant.study.difficulty import Level
from assistant.study.grading import Grade
from corpus.models import Frozen

Room = Literal["review", "cases", "progress", "take"]
ROOMS: dict[Room, str] = {"review": "Review", "cases": "Cases", "progress": "Progress", "take": "Take away"}


class Round(Frozen):
    """Questions of one sitting, in order."""

    items: tuple[str, ...]
    about: str = ""
    """What they are about, in words; empty for what is due and new."""
    at: int = 0
    """The place of the question that is asked; past the last one when all are answered."""
    kept: Kept | None = None
    """What came of the answer to it; None until it is answered."""
    seconds: float = 0.0
    """What the answer took."""
    right: tuple[bool, ...] = ()
    """Of those answered so far."""

    @property
    def item(self) -> str:
        """The id of the question that is asked; empty when all are answered."""
        return self.items[self.at] if self.at < len(self.items) else ""


class OpenCase(Frozen):
    """A patient that is open."""

    id: str
    shown: int = 1
    """Steps told so far, of a patient of the review."""
    picked: Recommendation | None = None
    reason: str = ""
    grade: Grade | None = None


class Sitting(Frozen):
    """What is open in the view."""

    room: Room = "review"
    topic: str = ""
    """Of the next round; empty for all."""
    round: Round | None = None
    case: OpenCase | None = None
    level: Level | None = None
    """Of the next made-up patient; None for any."""
    zone: str = ""
    """The time zone of the learner's browser."""
    since: datetime | None = None
    """When the question that is asked was first shown on this page."""


def again(kept: str, zone: str, now: datetime) -> Sitting:
    """The sitting as it was kept; a new one where none was, or by another version. An answer's time starts anew."""
    try:
        found = Sitting.model_validate_json(kept) if kept else Sitting()
    except ValidationError:
        found = Sitting()
    return found.model_copy(update={"zone": zone or found.zone, "since": now})
