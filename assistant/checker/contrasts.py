"""Contrasts: a sentence is set beside the one it was drawn from, and each opposition between the two is counted.

1. Each clause is held against the cited sentences that carry most of its words (pieces.py).
2. Along every axis both speak of, and for every pair of opposing groups or therapies, they agree or are opposed.
3. An odd number of oppositions turns the statement round ("less in the younger" says the same as "more in the older").
4. Only what every likely sentence contradicts is a fault: where one agrees, or the words fit none, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.checker.axes import Sense, senses
from assistant.checker.claims import Claim
from assistant.checker.clauses import ANSWERED, CONDITION, SUPPOSED, Clause, clauses, subject_of, therapies_of, within
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.negation import LITTLE
from assistant.checker.pieces import Piece, content, counted_in, drawn_from, hold, worths
from assistant.checker.quantities import quantities, same_value
from assistant.checker.recommending import recommends
from assistant.checker.roles import given_before, spoken_of
from assistant.checker.stretches import stretches
from assistant.checker.subjects import Subject, subjects
from assistant.checker.support import place_weights
from assistant.checker.terms import Term, terms
from assistant.models import Finding

NAME = "contrasts"
_THERAPIES = ("blinatumomab", "car_t")
_DENIAL = re.compile(r"(?<!\w)(?:not(?! only| (?:all|every|just|merely|least)\b)|never|cannot|nobody)(?!\w)|n't(?!\w)")
_DIRECTED = frozenset({"amount", "quality", "effect", "safety", "duration", "ease"})
"""Axes on which the two sides of a comparison stand at different ends: an opposite side with one may be as true."""
_COMPARING = frozenset({"amount", "effect"})
"""Those of them that compare whoever is named."""
_OUTCOME = "response"
"""The groups that are named by an end of an axis: "refractory" tells how it went."""
_OF_WHOM = re.compile(r" (?:patients|people|adults|children|cases|ones)(?!\w)")
"""Behind an outcome, whom it only tells apart: "in refractory patients"."""
_OF_SEVERAL = frozenset({"amount", "quality"})
"""Those that one sentence often gives for several things: more toxicity, a poorer response."""
_ELLIPTICAL = re.compile(
    r"(?<!\w)and(?: [\w-]+){1,5} (?:(?:did|do|does|was|were|is|are|has|have|had|could|would)n't"
    r"|(?:did|do|does|was|were|is|are|has|have|had|could|would) not|cannot)\W*$"
)
"""How a clause says both ends at once: "one group found an effect and the other did not"."""
_CLOSE = 0.95
"""Share of a stretch that its sentence must hold before a denial by itself turns it round."""
_MOST = 0.8
"""Share of a stretch from which on its sentence speaks of the same thing, whatever stands beside an end of an axis."""
_ROWS = ("table1.", "table2.")
_LEAST = 3
"""Content of a stretch from which on its denials are compared."""
_FAR = 0.6
"""Share of a stretch's content, and of the best sentence's hold, from which a sentence may still speak of its side."""
_SCOPE = 46
"""Characters after a denial within which the words stand that it denies."""


def check_contrasts(evidence: Evidence) -> list[Finding]:
    """One finding for each clause that says the opposite of every cited sentence it may be drawn from."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    weight, cited = place_weights(evidence.digest), evidence.sources(claim)
    whole = drawn_from(content(claim.clean, claim.plain, 0, len(claim.plain)), cited, weight)
    supposed = SUPPOSED.match(claim.plain)
    for clause in stretches(claim.clean, claim.plain):
        if supposed and clause.start < supposed.end():
            continue
        if _ELLIPTICAL.search(claim.plain[clause.start : clause.end]):
            continue
        if cue("verdicts", "choosing").search(claim.plain, clause.start, clause.end) and recommends(claim):
            continue
        said = content(claim.clean, claim.plain, clause.start, clause.end)
        if claim.kind == "row" and clause.start:
            said = (*content(claim.clean, claim.plain, 0, claim.plain.find(":")), *said)
        own = drawn_from(said, cited, weight) or counted_in(said, cited)
        worth = worths(said, weight)
        close = bool(own) and all(hold(said, piece, worth) >= _CLOSE for piece in own)
        opposed = _telling(
            [
                (piece, _oppositions(claim, clause, piece, bool(own), said, hold(said, piece, worth) >= _MOST))
                for piece in _of_same(claim, clause, own or _of_matter(said, whole))
            ]
        )
        if opposed and all(len(one) % 2 and (one[0][0] != "denial" or close) for one in opposed):
            what, told = opposed[0][0]
            if what in ("therapy", *words("arms")):  # what is said of the other side may stand a little further off
                wide = drawn_from(said, cited, weight, _FAR, _FAR)
                if any(_names(piece, what) and _agrees(claim, clause, piece, said) for piece in wide):
                    continue
            where = tuple(piece.passage for piece in own or whole)
            yield claim.finding(NAME, f"{what}: {told}", "the opposite", where)
            return


