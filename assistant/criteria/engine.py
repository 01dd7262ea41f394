"""The criteria engine: a case in, a verdict out."""

from __future__ import annotations

from assistant.criteria.pairs import would_change_together
from assistant.criteria.trials import try_all
from assistant.criteria.weigh import recommend, weigh
from assistant.criteria.whatif import missing_facts, would_change
from assistant.facts.validate import possible
from assistant.models import Case, Verdict


def decide(case: Case) -> Verdict:
    """The verdict on a case: recommendation, the criteria that bear, what would change it, what is missing.

    A figure that cannot be counts as unknown.
    """
    case = possible(case)
    states = weigh(case)
    recommendation = recommend(state for state in states if state.state == "true")
    trials = try_all(case)
    return Verdict(
        recommendation=recommendation,
        criteria=tuple(state for state in states if state.state != "false"),
        would_change=would_change(trials, recommendation),
        would_change_together=would_change_together(case, trials, recommendation),
        missing=missing_facts(case, trials, recommendation),
    )
