"""Which criteria a sentence of reasons names, and for which therapy each is made to speak.

1. The sentence is cut where it concedes ("although the burden is low", "no transplant, but ..."): what is conceded
   speaks for the other side.
2. A criterion is named where its words stand undenied (corpus/study/reasons.yaml) and no yes or no read beside them
   makes it false ("immunosuppression was stopped"), or where the facts read from the sentence make it true. Its topic
   alone touches on it.
3. The therapy a part speaks for is the one that it names with a word of favor, the other one with a word against; where
   it says neither, the therapy picked, and in a conceded part the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from assistant.checker.claims import split_claims
from assistant.checker.lexicon import pattern
from assistant.checker.recommending import readings
from assistant.checker.subjects import subjects
from assistant.criteria.logic import evaluate, facts_of
from assistant.criteria.truth import deciding
from assistant.facts.reader import read_case
from assistant.models import Case, Fact, FactValue, Recommendation
from corpus.lexicon import fold
from corpus.models import Therapy
from corpus.study import Namings, load_namings

How = Literal["words", "facts", "topic"]
Reading = Callable[[str], Case]
"""Reads the patient facts of a text."""
_DENIED_WITHIN = 3
"""Words between a denial and what it denies."""


class Part(NamedTuple):
    """A stretch of the sentence that speaks for one side."""

    text: str
    plain: str
    """`text` in small letters without accents."""
    conceded: bool


class Place(NamedTuple):
    """Where words stand: the part's number, from which character on, and up to which."""

    part: int
    start: int
    stop: int


class Mention(NamedTuple):
    """A criterion that a sentence speaks of."""

    id: str
    how: How
    words: str
    """The words of the sentence it was known by."""
    toward: Therapy | None
    """The therapy it is made to speak for; None where that is open."""
    place: Place

    def overlaps(self, other: Mention) -> bool:
        """Whether both were known by words that have some in common."""
        (one, start, stop), (two, since, until) = self.place, other.place
        return one == two and start < until and since < stop


_Found = tuple[str, tuple[int, int]]
"""A criterion, and the characters of the part it was known by."""


def mentions(reason: str, picked: Recommendation, read: Reading = read_case) -> tuple[Mention, ...]:
    """Every criterion that bears on a choice and that the sentence speaks of, each once, the surest way first.

    `read` reads patient facts; known phrases alone by default.
    """
    found: dict[str, Mention] = {}
    cut = [(part, read(part.text), _toward(part, picked)) for part in parts(reason)]
    known = {key: value for _, told, _ in cut for key, value in told.values().items()}
    ways: dict[How, Callable[[Part, Case], Iterator[_Found]]] = {
        "words": _by_words, "facts": lambda part, told: _by_facts(part, told, known), "topic": _by_topic,
    }  # fmt: skip
    for how, speaks_of in ways.items():
        for number, (part, told, toward) in enumerate(cut):
            for own, (start, stop) in speaks_of(part, told):
                place = Place(number, start, stop)
                found.setdefault(own, Mention(own, how, part.text[start:stop].strip(), toward, place))
    return tuple(found.values())


def parts(reason: str) -> tuple[Part, ...]:
    """The sentence cut where it concedes, in order."""
    namings = load_namings()
    found: list[Part] = []
    for sentence in re.split(r"(?<=[.!?;])\s+", reason.strip()):
        turns = list(pattern(namings.concedes_before).finditer(fold(sentence)))
        edges = [0, *(turn.end() for turn in turns), len(sentence)]
        for at, (start, stop) in enumerate(pairwise(edges)):
            found += _opened(sentence[start:stop], conceded=at < len(turns), namings=namings)
    return tuple(part for part in found if part.text.strip())


