"""An answer held against the passages it cites and the criteria's verdict."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from assistant.checker import (
    added,
    altered,
    asides,
    citing,
    contrasts,
    dating,
    denials,
    directions,
    elsewhere,
    figures,
    flips,
    hedging,
    labels,
    names,
    recommended,
    statements,
    studied,
    support,
    supposed,
    treated,
)
from assistant.checker.evidence import Evidence
from assistant.models import Case, Check, CheckReport, Finding, Recommendation, Verdict
from corpus.digest import Digest
from corpus.errors import DataFileError


def _supported(evidence: Evidence) -> list[Finding]:
    found = support.check_support(evidence)
    return [*found, *asides.check_asides(evidence), *elsewhere.check_elsewhere(evidence)]


def _undenied(evidence: Evidence) -> list[Finding]:
    found = statements.check_statements(evidence)
    return [*found, *flips.check_flips(evidence), *denials.check_denials(evidence), *added.check_added(evidence)]


def _uncontradicted(evidence: Evidence) -> list[Finding]:
    found = contrasts.check_contrasts(evidence)
    return [*found, *treated.check_treated(evidence), *studied.check_studied(evidence)]


_CHECKS: tuple[tuple[str, Callable[[Evidence], list[Finding]]], ...] = (
    (citing.NAME, citing.check_citations),
    (figures.NAME, lambda evidence: [*figures.check_numbers(evidence), *labels.check_labels(evidence)]),
    (names.NAME, names.check_names),
    (support.NAME, _supported),
    (directions.NAME, directions.check_directions),
    (statements.NAME, _undenied),
    (contrasts.NAME, _uncontradicted),
    (altered.NAME, altered.check_altered),
    (hedging.NAME, lambda evidence: [*hedging.check_hedges(evidence), *hedging.check_dropped(evidence)]),
    (dating.NAME, dating.check_time),
    (recommended.NAME, lambda evidence: [*recommended.check_verdict(evidence), *supposed.check_supposed(evidence)]),
)


def check_answer(
    answer: str,
    citations: Mapping[str, Sequence[str]] | Mapping[int, Sequence[str]],
    *,
    digest: Digest,
    verdict: Verdict | None = None,
    recommendation: Recommendation | None = None,
    question: str = "",
    case: Case | None = None,
    only: Container[str] | None = None,
) -> CheckReport:
    """The checker's word on an answer: every check, passed or not, and a finding for each fault.

    `citations` maps a mark's number to locators. `recommendation` is what the answer itself claims; where it is not
    given, it is read from the prose. Without a verdict the recommendation is not checked. `case` is the patient the
    question is about: its facts may be repeated uncited. `only` names the checks wanted; all by default. A check that
    breaks has failed, with the reason in its detail.
    """
    marked = {str(number): tuple(locators) for number, locators in citations.items()}
    evidence = Evidence(answer, marked, digest, question, verdict, recommendation, case)
    checks: list[Check] = []
    findings: list[Finding] = []
    for name, check in _CHECKS:
        if only is not None and name not in only:
            continue
        done, found = _run(name, check, evidence)
        checks.append(done)
        findings += found
    return CheckReport(passed=all(check.passed for check in checks), checks=tuple(checks), findings=tuple(findings))


def _run(name: str, check: Callable[[Evidence], list[Finding]], evidence: Evidence) -> tuple[Check, list[Finding]]:
    try:
        found = check(evidence)
    except DataFileError:  # no answer can be checked: whoever asks is told which file to mend
        raise
    except Exception as error:  # whatever breaks a check, the answer has not passed it
        return Check(check=name, passed=False, detail=f"could not run: {type(error).__name__}: {error}"), []
    detail = "" if not found else f"{len(found)} found: {found[0].expected}; {found[0].found}"
    return Check(check=name, passed=not found, detail=detail), found
