"""Every kind of fault is caught, and its faithful twin passes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.checker.check import check_answer
from assistant.models import CheckReport, Verdict
from corpus.digest import Digest

FILES = ("pairs.yaml", "more_pairs.yaml", "closer_pairs.yaml", "figure_pairs.yaml", "free_pairs.yaml")


def _kinds() -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for file in FILES:
        for kind, pairs in yaml.safe_load((Path(__file__).parent / file).read_text("utf-8")).items():
            yield file.partition("_")[0].removesuffix(".yaml"), kind, pairs


def _each(side: str) -> Iterator[Any]:
    for file, kind, pairs in _kinds():
        for number, pair in enumerate(pairs, 1):
            if side in pair:
                yield pytest.param(pair, id=f"{file}-{kind}-{number}")


def _report(pair: dict[str, Any], side: str, digest: Digest) -> CheckReport:
    cite = pair.get("bad_cite", pair["cite"]) if side == "bad" else pair["cite"]
    verdict = Verdict(recommendation=pair["verdict"], criteria=()) if "verdict" in pair else None
    return check_answer(pair[side], cite, digest=digest, verdict=verdict, question=pair.get("question", ""))


def _said(report: CheckReport) -> str:
    broken = [f"{one.check}: {one.detail}" for one in report.checks if not one.passed]
    faults = [f"{one.check} | {one.claim} | {one.expected} | {one.found}" for one in report.findings]
    return "\n".join([*broken, *faults])


@pytest.mark.parametrize("pair", tuple(_each("good")))
def test_faithful_answers_pass(pair: dict[str, Any], digest: Digest) -> None:
    report = _report(pair, "good", digest)
    assert report.passed, _said(report)


@pytest.mark.parametrize("pair", tuple(_each("bad")))
def test_faulty_answers_fail_by_a_finding(pair: dict[str, Any], digest: Digest) -> None:
    report = _report(pair, "bad", digest)
    assert not report.passed
    assert report.findings, "failed without a finding: a check broke"
