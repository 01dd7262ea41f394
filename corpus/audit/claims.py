"""The claims of the text and of Table 3 that can be recomputed, read from claims.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from corpus.audit.denominators import GroupName
from corpus.models import Frozen
from corpus.yamls import read_yaml


class _Claim(Frozen):
    id: str
    at: tuple[str, ...]
    """Where the figure stands: sentences and cells."""
    about: str
    printed: str
    note: str = ""


class ShareClaim(_Claim):
    """A count of a group and its percentage."""

    check: Literal["share"]
    part: int
    whole: int
    percent: int


class CellFigure(Frozen):
    """A figure that a cell of Table 1 or 2 holds too."""

    figure: int
    row: str
    field: str


class CellClaim(_Claim):
    """Figures that stand in the tables too."""

    check: Literal["cell"]
    cells: tuple[CellFigure, ...]


class PoolClaim(_Claim):
    """Two columns summed over the rows that report both."""

    check: Literal["pool"]
    table: str
    part_field: str
    whole_field: str
    part: int
    whole: int
    percent: int


class RangeClaim(_Claim):
    """The lowest and the highest number of a column."""

    check: Literal["range"]
    table: str
    field: str
    low: int
    high: int


class Part(Frozen):
    """A number of a row that goes into a total; `pattern` finds it in a field of words."""

    row: str
    field: str
    about: str
    pattern: str = r"(\d+)"


class BalanceClaim(_Claim):
    """A total, and the parts that should make it up."""

    check: Literal["balance"]
    total: int
    parts: tuple[Part, ...]
    rest: str = ""
    """What patients in none of the parts may be, where there may be some."""


class CountClaim(_Claim):
    """A percentage of so many patients."""

    check: Literal["count"]
    percent: int
    of: int


class RatioClaim(_Claim):
    """A percentage against a count of a row and the groups that it may be of."""

    check: Literal["ratio"]
    percent: int
    row: str
    field: str
    of: tuple[GroupName, ...]
    or_fewer: bool = False
    """Whether the text says that not all of the group were assessed."""


class HctShare(Frozen):
    """A percentage of the responders with or without allo-HCT after the therapy."""

    percent: int
    of: Literal["with", "without"]
    about: str


class LeastClaim(_Claim):
    """Percentages of responders with and without allo-HCT, for which a row may have too few."""

    check: Literal["least"]
    row: str
    shares: tuple[HctShare, ...]


class Said(Frozen):
    """What one place says, each figure under its name."""

    at: str
    figures: dict[str, int]


class AgreeClaim(_Claim):
    """The same figures at several places."""

    check: Literal["agree"]
    said: tuple[Said, ...]


Claim = Annotated[
    ShareClaim | CellClaim | PoolClaim | RangeClaim | BalanceClaim | CountClaim | RatioClaim | LeastClaim | AgreeClaim,
    Field(discriminator="check"),
]


@lru_cache(maxsize=1)
def load_claims() -> tuple[Claim, ...]:
    """All claims, in the order of the file. Raises pydantic.ValidationError where one does not read."""
    record = read_yaml(Path(__file__).parent / "claims.yaml")
    claims: tuple[Claim, ...] = TypeAdapter(tuple[Claim, ...]).validate_python(record["claims"])
    return claims