def _opened(text: str, conceded: bool, namings: Namings) -> Iterator[Part]:
    """A stretch parted where "although" opens what is conceded, up to the next comma."""
    opener = pattern(namings.concedes_after).search(fold(text))
    if not opener:
        yield Part(text, fold(text), conceded)
        return
    comma = text.find(",", opener.end())
    stop = comma if comma >= 0 else len(text)
    yield Part(text[: opener.start()], fold(text[: opener.start()]), conceded)
    yield Part(text[opener.end() : stop], fold(text[opener.end() : stop]), True)
    if text[stop:]:
        yield from _opened(text[stop:], conceded, namings)


def _toward(part: Part, picked: Recommendation) -> Therapy | None:
    said = _said(part)
    if said or picked not in ("blinatumomab", "car_t"):
        return said
    return _other(picked) if part.conceded else picked


def _said(part: Part) -> Therapy | None:
    """The one therapy that a part speaks for in so many words; None where it names none, both, or neither way."""
    namings = load_namings()
    found: set[Therapy] = set()
    for claim in split_claims(part.text):
        named = {one.pole for one in subjects(claim.clean, claim.plain) if one.family == "therapy"}
        favors, opposes = (pattern(cues).search(claim.plain) for cues in (namings.favors, namings.opposes))
        for therapy in _THERAPIES if len(named & set(_THERAPIES)) == 1 else ():
            if therapy in named and bool(favors) != bool(opposes):
                found.add(therapy if favors else _other(therapy))
    return found.pop() if len(found) == 1 else None


_THERAPIES: tuple[Therapy, ...] = ("blinatumomab", "car_t")


def _other(therapy: Therapy) -> Therapy:
    return "car_t" if therapy == "blinatumomab" else "blinatumomab"


def _by_words(part: Part, told: Case) -> Iterator[_Found]:
    flags = {key: value for key, value in told.values().items() if isinstance(value, bool)}
    for own, naming in load_namings().criteria.items():
        if evaluate(deciding()[own].logic, flags).truth == "false":
            continue
        for found in pattern(naming.words).finditer(part.plain):
            if not _denied(part.plain[: found.start()]):
                yield own, found.span()
                break


def _by_topic(part: Part, told: Case) -> Iterator[_Found]:
    for own, naming in load_namings().criteria.items():
        found = pattern(naming.topic).search(part.plain) if naming.topic else None
        if found:
            yield own, found.span()


def _by_facts(part: Part, told: Case, known: Mapping[str, FactValue]) -> Iterator[_Found]:
    """`known`: the facts of all parts."""
    for own, criterion in deciding().items():
        own_facts = [fact for fact in told.facts if fact.key in facts_of(criterion.logic)]
        if own_facts and evaluate(criterion.logic, {**known, **told.values()}).truth == "true":
            first = own_facts[0]
            yield own, (first.start, first.end) if first.end > first.start else (0, len(part.text))


def _denied(before: str) -> bool:
    denial = list(pattern(load_namings().denies).finditer(before))
    between = before[denial[-1].end() :] if denial else ""
    return bool(denial) and len(between.split()) < _DENIED_WITHIN and "," not in between


def told_facts(reason: str, read: Reading = read_case) -> tuple[Fact, ...]:
    """The patient facts that a sentence of reasons states; one read from within another's words is none of its own."""
    found = read(reason).facts
    return tuple(one for one in found if not any(_inside(one, other) for other in found))


def _inside(one: Fact, other: Fact) -> bool:
    return one.end - one.start < other.end - other.start and other.start <= one.start and one.end <= other.end


def spoken_for(reason: str, picked: Recommendation) -> Recommendation | None:
    """What the sentence outright recommends, conceded parts left out, read as the checker reads answers.

    Where no therapy is picked it may weigh both sides: then what it concedes must not say otherwise.
    """
    cut = parts(reason)
    said = _recommended(part for part in cut if not part.conceded)
    return said if picked in _THERAPIES or said == _recommended(cut) else None


def _recommended(cut: Iterable[Part]) -> Recommendation | None:
    plain = " ".join(part.text.strip(" ,;") for part in cut)
    return next((one.recommendation for one in readings(split_claims(plain)) if one.recommendation), None)
