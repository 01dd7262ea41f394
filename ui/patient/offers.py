"""The changes of facts that the panel offers to look at, and what each would come to."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.criteria.engine import decide
from assistant.models import Case, Change, Counterfactual, Fact, Recommendation, Verdict
from corpus.models import Frozen
from ui.labels import fact_specs
from ui.patient.values import spelled


class Offer(Frozen):
    """One fact or two, given other values, and the verdict that follows."""

    changes: tuple[Change, ...]
    recommendation: Recommendation

    @property
    def name(self) -> str:
        """How the page calls it: "cns=none+donor_available=true"."""
        return "+".join(f"{change.fact}={spelled(change.value)}" for change in self.changes)


def offers(verdict: Verdict, case: Case) -> tuple[Offer, ...]:
    """The verdict's changes, of one fact first, without those of facts that are settled once and for all."""
    alone = tuple(_offer([change], change.recommendation) for change in verdict.would_change)
    joint = tuple(_offer(pair.changes, pair.recommendation) for pair in verdict.would_change_together)
    return tuple(offer for offer in (*alone, *joint) if not any(_settled(change, case) for change in offer.changes))


def outcome(case: Case, offer: Offer) -> Verdict:
    """The verdict on the case with the changes made."""
    return decide(changed(case, offer))


def changed(case: Case, offer: Offer) -> Case:
    """The case with the changes of an offer."""
    for change in offer.changes:
        case = case.with_fact(Fact(key=change.fact, value=change.value))
    return case


def _offer(changes: Sequence[Change | Counterfactual], leads_to: Recommendation) -> Offer:
    plain = tuple(Change(fact=change.fact, value=change.value) for change in changes)
    return Offer(changes=plain, recommendation=leads_to)


def _settled(change: Change, case: Case) -> bool:
    spec = fact_specs().get(change.fact)
    return spec is not None and spec.fixed and case.get(change.fact) is not None
