"""The checker's word as a whole: what it reports, and that it never passes over a broken check."""

from __future__ import annotations

import time

import pytest

from assistant.checker import check as module
from assistant.checker.check import check_answer
from assistant.checker.evidence import Evidence
from assistant.models import Finding, Verdict
from corpus.digest import Digest


def test_all_checks_are_named(digest: Digest) -> None:
    report = check_answer("Blinatumomab is off the shelf [1].", {1: ["table3.availability"]}, digest=digest)
    names = [check.check for check in report.checks]
    assert names == [
        "citations",
        "numbers",
        "names",
        "support",
        "directions",
        "negations",
        "contrasts",
        "quotations",
        "hedges",
        "time",
        "verdict",
    ]


def test_a_finding_points_at_its_claim(digest: Digest) -> None:
    answer = "CAR T cells take weeks [1]. Blinatumomab is given for 82 days [1]."
    report = check_answer(answer, {"1": ["table3.administration"]}, digest=digest)
    finding = next(one for one in report.findings if one.check == "numbers")
    assert answer[slice(*finding.span)] == finding.claim == "Blinatumomab is given for 82 days [1]."
    assert finding.where == ("table3.administration",)


def test_a_check_that_breaks_has_failed(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(evidence: Evidence) -> list[Finding]:
        raise KeyError("no such word")

    monkeypatch.setattr(module, "_CHECKS", (("numbers", broken),))
    report = check_answer("Fine [1].", {"1": ["abstract"]}, digest=digest)
    assert not report.passed
    assert report.checks[0].detail == "could not run: KeyError: 'no such word'"


def test_the_claimed_recommendation_must_be_the_verdict(digest: Digest) -> None:
    verdict = Verdict(recommendation="neither", criteria=())
    report = check_answer("As follows:", {}, digest=digest, verdict=verdict, recommendation="car_t")
    assert [finding.expected for finding in report.findings] == ["neither"]


def test_facts_without_a_choice_need_no_verdict(digest: Digest) -> None:
    verdict = Verdict(recommendation="car_t", criteria=())
    report = check_answer(
        "Manufacturing takes 4 to 6 weeks [1].", {"1": ["patient4.2"]}, digest=digest, verdict=verdict
    )
    assert report.passed


def test_checking_is_quick(digest: Digest) -> None:
    answer = "At MSKCC, 24 of 78 enrolled patients were leukapheresed without getting their cells [1]. " * 3
    cite = {"1": ["patient4.2"]}
    check_answer(answer, cite, digest=digest)
    started = time.perf_counter()
    for _ in range(5):
        check_answer(answer, cite, digest=digest)
    assert (time.perf_counter() - started) / 5 < 0.1
