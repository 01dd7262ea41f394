"""The review's sections in the order they are read: title, abstract, text, tables, disclosures, references."""

from __future__ import annotations

from corpus.digest import Digest
from corpus.models import Frozen, Place

_LATER = ("table1", "table2", "table3", "disclosures", "ref")
_NAMES = {"article": "Title and authors", "disclosures": "Disclosures"}


class Section(Frozen):
    """A section: its places in reading order under one heading."""

    name: str
    """What its locators begin with: "patient2", "table3", "ref"."""
    title: str
    places: tuple[Place, ...]

    @property
    def anchor(self) -> str:
        """Its id on the page; a section of one place must not take that place's own id."""
        return f"read-{self.name}"

    @property
    def short(self) -> str:
        """Its name in the table of contents: "Patient 2" where the heading says more."""
        return self.title.partition(":")[0].partition(",")[0]


def sections(review: Digest) -> tuple[Section, ...]:
    """All of the review, each place once."""
    found: dict[str, list[Place]] = {}
    for place in review.places:
        found.setdefault(place.locator.partition(".")[0], []).append(place)
    order = sorted(found, key=lambda name: _LATER.index(name) + 1 if name in _LATER else 0)
    return tuple(Section(name=name, title=_title(name, found[name]), places=tuple(found[name])) for name in order)


def _title(name: str, places: list[Place]) -> str:
    return _NAMES.get(name, places[0].section)
