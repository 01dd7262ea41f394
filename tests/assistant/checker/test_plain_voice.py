"""A colleague's plain voice: what is honest passes, however put; what is not is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.checker.check import check_answer
from assistant.models import CheckReport
from corpus.digest import Digest

_FILES = [
    yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))
    for name in ("plain_voice.yaml", "unheard_pairs.yaml")
]
_TOLD = {kind: [item for told in _FILES for item in told[kind]] for kind in ("honest", "faulty")}


def _report(item: dict[str, Any], digest: Digest) -> CheckReport:
    said, cite = item["say"], item["cite"]
    if isinstance(cite, str):
        said, cite = f"{said[:-1]} [1]{said[-1]}", {1: [cite]}
    return check_answer(said, cite, digest=digest, question=item.get("ask", ""))


@pytest.mark.parametrize("item", _TOLD["honest"], ids=lambda item: item["say"][:50])
def test_an_honest_claim_passes(item: dict[str, Any], digest: Digest) -> None:
    report = _report(item, digest)
    assert report.passed, report.findings or report.checks


@pytest.mark.parametrize("item", _TOLD["faulty"], ids=lambda item: item["say"][:50])
def test_a_faulty_claim_is_found(item: dict[str, Any], digest: Digest) -> None:
    assert _report(item, digest).findings
