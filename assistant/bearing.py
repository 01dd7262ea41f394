"""The places that bear on a question: by search, and for a patient by the criteria that hold as well."""

from __future__ import annotations

from assistant.criteria.weigh import weigh
from assistant.facts.reader import read_case
from assistant.intent import is_patient_question
from assistant.models import Case
from corpus.lexicon import Concepts
from index.fuse import interleave
from index.rank import Hit, Index


def bearing(question: str, k: int, index: Index, concepts: Concepts) -> tuple[Hit, ...]:
    """The `k` places that bear most on a question, best first, each once; none for an empty question."""
    ranked = index.rank(question)
    case = read_case(question)
    if not is_patient_question(question, case, concepts.ids(question)):
        return index.hits(list(ranked.places)[:k], ranked)
    places = interleave([_of_criteria(case), list(ranked.places)])
    return index.hits([place for place in places if place in ranked.places][:k], ranked)


def _of_criteria(case: Case) -> tuple[str, ...]:
    """Places of the reasons and exclusions that hold for a patient, the plainest place of each first."""
    holding = [state for state in weigh(case) if state.state == "true" and (state.toward or state.effect == "excludes")]
    return interleave([[locator.split("#")[0] for locator in state.locators] for state in holding])
