"""Whether a question is about a patient, or about what the review says."""

from __future__ import annotations

from assistant.models import Case
from corpus.lexicon import fold, ways_of_asking

_ENOUGH_FACTS = 3
_TOLD = 2
_DESCRIPTIVE = ("age", "sex")


def is_patient_question(question: str, case: Case, concepts: tuple[str, ...]) -> bool:
    """True when someone is to be treated: a person is told of and facts of theirs are, or a choice is asked for.

    Questions about the review's own patients and about studies are not.
    """
    if any(own.startswith("patient:") for own in concepts):
        return False
    plain, ways = fold(question), ways_of_asking()
    someone = bool(ways["someone"].search(plain)) or any(case.get(key) is not None for key in _DESCRIPTIVE)
    clinical = sum(fact.key not in _DESCRIPTIVE for fact in case.facts)
    if any(own.startswith("study:") for own in concepts) and not (someone and clinical >= 2):
        return False
    if clinical >= _ENOUGH_FACTS and (someone or ways["choice"].search(plain)):
        return True
    if not someone:
        return clinical >= _TOLD and bool(ways["either_or"].search(plain))
    return bool(ways["choice"].search(plain)) or clinical >= _TOLD
