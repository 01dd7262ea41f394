"""Faithful answers pass: paraphrases, and whatever quotes the digest with its own place as citation."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.checker.check import check_answer
from assistant.models import CheckReport, Verdict
from corpus.digest import Digest, load_digest
from corpus.models import Passage

FILE = Path(__file__).parent / "faithful.yaml"
FAITHFUL: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))["faithful"]


def _quoting(passages: list[Passage], digest: Digest) -> CheckReport:
    """An answer that strings passages together, every sentence marked; cited by sentence and by place in turn."""
    answer = " ".join(_marked(passage, number) for number, passage in enumerate(passages, 1))
    cite = {str(n): (one.id if n % 2 else one.place,) for n, one in enumerate(passages, 1)}
    return check_answer(answer, cite, digest=digest)


def _marked(passage: Passage, number: int) -> str:
    """A passage with a mark behind each sentence; an entry of the references is one statement."""
    if passage.kind in ("reference", "metadata"):
        return f"{passage.text} [{number}]"
    return re.sub(r"\.(?=\s[A-Z]|$)", f" [{number}].", passage.text)


@pytest.mark.parametrize("item", [pytest.param(item, id=item["good"][:40]) for item in FAITHFUL])
def test_a_faithful_paraphrase_passes(item: dict[str, Any], digest: Digest) -> None:
    verdict = Verdict(recommendation=item["verdict"], criteria=()) if "verdict" in item else None
    report = check_answer(item["good"], item["cite"], digest=digest, verdict=verdict, question=item["question"])
    assert report.passed, report.findings or report.checks


@pytest.mark.parametrize("kind", ["sentence", "cell", "notes", "reference", "metadata"])
def test_every_passage_passes_when_it_cites_itself(kind: str, digest: Digest) -> None:
    passages = [passage for passage in load_digest().passages if passage.kind == kind]
    assert passages
    reports = {passage.id: _quoting([passage], digest) for passage in passages}
    assert {place: report.findings for place, report in reports.items() if not report.passed} == {}


def test_passages_strung_together_pass(digest: Digest) -> None:
    rng = random.Random(20200103)
    for _ in range(150):
        chosen = rng.sample(digest.passages, rng.choice([2, 3, 4]))
        report = _quoting(chosen, digest)
        assert report.passed, ([passage.id for passage in chosen], report.findings)
