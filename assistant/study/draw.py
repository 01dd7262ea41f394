"""Facts of a patient, drawn from the space of facts: each told as often as corpus/study/drawing.yaml says.

1. Facts come in the order of the file; one that makes no sense among those drawn (no GVHD without a transplant) is left
   out.
2. A lean case tells less of everything: some cases must have too few facts to decide.
3. What can hardly stand together (criteria.trials.sensible) is never drawn, nor is a patient of too few facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from assistant.criteria.trials import sensible, specs_by_key
from assistant.models import FactValue
from corpus.study import Drawing, load_drawing

_ALWAYS = 1.0
_OPENING = ("age", "sex")


def draw_facts(rng: Random, drawing: Drawing | None = None) -> dict[str, FactValue]:
    """The facts of one patient: the contract's keys and values, in the contract's order."""
    drawing = drawing or load_drawing()
    while True:
        facts = _drawn(rng, drawing)
        if len(facts) >= len(_OPENING) + drawing.least:
            return facts


def _drawn(rng: Random, drawing: Drawing) -> dict[str, FactValue]:
    factor = drawing.lean["factor"] if rng.random() < drawing.lean["chance"] else 1.0
    facts: dict[str, FactValue] = {}
    for key, often in drawing.told.items():
        told = rng.random() < (often if often == _ALWAYS else often * factor)
        value = _value(key, drawing, rng)  # drawn even when untold: a change of one chance leaves other cases alone
        if told and _fits(key, facts, drawing) and _possible({**facts, key: value}, key, drawing):
            facts[key] = value
    return {key: facts[key] for key in specs_by_key() if key in facts}


def _fits(key: str, facts: Mapping[str, FactValue], drawing: Drawing) -> bool:
    wanted = drawing.only.get(key, {})
    if any(facts.get(other) not in values for other, values in wanted.items()):
        return False
    return all(facts.get(other) == value for other, value in specs_by_key()[key].needs.items())


def _possible(facts: Mapping[str, FactValue], key: str, drawing: Drawing) -> bool:
    clash = any(all(facts.get(other) == value for other, value in pair.items()) for pair in drawing.never)
    return not clash and sensible(facts, (key,))


def _value(key: str, drawing: Drawing, rng: Random) -> FactValue:
    if key in drawing.numbers:
        low, high, step = drawing.numbers[key]
        drawn = round(low + step * rng.randint(0, round((high - low) / step)), 2)
        return int(drawn) if drawn == int(drawn) else drawn
    chances = drawing.values[key]
    value: FactValue = rng.choices(tuple(chances), tuple(chances.values()))[0]
    return (str(value),) if specs_by_key()[key].type == "list" else value
