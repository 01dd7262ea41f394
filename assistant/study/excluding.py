"""Which criterion rules both therapies out: a made-up patient, the exclusion among reasons that only tempt."""

from __future__ import annotations

from functools import lru_cache

from assistant.criteria.logic import evaluate, facts_of
from assistant.criteria.truth import deciding
from assistant.study.cases import StudyCase, case_of
from assistant.study.items import Item, label_of, shuffled
from corpus.criteria import Criterion
from corpus.digest import load_digest
from corpus.study import study_words

_OTHERS = 3


def _is_out(one: Criterion, study: StudyCase) -> bool:
    """Whether an exclusion does not hold here, or nothing is told of it: half told it might be another right option."""
    told = study.case.values()
    return evaluate(one.logic, told).truth == "false" or not facts_of(one.logic) & set(told)


@lru_cache(maxsize=256)
def exclude_item(seed: int) -> Item:
    """The question of a seed. Wrong options: the other exclusion, reasons that hold for the patient, then others."""
    number = seed * 1000
    while True:
        study = case_of(number, wanted="neither")
        held = [state for state in study.verdict.criteria if state.state == "true"]
        excluding = [state for state in held if state.effect == "excludes"]
        if len(excluding) == 1:
            break
        number += 1  # with both exclusions there would be two right options
    own, key = f"exclude:{seed}", deciding()[excluding[0].id]
    pulling = [state.point for state in held if state.toward]
    rivals = [one.point for one in deciding().values() if one.effect == "excludes" and _is_out(one, study)]
    foreign = [one.point for one in deciding().values() if one.effect != "excludes" and one.point not in pulling]
    others = [*rivals, *pulling, *shuffled(foreign[0], foreign[1:], own)][:_OTHERS]
    return Item(
        id=own, kind="exclude", topic="exclusion",
        prompt=study_words()["question"]["excludes"], sentence=study.note, key=key.point,
        options=shuffled(key.point, others, own), locators=key.places, label=label_of(key.places[0], load_digest()),
        explanation=f"{key.when} {key.then}",
    )  # fmt: skip
