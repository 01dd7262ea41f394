"""Whether a question is about a patient, or about what the review says."""

from __future__ import annotations

import re

from assistant.models import Case
from corpus.lexicon import fold

_SOMEONE = re.compile(
    r"\b(my|this|our|the|a|an|new|another) (young |old |elderly |next |new )?(patient|man|woman|boy|girl|lady|gentleman|lad|student|referral|case)\b"
    r"|\b(he|she|him|her|his|hers)\b|\b\d{1,3}\s?[-/]?\s?(m|f|yo|y/o)\b|\bpt\b|\b[mf]/\d{2}\b"
)
_CHOICE = re.compile(
    r"\b(which|what) (\w+ ){0,4}(should|would|shall|do|can|may|will|could) (i|we|you|she|he|they|my|him|her)\b"
    r"|\bwhich (one|way|of (the )?(two|these)|agent|therapy|drug|treatment|cd19)\b|\b(recommend\w*|advi[sc]e|suggest\w*|pick|choose|choice|favou?r|prefer|reach for|go for|order|decide|thoughts|what now|what next|what then|rec)\b"
    r"|\b(blin\w*|bispecific|antibody|car-?t?\w*|car t|car19|tisa-?cel)\b[^.?!]{0,40}\b(or|vs\.?|versus)\b[^.?!]{0,40}\b(blin\w*|bispecific|antibody|car-?t?\w*|engineered|tisa-?cel|cells)\b"
    r"|\b(or|versus|vs) (blin\w*|car)|\bblin\w*\?|\bcar-?\w*\?"
)
_EITHER_OR = re.compile(r"\b(blin\w*|bispecific|antibody|car\b[\w -]*|car-?t\w*|tisa-?cel|cells)\s*,?\s+or\s+[\w -]{0,25}\?\s*$")
"""Ends by asking for one of the two: "CAR T cells or blinatumomab?"."""
_ENOUGH_FACTS = 3
_TOLD = 2
_DESCRIPTIVE = ("age", "sex")


def is_patient_question(question: str, case: Case, concepts: tuple[str, ...]) -> bool:
    """True when someone is to be treated: a person is told of and facts of theirs are, or a choice is asked for.

    Questions about the review's own patients and about studies are not.
    """
    if any(own.startswith("patient:") for own in concepts):
        return False
    plain = fold(question)
    someone = bool(_SOMEONE.search(plain)) or any(case.get(key) is not None for key in _DESCRIPTIVE)
    clinical = sum(fact.key not in _DESCRIPTIVE for fact in case.facts)
    if any(own.startswith("study:") for own in concepts) and not (someone and clinical >= 2):
        return False
    if clinical >= _ENOUGH_FACTS and (someone or _CHOICE.search(plain)):
        return True
    if not someone:
        return clinical >= _TOLD and bool(_EITHER_OR.search(plain))
    return bool(_CHOICE.search(plain)) or clinical >= _TOLD
