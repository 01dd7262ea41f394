"""The findings as a file, so that an answer can look them up without auditing the review anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from corpus.audit.models import Audit, Finding

PATH = Path(__file__).parent / "findings.json"
"""Written by scripts/audit.py; a test holds it to the audit."""


def as_json(audit: Audit) -> str:
    """The findings as the file holds them."""
    return (
        json.dumps([finding.model_dump(mode="json") for finding in audit.findings], indent=1, ensure_ascii=False) + "\n"
    )


@lru_cache(maxsize=1)
def questioned() -> Mapping[str, tuple[Finding, ...]]:
    """The findings by each place whose figure they question."""
    found: dict[str, tuple[Finding, ...]] = {}
    for record in json.loads(PATH.read_text(encoding="utf-8")):
        finding = Finding.model_validate(record)
        for place in finding.places:
            found[place] = (*found.get(place, ()), finding)
    return found
