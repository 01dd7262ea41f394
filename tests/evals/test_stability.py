"""A verdict does not hang on what is beside the point: an irrelevant sentence, a fact told again."""

from __future__ import annotations

import re

import pytest

from assistant.criteria.weigh import verdict_of
from evals.cases import load_cases, load_variants

TOLD = (*load_cases(), *load_variants())
IRRELEVANT = (
    "Thank you for your help with this.",
    "Kidney function is normal, potassium 4.1.",
    "The family lives two hours away by train.",
    "An old fracture of the wrist has healed.",
)


def statements(note):
    """Its sentences but for the question."""
    return [part for part in re.split(r"[.] (?=[A-Z])", note.strip()) if "?" not in part][:4]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.id)
def test_a_verdict_stays_when_nothing_new_is_said(told, assistant):
    def verdict(note):
        return verdict_of(assistant.reader.read(note).values())

    once = verdict(told.note)
    assert [verdict(f"{idle} {told.note}") for idle in IRRELEVANT] == [once] * len(IRRELEVANT)
    assert [verdict(f"{told.note} {idle}") for idle in IRRELEVANT] == [once] * len(IRRELEVANT)
    again = {verdict(f"{told.note} To say it again: {part}.") for part in statements(told.note)}
    assert again <= {once}
