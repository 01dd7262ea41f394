"""Findings and remarks as files, so that an answer or a question can look them up without auditing the review anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from corpus.audit.models import Finding

PATH = Path(__file__).parent / "findings.json"
REMARKS_PATH = Path(__file__).parent / "remarks.json"
"""Both written by scripts/audit.py; a test holds them to the audit."""


def as_json(findings: Iterable[Finding]) -> str:
    """Findings, or remarks, as their file holds them."""
    return json.dumps([finding.model_dump(mode="json") for finding in findings], indent=1, ensure_ascii=False) + "\n"


@lru_cache(maxsize=1)
def questioned() -> Mapping[str, tuple[Finding, ...]]:
    """The findings by each place whose figure they question."""
    return _by_place(PATH)


@lru_cache(maxsize=1)
def remarked() -> Mapping[str, tuple[Finding, ...]]:
    """The remarks by each place whose figure they are on."""
    return _by_place(REMARKS_PATH)


def _by_place(path: Path) -> Mapping[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for record in json.loads(path.read_text(encoding="utf-8")):
        finding = Finding.model_validate(record)
        for place in finding.places:
            found[place] = (*found.get(place, ()), finding)
    return found
