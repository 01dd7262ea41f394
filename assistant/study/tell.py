"""Facts told as a short clinical note, in words drawn from corpus/study/telling.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from assistant.models import FactValue
from corpus.study import Telling, load_telling

_KINDS = ("prose", "chart")


def tell(facts: Mapping[str, FactValue], rng: Random, telling: Telling | None = None) -> str:
    """The facts as a letter's paragraph or as a chart's shorthand; every fact given is told once.

    `age` and `sex` must be among the facts: the note opens with them. Raises KeyError for a value without words.
    """
    telling = telling or load_telling()
    kind = rng.choice(_KINDS)
    voice = telling.prose if kind == "prose" else telling.chart
    person = telling.person[str(facts["sex"])]
    pieces = [rng.choice(voice.opening).format(value=facts["age"], **_cased(person))]
    for part in telling.order:
        known = [key for key in part if key in facts]
        rng.shuffle(known)
        pieces += [_piece(key, facts[key], kind, person, telling, rng) for key in known]
    pieces.append(rng.choice(voice.closing))
    return " ".join(pieces)


def _piece(key: str, value: FactValue, kind: str, person: Mapping[str, str], telling: Telling, rng: Random) -> str:
    ways = telling.facts[key]
    single = value[0] if isinstance(value, tuple) else value
    named = str(single).lower() if isinstance(single, bool) else str(single)
    way = rng.choice(ways[named if named in ways else "any"][kind])
    nth = telling.nth.get(single, "") if isinstance(single, int) else ""
    return way.format(value=single, nth=nth, **_cased(person))


def _cased(person: Mapping[str, str]) -> dict[str, str]:
    """The person's words, and those that may open a sentence with a capital under a capital name."""
    return {**person, "He": person["he"].capitalize(), "His": person["his"].capitalize()}
