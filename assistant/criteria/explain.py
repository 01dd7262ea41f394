"""The criteria laid open for a clinician to check: each with its places in words, and its state for a case."""

from __future__ import annotations

from assistant.criteria.logic import evaluate
from assistant.facts.validate import possible
from assistant.models import Bearing, Case, Effect, Truth, Weight
from corpus.criteria import Criterion, load_criteria
from corpus.digest import Digest
from corpus.models import Frozen, Therapy

THERAPY = {"blinatumomab": "blinatumomab", "car_t": "CD19 CAR T cells", "both": "both therapies"}
EFFECT = {"excludes": "rules out", "against": "against", "for": "for", "caution": "caution with", "access": "access to"}


class Spot(Frozen):
    """A place of the review, by locator and in words."""

    locator: str
    label: str


class Explained(Frozen):
    """A criterion as a clinician reads it."""

    id: str
    point: str
    when: str
    then: str
    therapy: Bearing
    effect: Effect
    weight: Weight
    toward: Therapy | None
    places: tuple[Spot, ...]
    as_of: str
    state: Truth | None = None
    """None where no case is given."""
    missing: tuple[str, ...] = ()
    """Unknown facts that keep the state unknown."""


def explain(digest: Digest, case: Case | None = None) -> tuple[Explained, ...]:
    """Every criterion, decisive ones first; with its state where a case is given."""
    return tuple(_explained(criterion, digest, case) for criterion in load_criteria())


def _explained(criterion: Criterion, digest: Digest, case: Case | None) -> Explained:
    state = evaluate(criterion.logic, possible(case).values()) if case is not None else None
    shared = criterion.model_dump(include=set(Explained.model_fields) - {"places"})
    return Explained(
        **shared, places=spots(criterion.places, digest), state=state.truth if state else None,
        missing=state.missing if state else (),
    )  # fmt: skip


def spots(locators: tuple[str, ...], digest: Digest) -> tuple[Spot, ...]:
    """The places in words: "Patient 2, paragraph 5". Raises ValueError where the review has no such place."""
    found = []
    for locator in locators:
        place = digest.place(locator)
        if place is None:
            raise ValueError(f"place {locator!r}: wanted a place of the review; mend `places` in corpus/criteria")
        found.append(Spot(locator=locator, label=place.label))
    return tuple(found)


def bearing(criterion: Criterion | Explained) -> str:
    """Effect and therapy in words, and toward what: "against blinatumomab, toward CD19 CAR T cells"."""
    said = f"{EFFECT[criterion.effect]} {THERAPY[criterion.therapy]}"
    turned = criterion.toward and (criterion.effect != "for" or criterion.toward != criterion.therapy)
    return f"{said}, toward {THERAPY[criterion.toward]}" if criterion.toward and turned else said
