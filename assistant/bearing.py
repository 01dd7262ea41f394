"""The places that bear on a question: by search, and by what is known of the question beside its words.

1. A patient's: the places of the criteria that hold, and those found by search, in turns.
2. A ranking's or a sum's: the table rows that give it, then those found by search.
3. A figure's of studies that are named: their table rows and those found by search, in turns.
"""

from __future__ import annotations

from assistant.answer.asked import Asked, understand
from assistant.answer.computed import computed
from assistant.answer.marks import Marks
from assistant.criteria.weigh import weigh
from assistant.facts.reader import Reader, told_by_phrases
from assistant.intent import is_patient_question
from assistant.models import Case
from assistant.sense.sense import Sense
from assistant.sense.vocabulary import with_mended
from corpus.digest import Digest
from corpus.lexicon import Concepts
from index.fuse import interleave
from index.rank import Hit, Index


def bearing(
    question: str,
    k: int,
    index: Index,
    concepts: Concepts,
    reader: Reader,
    digest: Digest,
    sense: Sense | None = None,
) -> tuple[Hit, ...]:
    """The `k` places that bear most on a question, best first, each once; none for an empty question."""
    index.begin(searched := with_mended(question))  # the model works on its vector while the words are read
    told = told_by_phrases(question)
    sensed = sense.of(searched) if sense and question.strip() else None
    asked = understand(searched, concepts, sensed)
    about_patient = is_patient_question(question, told.case, asked.concepts)
    ranked = index.rank(searched, sensed.shift if sensed and not (about_patient or asked.source) else ())
    found = list(ranked.places)
    if about_patient:
        places = interleave([_of_criteria(reader.whole(told)), found])
    elif rows := _computed(asked, digest):
        places = tuple(dict.fromkeys([*rows, *found]))
    else:
        places = interleave([_of_studies(asked), found])
    return index.hits([place for place in places if index.has(place)][:k], ranked)


def _computed(asked: Asked, digest: Digest) -> tuple[str, ...]:
    """The rows that a ranking, a sum or a list is made of; none for other questions."""
    if asked.source:
        return ()
    marks = Marks()
    computed(asked, digest, marks)
    return tuple(citation.locators[0].split("#")[0] for citation in marks.citations())


def _of_studies(asked: Asked) -> tuple[str, ...]:
    """The rows of the studies named, where columns of theirs are asked for."""
    return tuple(row.locator for row in asked.rows) if asked.columns and not asked.source else ()


def _of_criteria(case: Case) -> tuple[str, ...]:
    """Places of the reasons and exclusions that hold for a patient, the plainest place of each first."""
    holding = [state for state in weigh(case) if state.state == "true" and (state.toward or state.effect == "excludes")]
    return interleave([[locator.split("#")[0] for locator in state.locators] for state in holding])
