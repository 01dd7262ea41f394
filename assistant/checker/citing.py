"""Citations: every sentence that states something cites; every mark and locator exists; each bears on its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise, takewhile

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence, squeezed
from assistant.checker.lexicon import cue
from assistant.checker.quantities import quantities, same_value
from assistant.checker.recommending import choices
from assistant.checker.terms import Term, everyday, source_keys, terms
from assistant.models import Finding
from corpus.lexicon import fold, load_concepts

NAME = "citations"
_FEW = 3
"""Content words from which on a citation can be judged beside the point."""
_STATING = 2
"""Content words from which on a sentence of at least `_WORDS` words states something, as one does of any matter."""
_ENTRIES = ("reference", "metadata")
"""Passages of several sentences that one mark at their end stands for: authors, title, journal."""
_PART = re.compile(r"[:;](?=\s)")
_WORDS = 6
_BOLD = re.compile(r"(\*\*|__).+\1:?\s*")


def check_citations(evidence: Evidence) -> list[Finding]:
    """One finding for each uncited statement, mark without citation, and citation unknown or beside the point."""
    found: list[Finding] = []
    if not evidence.claims:
        found.append(Finding(check=NAME, span=(0, 0), claim="", expected="an answer", found="nothing is said"))
    for at, claim in enumerate(evidence.claims):
        found += _unknown(claim, evidence)
        if not claim.numbers:
            if _states(claim, evidence) and not _entry(claim, evidence, at) and not _heads(claim, evidence, at):
                found.append(claim.finding(NAME, "a citation for every statement", "none in this sentence"))
        else:
            found += [] if evidence.quoted(claim) else _idle(claim, evidence)
    return found


def _unknown(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    for number in claim.numbers:
        locators = evidence.citations.get(number)
        if not locators:
            yield claim.finding(NAME, f"a citation behind the mark [{number}]", "none")
            continue
        for locator in locators:
            if not evidence.digest.at(locator):
                yield claim.finding(NAME, "a place of the review", f"{locator!r} behind [{number}] is none")


def _states(claim: Claim, evidence: Evidence) -> bool:
    """Whether a sentence states something of the review's matter in one of its parts."""
    if claim.question or _is_heading(claim) or claim.plain.rstrip().endswith(":"):
        return False
    stating = _stating(claim)
    if not stating:
        return False
    figures = [one for one in quantities(claim.plain) if one not in evidence.given and _inside(one.start, stating)]
    told = [term for term in terms(claim.clean) if _inside(term.start, stating)]
    if not figures and choices(claim) and all(everyday(term) or _named(term) for term in told):
        return False
    if claim.kind == "row":
        return bool(figures or len(told) >= _STATING)
    if len(claim.plain.split()) < _WORDS:
        return bool(figures) or any(own.startswith("study:") for own in load_concepts().ids(claim.clean))
    return len(told) >= _STATING or bool(figures) or any(not everyday(term) and not _named(term) for term in told)


def _stating(claim: Claim) -> list[tuple[int, int]]:
    """The parts of a claim, before and behind colons and semicolons, that are no choice, request or lead."""
    cuts = [0, *(match.end() for match in _PART.finditer(claim.plain)), len(claim.plain)]
    none = cue("citing", "no_statement")
    return [(start, end) for start, end in pairwise(cuts) if not none.search(claim.plain[start:end].strip())]


def _named(term: Term) -> bool:
    """Whether a word only names a therapy: "Blinatumomab is the right choice" states nothing yet."""
    return any(key.startswith("therapy:") for key in term.keys)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _is_heading(claim: Claim) -> bool:
    """Whether a claim is a heading that states nothing."""
    return bool(cue("citing", "heading").fullmatch(claim.plain.strip(" *#:")))


def _entry(claim: Claim, evidence: Evidence, at: int) -> bool:
    """Whether a sentence is part of a bibliographic entry that the next mark of its line stands for as a whole."""
    following = next((one for one in evidence.claims[at + 1 :] if one.numbers), None)
    if following is None or "\n" in evidence.answer[claim.end : following.start]:
        return False
    said = squeezed(claim.plain)
    return any(
        source.passage.kind in _ENTRIES and said in squeezed(source.plain) for source in evidence.sources(following)
    )


def _heads(claim: Claim, evidence: Evidence, at: int) -> bool:
    """Whether a line in bold only heads the list or table behind it: it speaks of nothing that these do not cite."""
    line = evidence.answer[claim.start :].partition("\n")[0]
    if claim.kind != "sentence" or not _BOLD.fullmatch(line):
        return False
    below = list(takewhile(lambda one: one.kind != "sentence", evidence.claims[at + 1 :]))
    known = frozenset(key for one in below for key in evidence.known(one))
    figures = [figure.quantity for one in below for source in evidence.sources(one) for figure in source.figures]
    return (
        bool(below)
        and all(everyday(term) or term.keys & known for term in terms(claim.clean))
        and all(any(same_value(one, other) for other in figures) for one in quantities(claim.plain))
    )


def _idle(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    """Citations that share nothing with their sentence; the article's own dates may stand beside any."""
    words = terms(claim.clean)
    if len(words) < _FEW or all(everyday(term) for term in words):
        return
    figures = {one.value for one in quantities(claim.plain)}
    keys = frozenset(key for term in words for key in term.keys)
    for locator in evidence.locators(claim):
        cited = evidence.one(locator)
        if not cited or locator.split("#")[0] in ("article", "abstract"):
            continue
        if keys & source_keys(cited) or figures & {one.quantity.value for source in cited for one in source.figures}:
            continue
        if not any(fold(term.word) in source.plain for term in words for source in cited):
            yield claim.finding(NAME, "a citation that bears on its sentence", f"{locator} shares nothing with it")
