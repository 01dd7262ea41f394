"""What a figure of the review is of, against what a claim says it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checker.axes import directions
from assistant.checker.claims import Claim
from assistant.checker.lexicon import cue, words
from assistant.checker.meant import Meant
from assistant.checker.quantities import LAPSES
from assistant.checker.quantity import Quantity
from assistant.checker.sources import Figure, Source

_MEDIAN = re.compile(r"(?<!\w)median(?: age)?(?: (?:of|was|is|being|at|about))*[:\s]+$")
_AGED = re.compile(r"(?<!\w)(?:aged?|ages|old|older|younger|median)(?!\w)")
_RATE = re.compile(r"%|per ?cent|(?<!\w)(?:rates?|shares?|proportions?)(?!\w)")
_REACH = 60
"""Characters beside a figure within which what bears on it may stand."""


def turned_round(claim: Claim, same: Sequence[Figure], cited: Sequence[Source]) -> bool:
    """Whether a claim says another direction than the passages of its figure: there the other side may be meant."""
    ends = directions(claim.clean, claim.plain)
    holding = {figure.passage for figure in same}
    told = (source for source in cited if source.passage.id in holding)
    return bool(ends) and not any(directions(source.passage.text, source.plain) == ends for source in told)


def clash(meant: Meant, quantity: Quantity, figure: Figure, claim: Claim, turned: bool) -> str:
    """What a figure of the review is of, against what the claim says; empty when they agree."""
    exact = frozenset(words("subjects")["exact"])
    if apart(meant.therapy, figure.therapy) or apart(meant.before, figure.before):
        return "therapy"
    if apart(meant.studies, figure.studies):
        return "study"
    if figure.quantity.unit == "%" and not quantity.unit and not _shared(claim.plain, quantity):
        return "unit"
    if quantity.unit in ("%", "age", *LAPSES) and not figure.quantity.unit:
        return "unit"
    if meant.measures & exact and tabled(figure) and not meant.measures & figure.measures:
        return "measure"
    limits = quantity.comparator and figure.quantity.comparator  # they bound a group and measure nothing
    if figure.measures == {"age-range"} and _MEDIAN.search(claim.plain[: quantity.start]):
        return "measure"
    survival = meant.measures & frozenset(words("subjects")["survival"])
    if figure.measures & {"age", "age-range"} and survival and not _AGED.search(claim.plain):
        return "measure"
    measured = quantity.unit in ("%", "month", "year", "count", "") and not limits
    if measured and apart(meant.measures - exact, _widened(figure)):
        return "measure"
    arms = dict(figure.arms)
    if any(family in arms and arms[family] != pole for family, pole in meant.arms):
        return "group"
    if apart(meant.denominators, figure.denominators):
        return "denominator"
    signs = {quantity.comparator, figure.quantity.comparator}
    if signs == {"above", "below"} and not turned and not _beyond_limit(claim.plain, quantity):
        return "limit"
    return ""


def _shared(plain: str, quantity: Quantity) -> bool:
    """Whether a bare number may be a percentage: a share or a rate is spoken of beside it."""
    return _RATE.search(plain, max(0, quantity.start - _REACH), quantity.end + _REACH) is not None


def _beyond_limit(plain: str, quantity: Quantity) -> bool:
    """Whether a figure names who is left outside a limit: "over 25 it is not approved"."""
    start, end = max(0, quantity.start - _REACH + 15), quantity.end + _REACH
    return cue("limits", "beyond").search(plain, start, end) is not None


def _widened(figure: Figure) -> frozenset[str]:
    return figure.measures if figure.measures & set(words("subjects")["telling"]) else frozenset()


def apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets both say something and agree in nothing."""
    return bool(one) and bool(other) and not one & other


def tabled(figure: Figure) -> bool:
    """Whether a figure stands in Table 1 or 2."""
    return figure.passage.startswith(("table1.", "table2."))
