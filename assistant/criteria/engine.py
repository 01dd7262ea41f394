"""The criteria engine: a case in, a verdict out."""

from __future__ import annotations

from assistant.criteria.weigh import recommend, weigh
from assistant.criteria.whatif import missing_facts, try_all, would_change
from assistant.models import Case, Verdict


def decide(case: Case) -> Verdict:
    """The verdict on a case: recommendation, the criteria that bear, what would change it, what is missing."""
    states = weigh(case)
    recommendation = recommend(state for state in states if state.state == "true")
    trials = try_all(case)
    return Verdict(
        recommendation=recommendation,
        criteria=tuple(state for state in states if state.state != "false"),
        would_change=would_change(trials, recommendation),
        missing=missing_facts(case, trials, recommendation),
    )
