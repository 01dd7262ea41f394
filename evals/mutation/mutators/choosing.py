"""Faults of choice: the other therapy recommended, an exclusion ignored, a strong fact passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.criteria.engine import decide
from assistant.models import Case
from evals.mutation.edits import Bench, Edit, read_words
from evals.mutation.mutators.groups import chooses

_CHOICES = ("blinatumomab", "car_t")
_EXCLUDING: tuple[Mapping[str, Any], ...] = (
    {"cd19": "negative"},
    {"gvhd": "active", "on_immunosuppression": True},
)
_TURNING: tuple[Mapping[str, Any], ...] = (
    {"cns": "active"},
    {"proliferative": True},
    {"leukapheresis_feasible": False},
    {"extramedullary": "active"},
    {"prior_blinatumomab": "failed"},
)


def contradicts_criterion(bench: Bench) -> Iterator[Edit]:
    """The other therapy in the sentence that chooses."""
    if _verdict(bench.faithful.case) not in _CHOICES:
        return
    for claim in bench.claims:
        if chooses(claim.text):
            pattern = r"(?P<blina>blinatumomab)|(?:CD19 )?CAR T[- ]cells"
            found = re.search(pattern, claim.text, re.IGNORECASE)
            if found and not re.search("hard for|review|series", claim.text):
                new = "CD19 CAR T cells" if found["blina"] else "blinatumomab"
                yield Edit(claim.start + found.start(), claim.start + found.end(), new)


def ignored_exclusion(bench: Bench) -> Iterator[Edit]:
    """A fact that rules both out is in the case, yet a therapy is chosen; or "neither" becomes a choice."""
    verdict = _verdict(bench.faithful.case)
    if verdict in _CHOICES:
        for fact in _EXCLUDING:
            case = {**bench.faithful.case, **fact}
            if _verdict(case) == "neither":
                yield Edit(0, 0, "", case=case)
    if verdict == "neither":
        said = f" {bench.rng.choice(read_words('choices')['against_exclusion'])}"
        yield Edit(len(bench.text.rstrip()), len(bench.text), said)


def ignored_fact(bench: Bench) -> Iterator[Edit]:
    """A strong fact is in the case that turns the verdict, and the answer is the same."""
    verdict = _verdict(bench.faithful.case)
    if verdict in _CHOICES:
        for fact in _TURNING:
            case = {**bench.faithful.case, **fact}
            turned = _verdict(case)
            if turned != verdict and turned in (*_CHOICES, "conflicting", "neither"):
                yield Edit(0, 0, "", case=case)


def _verdict(facts: Mapping[str, Any]) -> str:
    return decide(Case.of(dict(facts))).recommendation if facts else ""
