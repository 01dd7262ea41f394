"""What the audit says about a figure, and the whole audit."""

from __future__ import annotations

from typing import Literal

from corpus.models import Frozen

Kind = Literal[
    "does not add up",
    "two places disagree",
    "range leaves out a study",
    "another denominator",
    "an unstated denominator",
    "leaves patients out",
    "adds up",
]
FINDINGS: tuple[Kind, ...] = ("does not add up", "two places disagree", "range leaves out a study")
"""No reasonable denominator or rounding gives the printed figure, or the review contradicts itself."""
REMARKS: tuple[Kind, ...] = ("another denominator", "an unstated denominator", "leaves patients out")
"""The figure can be had, but of another group of patients than its place names, or of one that it does not state; or
parts leave patients of whom nothing is said."""


class Finding(Frozen):
    """A figure of the review recomputed, and what came of it."""

    id: str
    kind: Kind
    places: tuple[str, ...]
    """Locators of the figure itself; of both figures where two places disagree."""
    against: tuple[str, ...] = ()
    """Locators of the figures that it was recomputed from, where they stand elsewhere."""
    what: str
    printed: str
    recomputed: str
    denominator: str = ""
    """The group of patients that the printed percentage is most likely of, in words."""
    note: str = ""


class Audit(Frozen):
    """Everything that was recomputed, by what came of it."""

    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    confirmed: tuple[Finding, ...]
