"""What an answer asks back: facts that can hardly be meant, and unsure ones that the verdict hangs on."""

from __future__ import annotations

import re

from assistant.answer.wording import wording
from assistant.criteria.weigh import verdict_of
from assistant.facts.validate import implausible, possible
from assistant.models import UNSURE, Case, Fact
from corpus.criteria import FactSpec, load_fact_specs

_LONGEST = 90
"""Characters of the user's words that are repeated."""


def doubts(case: Case) -> tuple[str, ...]:
    """Kind questions about the case's facts; empty where nothing is in doubt."""
    return (*implausible(case), *(_asked(fact) for fact in hinging(case)))


def hinging(case: Case) -> tuple[Fact, ...]:
    """The unsure facts without which the verdict would be another: one by one, else all of them together."""
    weighed = possible(case)
    verdict = verdict_of(weighed.values())
    unsure = tuple(fact for fact in weighed.facts if fact.confidence < UNSURE)
    alone = tuple(fact for fact in unsure if verdict_of(weighed.without(fact.key).values()) != verdict)
    if alone or not unsure:
        return alone
    sure = Case(facts=tuple(fact for fact in weighed.facts if fact not in unsure))
    return unsure if verdict_of(sure.values()) != verdict else ()


def _asked(fact: Fact) -> str:
    spec = next(spec for spec in load_fact_specs() if spec.key == fact.key)
    # The user's own brackets and marks must not be taken for the answer's.
    words = re.sub(r"[\[\]*_`<>|?!]|\.(?=\s|$)", "", fact.words)[:_LONGEST].strip()
    return str(wording()["unsure" if words else "unsure_derived"]).format(words=words, means=_means(fact, spec))


def _means(fact: Fact, spec: FactSpec) -> str:
    if isinstance(fact.value, bool):
        return f"{spec.title}: {'yes' if fact.value else 'no'}"
    value = ", ".join(fact.value) if isinstance(fact.value, tuple) else spec.say.get(str(fact.value), str(fact.value))
    return f"{spec.title}: {value}{spec.unit if spec.unit == '%' else ''}"
