"""Access to CAR T cells: an open trial, or the label of commercial products as of January 2020.

The label (corpus/lexicon/facts/label.yaml; table3.fda-age, intro.2, table3.indication): up to 25 years of age, and
refractory or in second or later relapse.
"""

from __future__ import annotations

from typing import Any

from assistant.facts.lexicon import load
from assistant.facts.mention import mentions, strongest
from assistant.facts.note import Note
from assistant.models import Case, Fact, FactValue


def on_label(known: dict[str, FactValue]) -> bool | None:
    """Whether commercial CAR T cells are on label for these facts; None when age or status leaves it open."""
    label: dict[str, Any] = load("label")
    age = known.get("age")
    if isinstance(age, int | float) and age >= label["maximum_age_years"] + 1:
        return False
    if known.get("disease_status") == "refractory":
        status: bool | None = True
    elif known.get("disease_status") == "mrd":
        status = None
    else:
        number = known.get("relapse_number")
        status = number >= label["minimum_relapse_number"] if isinstance(number, int) else None
    if status is False:
        return False
    return status if isinstance(age, int | float) else None


def read_access(note: Note, known: dict[str, FactValue]) -> tuple[Fact, ...]:
    """What is said of trials, and the access that follows from it, from outright words and from the label."""
    trial_said = strongest(mentions(note, "trial"), "trial")
    trial = None
    if trial_said:
        trial = note.fact(
            "trial_available", trial_said.value, (trial_said.start, trial_said.end), trial_said.confidence
        )
    access = _access(note, trial, known)
    return tuple(fact for fact in (trial, access) if fact)


def _access(note: Note, trial: Fact | None, known: dict[str, FactValue]) -> Fact | None:
    said = strongest(mentions(note, "access"), "access")
    if said and not (said.value is False and trial and trial.value is True):
        return note.fact("car_t_access", said.value, (said.start, said.end), said.confidence)
    label = on_label(known)
    if trial and trial.value is True:
        return trial.model_copy(update={"key": "car_t_access", "note": _TRIAL})
    if label is None or (trial is None and label is False):
        return None
    reason = _reason(known, label)
    if trial is None:
        return Fact(key="car_t_access", value=True, confidence=0.75, note=reason)
    return trial.model_copy(update={"key": "car_t_access", "value": label, "note": f"no trial; {reason}"})


FOLLOWS_FROM = ("age", "disease_status", "relapse_number", "trial_available")
"""The facts that access is read off where it is not told."""
_TRIAL = "a trial is open to this patient"


def followed(case: Case) -> Case:
    """The case with access as it follows from its facts now: after a correction of age or relapse number, say.

    Access told in so many words stays as told.
    """
    stated = next((fact for fact in case.facts if fact.key == "car_t_access"), None)
    if stated is not None and not stated.note:
        return case
    known, trial = case.values(), case.get("trial_available")
    if trial is True:
        reached = Fact(key="car_t_access", value=True, note=_TRIAL)
        return case if stated is not None and stated.value is True else case.with_fact(reached)
    label = on_label(known)
    if (trial is None and not label) or label is None:
        return case.without("car_t_access")
    reason = _reason(known, label)
    note = reason if trial is None else f"no trial; {reason}"
    return case.with_fact(Fact(key="car_t_access", value=label, confidence=0.75, note=note))


def _reason(known: dict[str, FactValue], label: bool) -> str:
    words = (
        f"relapse number {known['relapse_number']}" if "relapse_number" in known else known.get("disease_status", "")
    )
    age = f"age {known['age']}" if "age" in known else "age unknown"
    verdict = "on" if label else "off"
    return f"{verdict} the January 2020 label ({age}, {words}): table3.fda-age, table3.indication"
