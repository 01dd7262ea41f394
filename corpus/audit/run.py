"""The whole audit: every share of Tables 1 and 2, every claim of claims.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from corpus.audit.claims import (
    AgreeClaim,
    BalanceClaim,
    CellClaim,
    Claim,
    CountClaim,
    LeastClaim,
    PoolClaim,
    RangeClaim,
    RatioClaim,
    ShareClaim,
    load_claims,
)
from corpus.audit.denominators import Rules, load_rules
from corpus.audit.models import FINDINGS, REMARKS, Audit, Finding
from corpus.audit.outcome import Outcome
from corpus.audit.proportions import count, least, ratio, share
from corpus.audit.rates import audit_rates
from corpus.audit.shares import audit_shares
from corpus.audit.tabled import agree, balance, cells, limits, pool
from corpus.tables import Row, load_rows


def audit(rows: Sequence[Row], rules: Rules, claims: Iterable[Claim]) -> Audit:
    """Everything that these rows and claims allow to recompute, told apart by what came of it."""
    named = {row.locator: row for row in rows}
    told = (audit_claim(claim, named, rules) for claim in claims)
    done = (*audit_shares(rows, rules), *audit_rates(rows, rules), *told)
    return Audit(
        findings=tuple(one for one in done if one.kind in FINDINGS),
        remarks=tuple(one for one in done if one.kind in REMARKS),
        confirmed=tuple(one for one in done if one.kind == "adds up"),
    )


@lru_cache(maxsize=1)
def audit_review() -> Audit:
    """The audit of the review's own tables and claims, done once."""
    return audit(load_rows(), load_rules(), load_claims())


def audit_claim(claim: Claim, rows: Mapping[str, Row], rules: Rules) -> Finding:
    """What came of one claim."""
    outcome = _outcome(claim, rows, rules)
    return Finding(
        id=claim.id,
        kind=outcome.kind,
        places=claim.at,
        against=tuple(place for place in outcome.against if place not in claim.at),
        what=claim.about,
        printed=claim.printed,
        recomputed=outcome.recomputed,
        denominator=outcome.denominator,
        note=claim.note,
    )


def _outcome(claim: Claim, rows: Mapping[str, Row], rules: Rules) -> Outcome:
    match claim:
        case ShareClaim():
            return share(claim)
        case CountClaim():
            return count(claim)
        case RatioClaim():
            return ratio(claim, rows, rules)
        case LeastClaim():
            return least(claim, rows, rules)
        case CellClaim():
            return cells(claim, rows)
        case PoolClaim():
            return pool(claim, rows)
        case RangeClaim():
            return limits(claim, rows)
        case BalanceClaim():
            return balance(claim, rows)
        case AgreeClaim():
            return agree(claim)
