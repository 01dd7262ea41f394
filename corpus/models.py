"""The review as frozen data: places, passages, references."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

PlaceKind = Literal["paragraph", "vignette", "table-row", "table-notes", "reference", "metadata"]
PassageKind = Literal["sentence", "cell", "row", "notes", "reference", "metadata"]
Therapy = Literal["blinatumomab", "car_t"]


class Frozen(BaseModel):
    """A value that never changes after it is made; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Frozen):
    """A named place of the review, in reading order (design: locators without `#`)."""

    locator: str
    kind: PlaceKind
    label: str
    """In words: "Patient 2, paragraph 4"; "Table 3, CNS involvement"."""
    section: str
    """Heading of the section it stands in."""


class Passage(Frozen):
    """The smallest citable piece: a sentence of prose, a table cell, a whole row, notes, a reference."""

    id: str
    """Its own locator: `patient2.4#3`, `table2.fhcrc#cr-mrd`, `table3.cns#car_t`, `table2.fhcrc`, `ref.41`."""
    locators: tuple[str, ...]
    """Most specific first; the first is `id`."""
    text: str
    """Plain text in our own words (or the user's copy), without reference marks."""
    refs: tuple[int, ...] = ()
    """Numbers of the references that the review cites here."""
    kind: PassageKind
    label: str
    """Where it stands, in words."""
    header: str = ""
    """Context that is embedded and searched with the text but never shown as the passage itself."""
    also: tuple[str, ...] = ()
    """The same in other words (of a copy's passage: the digest's), searched with it and never shown."""
    therapies: tuple[Therapy, ...] = ()
    """Therapies this passage speaks of, where the data say so (table rows and cells)."""

    @property
    def place(self) -> str:
        """The locator of the place it belongs to: `patient2.4` for `patient2.4#3`."""
        return self.id.partition("#")[0]
