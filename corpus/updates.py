"""What changed since the review: public regulatory facts, kept apart from what the review says."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.errors import reading
from corpus.models import Frozen, Therapy
from corpus.yamls import read_yaml

_FILE = Path(__file__).parent / "updates.yaml"


class Source(Frozen):
    """The public page that a fact was read from."""

    title: str = Field(min_length=1)
    url: str = Field(pattern=r"^https://\S+$")


class Update(Frozen):
    """A regulatory decision since January 2020."""

    id: str
    date: str = Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")
    """Day of the decision, ISO; only year and month where the source does not give the day."""
    jurisdiction: Literal["US", "EU"]
    therapy: Therapy
    statement: str = Field(min_length=1)
    """One plain sentence in our own words."""
    bears_on: tuple[str, ...] = Field(min_length=1)
    """Locators of the review whose statement it overtakes or adds to."""
    source: Source
    confirmed_on: datetime.date
    """Day on which the source was last read."""


@lru_cache(maxsize=1)
def load_updates() -> tuple[Update, ...]:
    """All updates, oldest first."""
    with reading(_FILE, "a list of updates"):
        found = [Update.model_validate(record) for record in read_yaml(_FILE)]
    return tuple(sorted(found, key=lambda update: update.date))


def updates_bearing_on(places: tuple[str, ...]) -> tuple[Update, ...]:
    """The updates that overtake something said at these locators, oldest first; what follows `#` does not count."""
    wanted = {place.split("#")[0] for place in places}
    return tuple(update for update in load_updates() if wanted & set(update.bears_on))
