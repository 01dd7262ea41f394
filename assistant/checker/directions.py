"""Directions: more, less, comparable, regardless - of the same thing, and for the same side, as the cited passage says.

1. Each clause is read for a side of a comparison (age, burden, therapy, ...), a measure and a direction word.
2. The direction is turned where it is denied ("not higher") and where the clause is about the opposite side.
3. It is held against the facts of directions.yaml whose places the sentence cites.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from assistant.checker.claims import Claim
from assistant.checker.clauses import Clause, clauses, subject_of, within
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, pattern, words
from assistant.checker.negation import denied
from assistant.checker.subjects import Subject, study_places, subjects
from assistant.models import Finding

NAME = "directions"
_CLOSE = 3
"""Words within which a denial turns a direction: "does not much affect", but not "without a transplant far more"."""
Way = Literal["more", "less", "same", "differs", "not more", "not less"]
_REVERSED: dict[str, Way] = {"more": "less", "less": "more"}
_DENIED: dict[str, Way] = {"more": "not more", "less": "not less", "same": "differs", "differs": "same"}
_CLASH: dict[str, frozenset[str]] = {
    "more": frozenset({"less", "same", "not more"}),
    "less": frozenset({"more", "same", "not less"}),
    "same": frozenset({"more", "less", "differs"}),
}


def check_directions(evidence: Evidence) -> list[Finding]:
    """One finding for each clause that turns round a direction of what it cites."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    cited = {locator.split("#")[0] for locator in evidence.locators(claim)}
    facts = [fact for fact in words("directions")["facts"] if cited & set(fact["places"])]
    if not facts:
        return
    named = subjects(claim.clean, claim.plain)
    for clause in clauses(claim.plain):
        for fact in facts:
            said = _said(claim, clause, named, fact)
            if said and said in _CLASH[_wanted(claim, clause, named, fact)]:
                expected = f"{fact['measure']}: {fact['way']} with {fact['pole']}"
                yield claim.finding(NAME, expected, f"the text says {said}", tuple(fact["places"]))
                return


def _said(claim: Claim, clause: Clause, named: tuple[Subject, ...], fact: dict[str, Any]) -> Way | None:
    """The direction a clause gives to a fact's measure; None where it does not speak of the fact."""
    text = claim.plain[clause.start : clause.end]
    inside = within(named, clause)
    measured = [match.start() for match in cue("directions", "measures", fact["measure"]).finditer(text)]
    if not measured or not _applies(claim, text, inside, named, fact):
        return None
    if _about(claim, text, inside, fact) is None:
        return None
    sides = {fact["family"], *words("arms")}
    hidden = [(one.start - clause.start, one.end - clause.start) for one in inside if one.family in sides]
    found = [
        one
        for one in _ways(text)
        if (not any(start <= one[1] < end for start, end in hidden) or _right_before(text, one[1], measured))
        and not _of_others(text, one[1], [(each.start - clause.start, each.family) for each in inside], fact["family"])
    ]
    if not found:
        return None
    return min(found, key=lambda one: min(abs(one[1] - at) for at in measured))[0]


def _of_others(text: str, at: int, named: list[tuple[int, str]], family: str) -> bool:
    """Whether a direction word stands in a part, between commas, that is about other sides: "more often in the old"."""
    start, stop = text.rfind(", ", 0, at), text.find(", ", at)
    if start < 0:
        return False
    sides = {one for place, one in named if start < place < (stop if stop >= 0 else len(text))}
    return family not in sides and not sides.isdisjoint(words("arms"))


def _right_before(text: str, start: int, measured: list[int]) -> bool:
    """Whether a direction word stands right before a measure: it is said of that, whatever phrase it ends."""
    return any(start < at and text[start:at].count(" ") == 1 for at in measured)


def _ways(text: str) -> list[tuple[Way, int]]:
    """The direction words of a clause, each turned where it is denied; a phrase inside a longer one is left out."""
    spans = [
        (way, match.start(), match.end())
        for way in ("more", "less", "same", "differs")
        for match in cue("directions", way).finditer(text)
    ]
    kept = [one for one in spans if not any(_inside(one, other) for other in spans)]
    return [(_turned(text, way, start, end), start) for way, start, end in kept]


def _inside(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return other != one and other[1] <= one[1] and one[2] <= other[2] and other[2] - other[1] > one[2] - one[1]


def _turned(text: str, way: str, start: int, end: int) -> Way:
    if denied(text, start, end, near=_CLOSE) and not text[start:end].startswith(("no ", "not ")):
        return _DENIED[way]
    ways: dict[str, Way] = {"more": "more", "less": "less", "same": "same", "differs": "differs"}
    return ways[way]


def _wanted(claim: Claim, clause: Clause, named: tuple[Subject, ...], fact: dict[str, Any]) -> str:
    """The direction the review gives, for the side the clause is about."""
    way: str = fact["way"]
    about = _about(claim, claim.plain[clause.start : clause.end], within(named, clause), fact)
    return way if about == fact["pole"] else _REVERSED.get(way, way)


def _about(claim: Claim, text: str, inside: tuple[Subject, ...], fact: dict[str, Any]) -> str | None:
    """The side a clause is about; the fact's own where it names only the topic ("age makes no difference")."""
    family: str = fact["family"]
    about = subject_of(claim.plain, inside, family, _poles(family))
    if about is None and fact.get("topic") and pattern(tuple(fact["topic"])).search(text):
        return str(fact["pole"])
    return about


def _poles(family: str) -> tuple[str, ...]:
    return ("blinatumomab", "car_t") if family == "therapy" else tuple(words("arms")[family])


def _applies(
    claim: Claim, text: str, inside: tuple[Subject, ...], named: tuple[Subject, ...], fact: dict[str, Any]
) -> bool:
    """Whether a clause speaks of the fact's therapy and study, and of none it does not hold for."""
    therapies = {one.pole for one in inside if one.family == "therapy"} or {
        one.pole for one in named if one.family == "therapy"
    }
    if fact.get("therapy") and therapies and therapies != {fact["therapy"]}:
        return False
    if fact["family"] == "therapy" and therapies - {"blinatumomab", "car_t"}:
        return False
    if fact.get("not") and pattern(tuple(fact["not"])).search(claim.plain):
        return False
    if fact.get("study"):
        studies = [one.pole for one in inside if one.family == "study"] or [
            one.pole for one in named if one.family == "study"
        ]
        return any(study_places(one) & study_places(fact["study"]) for one in studies)
    return True
