"""Which of the review's own five patients a question means when it only describes them: "the 22-year-old".

1. One person is spoken of as known ("the lady", "the 36-year-old"), in the past, and nothing is to be decided.
2. The age told is a patient's, and the sex told is not another; or no age is told and a feature is theirs alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import corpus
from corpus.lexicon import fold, ways_of_asking
from corpus.models import Frozen
from corpus.yamls import read_yaml

_FILE = Path(corpus.__file__).parent / "lexicon" / "patients.yaml"


class OwnPatient(Frozen):
    """A patient of the review as people speak of them."""

    patient: int
    age: int
    sex: str
    features: tuple[str, ...]
    """Patterns over the folded question."""

    @property
    def concept(self) -> str:
        """The id of the concept: "patient:2"."""
        return f"patient:{self.patient}"

    def features_in(self, plain: str) -> int:
        """How many of the features are told."""
        return sum(re.search(rf"(?<!\w)(?:{one})(?!\w)", plain) is not None for one in self.features)


@lru_cache(maxsize=1)
def load_own_patients() -> tuple[OwnPatient, ...]:
    """The five, in their order."""
    return tuple(OwnPatient(**record) for record in read_yaml(_FILE))


def described(question: str) -> tuple[str, ...]:
    """The concepts of the patients meant ("patient:2"), in the review's order; none for a patient to be treated."""
    plain, ways = fold(question), ways_of_asking()
    if ways["asks_now"].search(plain) or not (ways["known_person"].search(plain) and ways["past"].search(plain)):
        return ()
    own = load_own_patients()
    ages = {int(match["age"] or match["age2"]) for match in ways["age_told"].finditer(plain)}
    if ages:
        return tuple(one.concept for one in own if one.age in ages and _sex_fits(one, plain))
    told = {one: one.features_in(plain) for one in own if _sex_fits(one, plain)}
    most = max(told.values(), default=0)
    best = [one.concept for one, number in told.items() if number == most]
    return tuple(best) if most and len(best) == 1 else ()


def _sex_fits(one: OwnPatient, plain: str) -> bool:
    ways = ways_of_asking()
    told = {sex for sex in ("female", "male") if ways[sex].search(plain)}
    return not told or one.sex in told
