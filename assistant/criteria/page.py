"""docs/criteria.md: every criterion with its source, condition, weight, places and proving cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.criteria.explain import THERAPY, bearing, spots
from corpus.criteria import Criterion, FactSpec, criteria_hash, load_criteria, load_fact_specs, source_notes
from corpus.digest import Digest

_OPENING = """# The criteria

Written by `scripts/criteria.py` from `corpus/criteria/*.yaml` and `corpus/facts.yaml`; a test holds it to them. The
same on the command line: `cd19 decide --explain`, and with `--case FILE` how each stands for a patient.

{count} criteria as of {as_of}, in our own words; a reading of the review that was a choice is named as such in the
source line. sha256 of the files: `{hash}`.
"""
_STATE = {"true": "holds", "false": "does not hold", "unknown": "unknown"}


def markdown(digest: Digest) -> str:
    """The whole page."""
    criteria = load_criteria()
    as_of = ", ".join(sorted({criterion.as_of for criterion in criteria}))
    parts = [
        _OPENING.format(count=len(criteria), as_of=as_of, hash=criteria_hash()),
        (Path(__file__).parent / "order.md").read_text(encoding="utf-8"),
        _at_a_glance(criteria),
        *(part for title, group in _groups(criteria) for part in (f"## {title}\n", *_told(group, digest))),
        _unused(load_fact_specs()),
        "## Sign-off\n\n| Reviewed by | Date | sha256 of the files |\n|---|---|---|\n|  |  |  |\n",
    ]
    return "\n".join(parts)


def _groups(criteria: Iterable[Criterion]) -> list[tuple[str, list[Criterion]]]:
    """The criteria under their headings, in the order in which they count."""
    groups: dict[str, list[Criterion]] = {
        "Exclusions": [], "Strong reasons toward blinatumomab": [], "Strong reasons toward CD19 CAR T cells": [],
        "Minor reasons toward blinatumomab": [], "Minor reasons toward CD19 CAR T cells": [], "Cautions and access": [],
    }  # fmt: skip
    for criterion in criteria:
        if criterion.effect == "excludes":
            groups["Exclusions"].append(criterion)
        elif criterion.toward:
            weight = criterion.weight.capitalize()
            groups[f"{weight} reasons toward {THERAPY[criterion.toward]}"].append(criterion)
        else:
            groups["Cautions and access"].append(criterion)
    return list(groups.items())


def _at_a_glance(criteria: Iterable[Criterion]) -> str:
    rows = [
        f"| {title} | {', '.join(f'[{criterion.id}](#{criterion.id})' for criterion in group)} |"
        for title, group in _groups(criteria)
    ]
    return "\n".join(["| Counts as | Criteria |", "|---|---|", *rows, ""])


def _told(group: Iterable[Criterion], digest: Digest) -> Iterable[str]:
    for criterion in group:
        places = "; ".join(f"{spot.label} (`{spot.locator}`)" for spot in spots(criterion.places, digest))
        yield "\n".join([
            f"### {criterion.id}", "", f"**{criterion.point}**", "",
            f"- When: {criterion.when}", f"- Then: {criterion.then}",
            f"- Effect: {bearing(criterion)}; weight: {criterion.weight}; as of {criterion.as_of}",
            f"- Places: {places}", f"- {source_notes()[criterion.id]}",
            "", "| Proving case | The criterion |", "|---|---|",
            *(f"| {_facts(case.facts)} | {_STATE[case.state]} |" for case in criterion.cases), "",
        ])  # fmt: skip


def _facts(facts: Mapping[str, Any]) -> str:
    specs = {spec.key: spec for spec in load_fact_specs()}
    return (
        "; ".join(f"{specs[key].title}: {specs[key].in_words(value)}" for key, value in facts.items())
        or "nothing known"
    )


def _unused(specs: Iterable[FactSpec]) -> str:
    """The facts and values that no criterion turns on, each with its reason."""
    rows = []
    for spec in specs:
        rows += [f"| {spec.title} | {spec.unused} |"] if spec.unused else []
        values = {"true": True, "false": False}
        rows += [
            f"| {spec.title}: {spec.in_words(values.get(value, value))} | {reason} |"
            for value, reason in spec.unused_values.items()
        ]
    return "\n".join(["## What no criterion turns on", "", "| Fact or value | Why |", "|---|---|", *rows, ""])
