"""What is embedded and searched: passages and whole places.

1. Every passage is a unit: its header and its text; the same in other words, where it is given, is another.
2. A place of several passages is a unit as well: their texts in a row under the place's label, split between passages
   where they exceed the model's length. A question about a paragraph's gist matches no single sentence of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal, cast

from corpus.models import Frozen, Passage
from index.errors import PassageTooLongError

UnitKind = Literal["passage", "restatement", "place"]
_KNOWN = 8192
"""Ids whose place is remembered: each question asks for those of a thousand and more."""


class Unit(Frozen):
    """One text that is embedded, and the place it leads to."""

    id: str
    """`patient2.4#3`, `restatement:patient2.4#3:1`, `place:patient2.4:1`."""
    kind: UnitKind
    place: str
    text: str


def units_of(passages: Sequence[Passage], count_tokens: Callable[[str], int], max_tokens: int) -> tuple[Unit, ...]:
    """All units, in the order of the passages. Raises PassageTooLongError for a passage the model would cut."""
    units: list[Unit] = []
    for place, members in places_of(passages).items():
        for passage in members:
            unit = Unit(id=passage.id, kind="passage", place=place, text=searched_text(passage))
            tokens = count_tokens(unit.text)
            if tokens > max_tokens:
                raise PassageTooLongError(passage.id, tokens, max_tokens)
            units += [unit, *_restatements(passage, place)]
        units += _whole_place(place, members, count_tokens, max_tokens)
    return tuple(units)


def places_of(passages: Sequence[Passage]) -> dict[str, tuple[Passage, ...]]:
    """The passages of each place, both in the order given."""
    found: dict[str, list[Passage]] = {}
    for place, members in groupby(passages, key=lambda passage: passage.place):
        found.setdefault(place, []).extend(members)
    return {place: tuple(members) for place, members in found.items()}


def kind_of(unit_id: str) -> UnitKind:
    """The kind of unit an id names."""
    return cast(UnitKind, unit_id.partition(":")[0]) if ":" in unit_id else "passage"


@lru_cache(maxsize=_KNOWN)
def place_of(unit_id: str) -> str:
    """The place a unit leads to, told by its id."""
    return (unit_id.split(":")[1] if ":" in unit_id else unit_id).partition("#")[0]


@lru_cache(maxsize=_KNOWN)
def target_of(unit_id: str) -> str:
    """The passage or place a unit leads to: `patient2.4#3` for `restatement:patient2.4#3:1`."""
    return unit_id.split(":")[1] if ":" in unit_id else unit_id


def searched_text(passage: Passage) -> str:
    """A passage's text under its header: what is embedded, never what is shown."""
    return _under_header(passage.header, passage.text)


def _under_header(header: str, text: str) -> str:
    header = header.rstrip(" .")
    return f"{header}. {text}" if header else text


def _restatements(passage: Passage, place: str) -> list[Unit]:
    return [
        Unit(
            id=f"restatement:{passage.id}:{at}",
            kind="restatement",
            place=place,
            text=_under_header(passage.header, said),
        )
        for at, said in enumerate(passage.also, 1)
    ]


def _whole_place(
    place: str, members: Sequence[Passage], count_tokens: Callable[[str], int], max_tokens: int
) -> list[Unit]:
    if len(members) < 2:
        return []
    texts = [members[0].label]
    chunks: list[str] = []
    for passage in members:
        if len(texts) > 1 and count_tokens(" ".join([*texts, passage.text])) > max_tokens:
            chunks.append(" ".join(texts))
            texts = [passage.label]
        texts.append(passage.text)
    chunks.append(" ".join(texts))
    return [
        Unit(id=f"place:{place}:{number}", kind="place", place=place, text=text)
        for number, text in enumerate(chunks, 1)
    ]
