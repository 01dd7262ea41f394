"""Claims on percentages: of printed counts, of so many patients, of a study's groups."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.audit.claims import CountClaim, HctShare, LeastClaim, RatioClaim, ShareClaim
from corpus.audit.denominators import Rules, in_words, sizes, whole
from corpus.audit.models import Kind
from corpus.audit.outcome import Outcome, agreed, cell
from corpus.audit.rounding import counts, either, fits, groups, least_group, said
from corpus.tables import Row


def share(claim: ShareClaim) -> Outcome:
    """A printed count of a printed group."""
    kind: Kind = "adds up" if fits(claim.part, claim.whole, claim.percent) else "does not add up"
    return Outcome(kind, said(claim.part, claim.whole), str(claim.whole))


def count(claim: CountClaim) -> Outcome:
    """A percentage of so many patients; it may be of fewer, where not all were evaluable."""
    whole_counts = counts(claim.of, claim.percent)
    if whole_counts:
        return Outcome("adds up", said(whole_counts[0], claim.of), str(claim.of))
    nearest = claim.percent * claim.of // 100
    around = " or ".join(said(number, claim.of) for number in (nearest, nearest + 1) if number <= claim.of)
    smaller = [size for size in range(1, claim.of) if counts(size, claim.percent)]
    if not smaller:
        return Outcome("does not add up", around, "none: no whole number gives it")
    return Outcome("an unstated denominator", around, f"fewer than the {claim.of} patients, such as {smaller[-1]}")


def ratio(claim: RatioClaim, rows: Mapping[str, Row], rules: Rules) -> Outcome:
    """A percentage against a row's count over each of the groups that it may be of."""
    row = rows[claim.row]
    number = whole(row, claim.field)
    against = tuple(dict.fromkeys((cell(row, claim.field), cell(row, "relapse_n"))))
    over = [(name, size) for name in claim.of for size in sizes(row, name, rules)]
    if number is None or not over:
        return Outcome("adds up", "not reported in the row", against=against)
    told = "; ".join(f"{said(number, size)} ({in_words(name)})" for name, size in over)
    for name, size in over:
        if fits(number, size, claim.percent):
            return Outcome("adds up", told, in_words(name, size), against)
    smaller = groups(number, claim.percent, max(size for _, size in over) - 1)
    if claim.or_fewer and smaller:
        return Outcome("adds up", told, f"{smaller[-1]} of the {in_words(claim.of[0], over[0][1])}", against)
    return Outcome("two places disagree", told, f"{either(smaller)}, which neither place states", against)


def least(claim: LeastClaim, rows: Mapping[str, Row], rules: Rules) -> Outcome:
    """Percentages of responders with and without allo-HCT against how many of them the row has."""
    row = rows[claim.row]
    transplanted, responders = whole(row, "post_hct_n") or 0, sizes(row, "responders", rules)
    against = tuple(cell(row, field) for field in ("cr_pct", "post_hct_n", "relapse_n"))
    told, holds = [], True
    for one in claim.shares:
        having = transplanted if one.of == "with" else max(responders, default=0) - transplanted
        holds = holds and least_group(one.percent) <= having
        told.append(_need(one, having))
    return Outcome(agreed(holds), "; ".join(told), in_words("responders"), against)


def _need(one: HctShare, having: int) -> str:
    return f"{one.percent}% {one.about} needs at least {least_group(one.percent)} responders, the row has {having}"
