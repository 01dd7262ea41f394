"""Every path to each of the six verdicts, and a case that takes it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from assistant.criteria.truth import deciding, holding
from assistant.criteria.weigh import recommend, verdict_of


class Path(NamedTuple):
    """What holds on the way to a verdict: exclusions, sides with strong and with minor reasons, access."""

    excluded: bool
    strong: str
    """Sides with strong reasons: "", "blinatumomab", "car_t" or "both"."""
    moot: bool
    """Whether strong reasons for CAR T cells fall away because they cannot be had."""
    minor: str
    """Sides with minor reasons, where no strong ones decide: "", a side, "even", or "more blinatumomab/car_t"."""


def _sides(criteria):
    sides = {criterion.toward for criterion in criteria}
    return "both" if len(sides) == 2 else next(iter(sides), "")


def path_of(facts) -> Path:
    """The path a case takes."""
    true = [deciding()[own] for own in holding(facts)]
    if any(criterion.effect == "excludes" for criterion in true):
        return Path(True, "", False, "")
    strong = [criterion for criterion in true if criterion.weight == "strong"]
    closed = any(criterion.effect == "access" for criterion in strong)
    moot = closed and any(criterion.effect == "for" for criterion in strong)
    counted = [criterion for criterion in strong if not (closed and criterion.effect == "for")]
    if counted:
        return Path(False, _sides(counted), moot, "")
    minor = [criterion.toward for criterion in true if criterion.weight == "minor"]
    count = {side: minor.count(side) for side in ("blinatumomab", "car_t")}
    if not all(count.values()):
        return Path(False, "", False, next((side for side, number in count.items() if number), ""))
    more = max(count, key=lambda side: count[side])
    return Path(False, "", False, "even" if len(set(count.values())) == 1 else f"more {more}")


BLIN, CAR_T = "blinatumomab", "car_t"
PATHS = {
    "CD19 lost": ({"cd19": "negative"}, Path(True, "", False, ""), "neither"),
    "GVHD on immunosuppression": (
        {"prior_allo_hct": True, "gvhd": "active", "on_immunosuppression": True},
        Path(True, "", False, ""),
        "neither",
    ),
    "past GVHD, still on immunosuppression": (
        {"prior_allo_hct": True, "gvhd": "history", "on_immunosuppression": True},
        Path(True, "", False, ""),
        "neither",
    ),
    "excluded whatever else holds": (
        {"cd19": "negative", "cns": "active", "proliferative": True},
        Path(True, "", False, ""),
        "neither",
    ),
    "strong toward CAR T cells": ({"extramedullary": "active"}, Path(False, CAR_T, False, ""), "car_t"),
    "strong toward CAR T cells, minor ones against": (
        {"cns": "history", "age": 70, "marrow_blasts_percent": 10},
        Path(False, CAR_T, False, ""),
        "car_t",
    ),
    "strong toward blinatumomab": ({"proliferative": True}, Path(False, BLIN, False, ""), "blinatumomab"),
    "strong toward blinatumomab, minor ones against": (
        {"leukapheresis_feasible": False, "marrow_blasts_percent": 80, "extramedullary": "history"},
        Path(False, BLIN, False, ""),
        "blinatumomab",
    ),
    "no access, nothing else": ({"car_t_access": False}, Path(False, BLIN, False, ""), "blinatumomab"),
    "no access makes reasons for CAR T cells moot": (
        {"car_t_access": False, "hct_candidate": False},
        Path(False, BLIN, True, ""),
        "blinatumomab",
    ),
    "no access, and other strong reasons toward blinatumomab": (
        {"car_t_access": False, "hct_candidate": False, "proliferative": True},
        Path(False, BLIN, True, ""),
        "blinatumomab",
    ),
    "no access leaves reasons against blinatumomab": (
        {"car_t_access": False, "cns": "active"},
        Path(False, "both", False, ""),
        "conflicting",
    ),
    "no access, reasons for CAR T cells moot, those against blinatumomab left": (
        {"car_t_access": False, "cns": "active", "donor_available": False},
        Path(False, "both", True, ""),
        "conflicting",
    ),
    "strong on both sides": (
        {"cns": "active", "proliferative": True},
        Path(False, "both", False, ""),
        "conflicting",
    ),
    "strong on both sides, minor ones do not tip it": (
        {"hct_candidate": False, "proliferative": True, "marrow_blasts_percent": 10, "age": 70},
        Path(False, "both", False, ""),
        "conflicting",
    ),
    "minor toward blinatumomab": ({"disease_status": "mrd"}, Path(False, "", False, BLIN), "blinatumomab"),
    "minor toward CAR T cells": ({"proliferative": False}, Path(False, "", False, CAR_T), "car_t"),
    "more minor ones toward blinatumomab": (
        {"proliferative": False, "age": 70, "donor_available": True},
        Path(False, "", False, f"more {BLIN}"),
        "blinatumomab",
    ),
    "more minor ones toward CAR T cells": (
        {"marrow_blasts_percent": 70, "proliferative": False, "donor_available": True},
        Path(False, "", False, f"more {CAR_T}"),
        "car_t",
    ),
    "even, one each": (
        {"marrow_blasts_percent": 70, "donor_available": True},
        Path(False, "", False, "even"),
        "either",
    ),
    "even, two each": (
        {"marrow_blasts_percent": 70, "proliferative": False, "donor_available": True, "age": 61},
        Path(False, "", False, "even"),
        "either",
    ),
    "nothing known": ({}, Path(False, "", False, ""), "insufficient"),
    "nothing that bears": (
        {"age": 40, "sex": "female", "cd19": "positive", "cns": "none"},
        Path(False, "", False, ""),
        "insufficient",
    ),
    "cautions alone": ({"genetics": ("TP53",), "prior_car_t": True}, Path(False, "", False, ""), "insufficient"),
}
"""Name: facts, the path they take, the verdict."""


@pytest.mark.parametrize(("facts", "path", "verdict"), PATHS.values(), ids=PATHS)
def test_case_takes_its_path_to_its_verdict(facts, path, verdict):
    assert path_of(facts) == path
    assert verdict_of(facts) == verdict


def test_each_verdict_is_reached():
    assert {verdict for _, _, verdict in PATHS.values()} == {
        "blinatumomab", "car_t", "either", "neither", "conflicting", "insufficient",
    }  # fmt: skip


def test_no_other_path_exists():
    """Every combination of reasons gives one of the paths listed: strong sides by access, minor sides without them."""
    listed = {path for _, path, _ in PATHS.values()}
    strong = {Path(False, side, moot, "") for side, moot in ((BLIN, True), ("both", True))}
    strong |= {Path(False, side, False, "") for side in (BLIN, CAR_T, "both")}
    minor = {Path(False, "", False, side) for side in ("", BLIN, CAR_T, "even", f"more {BLIN}", f"more {CAR_T}")}
    assert listed == {Path(True, "", False, "")} | strong | minor


@pytest.mark.parametrize("criterion", deciding().values(), ids=lambda criterion: criterion.id)
def test_each_reason_alone_leads_to_what_it_says(criterion):
    assert recommend([criterion]) == (criterion.toward or "neither")
