"""Negations, and which therapy a property belongs to: held against attributes.yaml and statements.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.checker.claims import Claim
from assistant.checker.clauses import GOES_ON, Clause, clauses, within
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.negation import denied
from assistant.checker.roles import spoken_of
from assistant.checker.subjects import Subject, subjects
from assistant.models import Finding

NAME = "negations"
_LITTLE = re.compile(r"(?<!\w)(?:little|scant|low|hardly any) (?:\w+ )?$")
"""What denies a thing by its amount: "with little confidence"."""
_BEATEN = re.compile(
    r"(?<!\w)(?:better|rather|sooner|more)(?!\w)[^;:]* than (?:as |for |to |in )?(?:an? |the )?(?:\w+,? )?$"
)
"""What comes off second: "better as a bridge than as a definitive treatment"."""
_BOTH = ("blinatumomab", "car_t")


def check_statements(evidence: Evidence) -> list[Finding]:
    """One finding for each property given to the wrong therapy, and each statement turned round."""
    found = []
    for claim in evidence.worded:
        cited = frozenset(evidence.locators(claim)) | {one.split("#")[0] for one in evidence.locators(claim)}
        found += [*_attributes(claim, cited), *_statements(claim, cited)]
    return found


def _attributes(claim: Claim, cited: frozenset[str]) -> Iterable[Finding]:
    named = subjects(claim.clean, claim.plain)
    for number, entry in enumerate(words("attributes")):
        if entry.get("at") and not cited & set(entry["at"]):
            continue
        if entry.get("not") and cue("attributes", number, "not").search(claim.plain):
            continue
        for clause in clauses(claim.plain):
            text = claim.plain[clause.start : clause.end]
            match = cue("attributes", number, "cues").search(text)
            holder = match and _holder(
                claim, clause, _apart(named, clause.start + match.start(), clause.start + match.end())
            )
            if not match or not holder or holder not in entry or _open(claim.plain, clause.start + match.start()):
                continue
            if _denied(text, match) == (entry[holder] == "true"):
                truth = "true" if entry[holder] == "true" else "not true"
                yield _finding(claim, entry["id"], f"{truth} of {holder}", cited)


def _apart(named: tuple[Subject, ...], start: int, end: int) -> tuple[Subject, ...]:
    """What is named outside a property's own words: a "bispecific antibody" may be said of anything."""
    return tuple(one for one in named if one.end <= start or end <= one.start)


def _holder(claim: Claim, clause: Clause, named: tuple[Subject, ...]) -> str | None:
    """The therapy a clause gives a property to: the only one it is about; else the only one named before it."""
    inside = within(named, clause)
    others = {one.pole for one in inside if one.family == "therapy"} - set(_BOTH)
    if others:
        return None
    about = spoken_of(claim.plain, inside)
    if about is not None or any(one.family == "therapy" for one in inside):
        return about
    if not GOES_ON.match(claim.plain[clause.start : clause.end]):
        return None
    before = [one for one in named if one.family == "therapy" and one.start < clause.start]
    poles = {one.pole for one in before}
    return next(iter(poles)) if len(poles) == 1 and poles <= set(_BOTH) else None


def _statements(claim: Claim, cited: frozenset[str]) -> Iterable[Finding]:
    for number, entry in enumerate(words("statements")):
        if not cited & set(entry["at"]):
            continue
        if entry.get("about") and not cue("statements", number, "about").search(claim.plain):
            continue
        for match in cue("statements", number, "cues").finditer(claim.plain):
            if _open(claim.plain, match.start()):
                continue
            if _denied(claim.plain, match) == (entry["holds"] == "true"):
                truth = "affirmed" if entry["holds"] == "true" else "denied"
                yield _finding(claim, match[0], f"{truth} in the passage", cited)
                break


def _denied(text: str, match: re.Match[str]) -> bool:
    if re.match(r"(?:no|not|without|never)\b", match[0]):
        return False
    if _LITTLE.search(text[: match.start()]) or _BEATEN.search(text[: match.start()]):
        return True
    inside = re.search(r" (?:not|never)\b", match[0]) is not None
    return denied(text, match.start(), match.end()) != inside


def _open(plain: str, at: int) -> bool:
    """Whether a phrase stands in a condition or question: "if it had to be stopped"."""
    return cue("limits", "conditional").search(plain[max(0, at - 60) : at]) is not None


def _finding(claim: Claim, what: str, expected: str, cited: Iterable[str]) -> Finding:
    return claim.finding(NAME, f"{what}: {expected}", "the opposite", tuple(sorted(cited)))
