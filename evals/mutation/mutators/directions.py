"""Faults in direction and negation: more for less, a difference for none, a "not" dropped or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.mutation.edits import Bench, Edit, read_words
from evals.mutation.mutators.groups import chooses

_NEGATIVE = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|without|cannot|lack\w*|fail\w*|un\w+ed|hardly|rarely|rare)\b|n't\b",
    re.I,
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|does|did|do)\b"
    r"(?! (?:to|a|an|one|two|three|the|their|its|only|been|in|as|not|little|some)\b)"
)


def flipped_direction(bench: Bench) -> Iterator[Edit]:
    """More becomes less, higher lower, comparable different."""
    for claim in bench.claims:
        for entry in read_words("directions"):
            if not chooses(claim.text):
                yield from bench.swaps(claim, entry["said"], entry["new"])


def dropped_negation(bench: Bench) -> Iterator[Edit]:
    """A denial left out: what the review denies is affirmed."""
    for claim in bench.claims:
        for entry in read_words("negations"):
            if not chooses(claim.text):
                yield from bench.swaps(claim, entry["said"], entry["new"])


def added_negation(bench: Bench) -> Iterator[Edit]:
    """A "not" behind the first auxiliary of a claim that denies nothing."""
    for claim in bench.claims:
        body = bench.body(claim)
        found = _AUXILIARY.search(body)
        if found and not _NEGATIVE.search(body) and not chooses(body) and claim.kind != "row":
            yield Edit(claim.start + found.end(), claim.start + found.end(), " not")