def _agrees(claim: Claim, clause: Clause, piece: Piece, said: tuple[Term, ...]) -> bool:
    """Whether a sentence says the same of the same sides, or the opposite of the opposite one."""
    opposed = _oppositions(claim, clause, piece, True, said)
    mine = within(subjects(claim.clean, claim.plain), clause)
    return not len(opposed) % 2 and (bool(opposed) or not _across(claim, clause, mine, piece, _nearest(piece, said)))


def _telling(held: list[tuple[Piece, list[tuple[str, str]]]]) -> list[list[tuple[str, str]]]:
    """The oppositions of each sentence, without those that are of something else or name both sides of one opposed."""
    sides = {what for _, one in held for what, _ in one if what in words("arms")}
    left = [
        one
        for piece, one in held
        if not _apart(one)
        and (one or not any(len({each.pole for each in piece.subjects if each.family == side}) > 1 for side in sides))
    ]
    return left or [one for _, one in held]


def _apart(opposed: list[tuple[str, str]]) -> bool:
    """Whether a sentence is of another therapy and another group besides, and so of something else."""
    return len(opposed) > 1 and all(what in ("therapy", *words("arms")) for what, _ in opposed)


def _of_same(claim: Claim, clause: Clause, own: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The sentences of the therapy that a clause names alone, where there are any; else all."""
    named = therapies_of(claim.plain, subjects(claim.clean, claim.plain), clause)
    if not any(one.family == "therapy" for one in within(subjects(claim.clean, claim.plain), clause)):
        own = tuple(one for one in own if not named or not one.therapies or named & one.therapies)
    others = {
        one for one in own if {each.pole for each in one.subjects if each.family == "therapy"} - named - {*_THERAPIES}
    }
    own = tuple(one for one in own if one not in others) or own
    same = tuple(one for one in own if named and one.therapies == named)
    return same if len(named) == 1 and same else own


def _of_matter(said: tuple[Term, ...], whole: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The sentences of a claim that have some word of a clause; one that speaks of none of it contradicts nothing."""
    matter = frozenset(key for term in said if term.word for key in term.keys)
    return tuple(piece for piece in whole if not matter or matter & piece.keys)


def _names(piece: Piece, family: str) -> bool:
    """Whether a sentence speaks of one side: naming both, it says nothing of either."""
    sides = {one.pole for one in piece.subjects if one.family == family}
    return len(sides) == 1 if sides else family == "therapy" and bool(piece.therapies)


def _oppositions(
    claim: Claim, clause: Clause, piece: Piece, own: bool, said: tuple[Term, ...], most: bool = False
) -> list[tuple[str, str]]:
    """What a clause and a sentence say oppositely: the axis or family, and the sentence's own word; none in doubt.

    `own`: whether the clause by itself led to the sentence; else only what it says along the axes is compared. `most`:
    whether the sentence holds most of it.
    """
    mine = within(subjects(claim.clean, claim.plain), clause)
    full = own and all(not term.keys.isdisjoint(piece.keys) for term in said)
    along, loose = _along(claim, clause, mine, piece, own, own and most, full)
    across = _across(claim, clause, mine, piece, _nearest(piece, said))
    if (across and (loose or not own)) or not (across or own or along):
        return []
    denial = _denial(claim, clause, piece) if own and len(said) >= _LEAST else ""
    return [*across, *along, *([("denial", denial)] if denial else [])]


def _nearest(piece: Piece, said: tuple[Term, ...]) -> tuple[Subject, ...]:
    """What a sentence names in the one clause of it that holds most of some content; in all of it, where none does."""
    parts = clauses(piece.plain)
    keys = [
        {key for term in content(piece.text, piece.plain, part.start, part.end) for key in term.keys} for part in parts
    ]
    held = [sum(not term.keys.isdisjoint(one) for term in said) for one in keys]
    best = max(held, default=0)
    if held.count(best) != 1 or best < _LEAST:
        return piece.subjects
    return within(piece.subjects, parts[held.index(best)])


def _across(
    claim: Claim, clause: Clause, mine: tuple[Subject, ...], piece: Piece, nearest: tuple[Subject, ...]
) -> list[tuple[str, str]]:
    """The groups and therapies that are the opposite ones; of figures set side by side their own check knows more."""
    side_by_side = len(quantities(piece.plain)) > 1 and quantities(claim.plain[clause.start : clause.end])
    compared = piece.passage.startswith(_ROWS)
    found = []
    for family in words("arms"):
        several = len({one.pole for one in piece.subjects if one.family == family}) > 1
        if side_by_side and (several or compared or family in _annotated(piece.passage)):
            continue
        poles = tuple(words("arms")[family])
        here = subject_of(claim.plain, mine, family, poles)
        there = subject_of(piece.plain, piece.subjects, family, poles) or subject_of(
            piece.plain, nearest, family, poles
        )
        if here and there and here != there and {here, there} <= set(poles):
            found.append((family, there))
    return [*_treated(claim, mine, piece), *found, *_limits(claim, clause, piece)]


@lru_cache(maxsize=2048)
def _annotated(passage: str) -> frozenset[str]:
    """The families whose side is known for a figure of a passage: its own check holds it against that."""
    arms = (entry.get("arms") or {} for entry in words("figures") if passage.startswith(entry["at"]))
    return frozenset(family for one in arms for family in one)


def _treated(claim: Claim, mine: tuple[Subject, ...], piece: Piece) -> list[tuple[str, str]]:
    """The therapy a sentence is about, or names as given before, where the clause has the other in that part."""
    ours, theirs = _both(mine), _both(piece.subjects)
    if piece.passage.startswith(_ROWS):  # a study's row tells what its patients had before as well
        theirs = frozenset(_THERAPIES)
    here, there = spoken_of(claim.plain, mine, theirs), spoken_of(piece.plain, piece.subjects, ours)
    if there is None and not any(one.family == "therapy" for one in piece.subjects):
        there = next(iter(piece.therapies)) if len(piece.therapies) == 1 else None
    if here and there:
        return [("therapy", there)] if here != there and {here, there} <= set(_THERAPIES) else []
    before, told = given_before(claim.plain, mine, theirs), given_before(piece.plain, piece.subjects, ours)
    if before and told and before.isdisjoint(told) and before | told <= set(_THERAPIES):
        return [("therapy", f"{next(iter(told))} before")]
    return []


def _both(named: tuple[Subject, ...]) -> frozenset[str]:
    """The therapies named, where there are several."""
    poles = frozenset(one.pole for one in named if one.family == "therapy")
    return poles if len(poles) > 1 else frozenset()


def _limits(claim: Claim, clause: Clause, piece: Piece) -> list[tuple[str, str]]:
    """The limits a clause puts the other way round: under 25 for over 25."""
    told = {(one.value, one.comparator) for one in quantities(piece.plain) if one.comparator}
    turned = {"above": "below", "below": "above"}
    if cue("limits", "outright").search(claim.plain, clause.start, clause.end):  # who is left out is named
        return []
    return [
        ("limit", f"{one.value:g}")
        for one in quantities(claim.plain)
        if clause.start <= one.start < clause.end
        and one.comparator
        and (one.value, turned[one.comparator]) in told
        and (one.value, one.comparator) not in told
    ]


def _along(
    claim: Claim, clause: Clause, mine: tuple[Subject, ...], piece: Piece, own: bool, most: bool, full: bool
) -> tuple[list[tuple[str, str]], bool]:
    """The axes along which a clause says the other end, and whether it gives a direction the sentence does not.

    `full`: the sentence holds all of the clause; then an end it names is of the same thing, whatever stands beside it.
    """
    said = [
        one
        for one in _bare(claim.plain, senses(claim.clean, claim.plain), mine)
        if clause.start <= one.start < clause.end
    ]
    told = _bare(piece.plain, senses(piece.text, piece.plain), piece.subjects)
    nearer = [one for one in told if not _of_others(one, mine, piece)]
    told = [one for one in told if one in nearer or not any(one.axis == other.axis for other in nearer)]
    found, loose = [], False
    figures = [one for one in quantities(claim.plain) if clause.start <= one.start < clause.end]
    counted = any(same_value(one, other) for one in figures for other in quantities(piece.plain))
    for one in said:
        ends = {other.end for other in told if other.axis == one.axis}
        if counted and len(ends) > 1:  # whose the figure is tells more
            continue
        if any(other.axis == one.axis and other.end != one.end for other in said):
            continue
        same = [other for other in told if other.axis == one.axis and (other.of & one.of or (own and not one.of))]
        same = same or (_only(one, said, told) if most else [])
        same = same or [other for other in told if full and other.axis == one.axis and one.axis not in _OF_SEVERAL]
        if same and all(other.end != one.end for other in same):
            found.append((one.axis, piece.plain[same[0].start : same[0].stop]))
        loose = loose or (not same and one.axis in _DIRECTED)
    compared = {one.axis for one in said}
    loose = loose or (
        compared.isdisjoint(_COMPARING) and any(one.axis in _COMPARING and _sided(one, mine, piece) for one in told)
    )
    return list(dict(found).items()), loose


def _only(one: Sense, said: Sequence[Sense], told: Sequence[Sense]) -> list[Sense]:
    """The one sense of a sentence along an axis, where the clause has no more of that axis either."""
    there = [other for other in told if other.axis == one.axis]
    here = [other for other in said if other.axis == one.axis]
    return there if len(there) == len(here) == 1 and one.axis not in _COMPARING else []


def _of_others(sense: Sense, mine: tuple[Subject, ...], piece: Piece) -> bool:
    """Whether an end of an axis is said of a group that the claim does not speak of: "more frequent in the elderly"."""
    before, after = piece.plain.rfind(", ", 0, sense.start), piece.plain.find(", ", sense.stop)
    if before < 0:
        return False
    part = Clause(before, after if after >= 0 else len(piece.plain))
    sides = {one.family for one in within(piece.subjects, part) if one.family in words("arms")}
    return bool(sides) and sides.isdisjoint(one.family for one in mine)


def _sided(sense: Sense, mine: tuple[Subject, ...], piece: Piece) -> bool:
    """Whether an end of an axis stands in a clause of the sentence that names a side the claim names as well."""
    families = {one.family for one in mine}
    clause = next((one for one in clauses(piece.plain) if one.start <= sense.start < one.end), None)
    named = within(piece.subjects, clause) if clause else piece.subjects
    return not families or any(one.family in families for one in named)


def _bare(plain: str, found: tuple[Sense, ...], named: tuple[Subject, ...]) -> list[Sense]:
    """The senses that are no part of a group's name: the "high" of "high disease burden"."""
    groups = [one for one in named if one.family in words("arms")]
    groups = [one for one in groups if one.family != _OUTCOME or _OF_WHOM.match(plain, one.end)]
    hidden = [(one.start, one.end) for one in groups]
    return [one for one in found if not any(start <= one.start < end for start, end in hidden)]


def _denial(claim: Claim, clause: Clause, piece: Piece) -> str:
    """The words of a denial that only one side has; "" where both deny, neither does, or it cannot be told."""
    text = claim.plain[clause.start : clause.end]
    if CONDITION.match(text):
        return ""
    negative = cue("limits", "denying")
    answered = ANSWERED.match(claim.plain)
    start = max(clause.start, answered.end() if answered else 0)
    mine = _denials(claim.clean, claim.plain, start, clause.end)
    theirs = _denials(piece.text, piece.plain, 0, len(piece.plain))
    if mine and not theirs and not negative.search(piece.plain):
        return "affirmed"
    if theirs and not mine and not negative.search(text):
        inside = {key for term in terms(claim.clean) if clause.start <= term.start < clause.end for key in term.keys}
        scope = [term for term in piece.terms if any(at <= term.start < at + _SCOPE for at in theirs)]
        if scope and all(term.keys & inside for term in scope[:2]):
            return "denied"
    return ""


def _denials(text: str, plain: str, start: int, end: int) -> list[int]:
    """Where a stretch denies something other than an end of an axis, whose denial is read there."""
    read = [one for one in senses(text, plain) if one.denied or re.search(_DENIAL, plain[one.start : one.stop])]
    return [
        match.end()
        for match in _DENIAL.finditer(plain, start, end)
        if not LITTLE.match(plain, match.end())
        and not any(match.start() - (one.stop - one.start) < one.start <= match.end() + _SCOPE // 2 for one in read)
    ]
