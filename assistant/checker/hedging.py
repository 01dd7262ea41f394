"""Hedges: what the review holds preliminary or possible is not promoted to settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.clauses import Clause
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.pieces import Piece, content, drawn_from
from assistant.checker.quantities import quantities
from assistant.checker.recommending import recommends
from assistant.checker.stretches import stretches
from assistant.checker.support import place_weights
from assistant.checker.terms import terms
from assistant.models import Finding

NAME = "hedges"
_NEAR = 5
_LEAST = 2
_HEAD = 34
"""Characters after a hedge within which the word stands that it holds open."""
_CLOSE = 16
_FEW = 4
_BEFORE, _AFTER = 70, 30
"""Characters before and after that word within which a hedge of the claim is its own."""


_EVIDENCE = "evidence"
"""Key of what a finding rests on, however named: data, experience, a report."""


_STOP = re.compile(r"[,;:.()]")
_UN = re.compile(r"^(?:im|in|un)(?=[a-z]{5})")
_FRESH = re.compile(r"(?<!\w)(?:where|who|whom|whose|which)(?!\w)")
"""What a hedge before it does not reach beyond."""
_JOINED = re.compile(r" (?:to be )?([a-z]{5,})(?!\w)")
_PREDICATE = re.compile(r"\W*(?:$|[,.;:)]|(?:and|but|so|or)(?!\w))")
"""How a sentence goes on behind a hedge that is said of what stands before it."""


_LINKED = re.compile(
    r"[\w-]+(?: (?:of|in|against|on|to|for) (?:[\w-]+ ){1,5}?){1,2}(?:is|are|was|were|appears|seems|remains)(?!\w)"
)
"""A word that a predicate is said of, with what stands between: "activity of the drug in the CNS is" limited."""


class Guard(NamedTuple):
    """A hedge of a sentence and the word it holds open."""

    strength: str
    said: str
    keys: frozenset[str]
    beside: frozenset[str]
    """Keys of the words that follow it; empty where it is the evidence."""


def check_hedges(evidence: Evidence) -> list[Finding]:
    """One finding for each word of certainty that the cited passages do not bear out."""
    found: list[Finding] = []
    for at, claim in enumerate(evidence.claims):
        if claim.question or evidence.quoted(claim):
            continue
        following = evidence.claims[at + 1 : at + 2]
        borne = evidence.sources(claim) or tuple(source for one in following for source in evidence.sources(one))
        said = " ".join(source.plain for source in borne)
        found += [
            claim.finding(NAME, "no more certainty than the passages have", repr(match[0]), evidence.locators(claim))
            for match in cue("hedges", "boosters").finditer(claim.plain)
            if not _denied(claim.plain, match.start())
            and not _borne(match[0], said)
            and not _found_so(claim.plain, match.end(), match[0], said)
        ]
    return found


def check_dropped(evidence: Evidence) -> list[Finding]:
    """One finding for each word told flatly that every sentence it may come from hedges: "spoils" for "may spoil"."""
    weight = place_weights(evidence.digest)
    found = []
    for claim in evidence.worded:
        for part in stretches(claim.clean, claim.plain):
            said = content(claim.clean, claim.plain, part.start, part.end)
            likely = drawn_from(said, evidence.sources(claim), weight) if len(said) >= _LEAST else ()
            flat = next((one for piece in likely for one in _told_flatly(claim, part, piece, likely)), None)
            if flat and not recommends(claim):
                where = tuple(piece.passage for piece in likely)
                found.append(claim.finding(NAME, f"the doubt of the passage: {flat.said!r}", "told flatly", where))
                break
    return found


def _told_flatly(claim: Claim, part: Clause, piece: Piece, likely: Sequence[Piece]) -> Iterator[Guard]:
    """The hedges of a sentence whose word a part of a claim has without any, and no other likely sentence does."""
    keyed = [one for one in _keyed(claim.clean, claim.plain) if part.start <= one[0] < part.end]
    counted = any(part.start <= one.start < part.end for one in quantities(claim.plain))
    for guard in guards(piece.text, piece.plain):
        if counted and guard.strength in words("hedges")["borne_by_figures"] and _EVIDENCE not in guard.keys:
            continue
        spots = [at for at, keys in keyed if keys & guard.keys and _meant(at, keyed, guard)]
        told = spots and not any(_covered(claim.plain, part, at, guard) for at in spots)
        if told and not any(_plainly(guard, other) for other in likely):
            yield guard


def _plainly(guard: Guard, piece: Piece) -> bool:
    """Whether a sentence has the word that a hedge of another holds open, and holds it open by none."""
    keyed = _keyed(piece.text, piece.plain)
    spots = [at for at, keys in keyed if keys & guard.keys and _meant(at, keyed, guard)]
    held = frozenset[str]().union(*(other.keys for other in guards(piece.text, piece.plain)))
    return bool(spots) and not guard.keys & held


def _covered(plain: str, part: Clause, at: int, guard: Guard) -> bool:
    """Whether a word is held open: by a hedge of the same strength in its clause, or any right before it."""
    linked = _LINKED.match(plain, at, part.end)
    after = _BEFORE if _EVIDENCE in guard.keys or linked else _AFTER  # "experience ... was limited"
    start, end = max(part.start, at - _BEFORE), min(part.end, at + after)
    start = max((one.end() for one in _FRESH.finditer(plain, start, at)), default=start)
    return cue("hedges", "strengths", guard.strength, "covers").search(plain, start, end) is not None or any(
        cue("hedges", "strengths", other, "guards").search(plain, max(part.start, at - _CLOSE), at)
        for other in words("hedges")["strengths"]
    )


def _meant(at: int, keyed: Sequence[tuple[int, frozenset[str]]], guard: Guard) -> bool:
    """Whether a word stands beside what follows it in the passage as well."""
    return not guard.beside or any(abs(other - at) < _BEFORE and keys & guard.beside for other, keys in keyed)


@lru_cache(maxsize=2048)
def guards(text: str, plain: str) -> tuple[Guard, ...]:
    """The hedges of a sentence, each with the word it holds open: "may" with "spoil", "preliminary" with "data"."""
    found = []
    for strength in words("hedges")["strengths"]:
        for match in cue("hedges", "strengths", strength, "guards").finditer(plain):
            keys = _held_open(text, plain, match.start(), match.end())
            if keys:
                said = plain[match.start() : match.end() + _HEAD].strip()
                found.append(Guard(strength, said, keys, _beside(text, plain, match.end(), keys)))
    return tuple(found)


def _held_open(text: str, plain: str, start: int, end: int) -> frozenset[str]:
    """The keys of the word after a hedge, or of the evidence it is said of: "the data are preliminary"."""
    keyed = _keyed(text, plain)
    if _PREDICATE.match(plain, end):
        before = [keys for at, keys in keyed if start - _HEAD <= at < start and _EVIDENCE in keys]
        return before[-1] if before else frozenset()
    stop = _STOP.search(plain, end, end + _HEAD)
    last = stop.start() if stop else end + _HEAD
    return next((keys for at, keys in keyed if end <= at < last), frozenset())


def _beside(text: str, plain: str, end: int, keys: frozenset[str]) -> frozenset[str]:
    """The keys of the next few words behind the one held open: "the quality of the T cells" behind "spoil"."""
    if _EVIDENCE in keys:
        return frozenset()
    near = [other for at, other in _keyed(text, plain) if end <= at < end + 2 * _HEAD and other != keys]
    return frozenset(key for other in near[:_FEW] for key in other)


@lru_cache(maxsize=2048)
def _keyed(text: str, plain: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """Where the content words of a text stand, each with its keys and the axis it names an end of."""
    ends = {one.start: frozenset({f"axis:{one.axis}"}) for one in senses(text, plain) if one.axis == "amount"}
    nouns = {one.start(): frozenset({_EVIDENCE}) for one in cue("hedges", "evidence").finditer(plain)}
    keyed = {one.start: one.keys | _bare(one.word) | ends.get(one.start, frozenset()) for one in terms(text)}
    return tuple(sorted({**ends, **keyed, **nouns}.items()))


def _bare(word: str) -> frozenset[str]:
    """The keys of what a word denies by its first syllable: "possible" of "impossible"."""
    rest = _UN.sub("", word)
    return frozenset(key for one in terms(rest) for key in one.keys) if rest != word else frozenset()


def _denied(plain: str, start: int) -> bool:
    """Whether the word of certainty is itself taken back: "not settled", "yet to be proven", "to be confirmed"."""
    before = re.split(r"[;:.]|,(?= (?:but|which|who|and)\b)", plain[:start])[-1]
    reach = " ".join(before.split()[-_NEAR:])
    return cue("hedges", "denied").search(reach) is not None


def _found_so(plain: str, end: int, word: str, said: str) -> bool:
    """Whether "proved" only joins to its subject what a passage says of it: "the toxicities proved reversible"."""
    told = _JOINED.match(plain, end) if word in ("prove", "proves", "proved") else None
    return told is not None and re.search(rf"(?<!\w){re.escape(told[1])}", said) is not None


def _borne(word: str, said: str) -> bool:
    """Whether a passage says it as strongly: with the same word, undenied."""
    universal = cue("hedges", "universal")
    if universal.search(word) and universal.search(said):
        return True
    stem = word[:5]
    found = re.finditer(rf"(?<!\w){re.escape(stem)}\w*", said)
    return any(not _denied(said, match.start()) for match in found)
