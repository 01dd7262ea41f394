"""Altered quotations: a sentence that is almost one of the review's differs from it in nothing that matters.

Models copy. Where a claim runs along a sentence of what it cites, or along a criterion, word by word, the few words in
which it departs are all it says of its own: they are held far more strictly than free wording can be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.pieces import pieces
from assistant.checker.quantities import quantities
from assistant.checker.subjects import subjects
from assistant.models import Finding
from corpus.criteria import load_criteria
from corpus.lexicon import fold

NAME = "quotations"
_WORD = re.compile(r"[a-z0-9µ]+(?:[.,]\d+)*|[<>≤≥%$]")
_ANSWER = re.compile(r"\W*(?:(?:no|none|not really|yes|hardly|neither|never)[,:;.]|neither(?= (?:was|is|has|of)\b)) ?")
"""What answers a question before the sentence begins, and "neither" of two compared."""
_PLAIN = frozenset({"no", "not", "cannot", "never", "none", "neither", "rather than", "instead of"})
_SPARED = frozenset({"negative", "nor", "too", "despite", "unless"})
"""Negative words that deny nothing by themselves: CD19-negative, too poorly."""
_LEAST = 6
"""Words in a row, or nearly, from which on two sentences run along each other."""
_NEAR = 0.72
"""Share of the words of either stretch that must be the other's."""
_WHOLE = 0.55
"""Share of the claim or of the review's sentence that must run along."""
_GAP = 0.25
"""What a word not in common costs against one in common, where a stretch ends."""
_EDGE = 5
"""Words beside a stretch that still belong to it."""
_SHORT = 3
"""Words left out up to which an omission is a change, not a shortening."""


class Text(NamedTuple):
    """A sentence with its words and where each stands."""

    text: str
    plain: str
    said: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Change(NamedTuple):
    """What stands in the review's sentence, and what the claim has in its place; either may be empty."""

    of: range
    by: range
    edge: bool = False
    """Beside the stretch, not within it."""


def check_altered(evidence: Evidence) -> list[Finding]:
    """One finding for each claim that is almost a sentence of the review and departs from it where it counts."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    said = _read(claim.clean, claim.plain)
    known = [(one.passage, _read(one.text, one.plain)) for source in evidence.sources(claim) for one in pieces(source)]
    cited = frozenset(locator.split("#")[0] for locator in evidence.locators(claim))
    known += [(place, point) for place, point in _points() if place in cited]
    judged = [(place, one, stretch) for place, one in known if (stretch := along(one.said, said.said))]
    longest = max((stretch.common for _, _, stretch in judged), default=0)
    faults = []
    for place, one, stretch in judged:
        if stretch.common < longest:
            continue
        fault = next((told for change in stretch.changes if (told := _told(one, said, stretch, change))), "")
        if not fault:
            return
        faults.append((place, fault))
    if faults:
        place, fault = faults[0]
        yield claim.finding(NAME, f"the words of {place}", fault, (place,))


class Stretch(NamedTuple):
    """How far two sentences run along each other."""

    common: int
    """Words in common."""
    of: range
    by: range
    """The words of either from the first in common, or beside it, to the last."""
    changes: tuple[Change, ...]


@lru_cache(maxsize=8192)
def along(known: tuple[str, ...], said: tuple[str, ...]) -> Stretch | None:
    """The stretch in which a claim runs along a sentence, or None."""
    shared = LCSseq.similarity(known, said)
    if shared < _LEAST or shared < _WHOLE * min(len(known), len(said)):
        return None
    blocks = _run(SequenceMatcher(None, known, said, autojunk=False).get_matching_blocks()[:-1])
    if not blocks:
        return None
    common = sum(size for _, _, size in blocks)
    (first_of, first_by, _), (last_of, last_by, last) = blocks[0], blocks[-1]
    of, by = range(first_of, last_of + last), range(first_by, last_by + last)
    whole = common >= _WHOLE * len(known) or common >= _WHOLE * len(said)
    if common < _LEAST or not whole or common < _NEAR * len(of) or common < _NEAR * len(by):
        return None
    changes = [
        Change(range(a + n, b), range(c + n, d)) for (a, c, n), (b, d, _) in pairwise(blocks) if a + n < b or c + n < d
    ]
    before, after = min(of.start, _EDGE + 1), min(by.start, _EDGE + 1)
    if max(before, after) <= _EDGE and (before or after):
        changes.append(Change(range(of.start - before, of.start), range(by.start - after, by.start), edge=True))
    before, after = min(len(known) - of.stop, _EDGE + 1), min(len(said) - by.stop, _EDGE + 1)
    if max(before, after) <= _EDGE and (before or after):
        changes.append(Change(range(of.stop, of.stop + before), range(by.stop, by.stop + after), edge=True))
    reach = [(change.of, change.by) for change in changes if change.edge] + [(of, by)]
    of, by = (range(min(one.start for one in side), max(one.stop for one in side)) for side in zip(*reach, strict=True))
    return Stretch(common, of, by, tuple(changes))


def _run(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks in a row that hold most in common for the least between them."""
    best: tuple[float, list[tuple[int, int, int]]] = (0.0, [])
    worth, run = 0.0, list[tuple[int, int, int]]()
    for block in blocks:
        if run:
            before = run[-1]
            worth -= _GAP * (block[0] - before[0] + block[1] - before[1] - 2 * before[2])
        if worth <= 0:
            worth, run = 0.0, []
        worth, run = worth + block[2], [*run, block]
        if worth > best[0]:
            best = (worth, run)
    return best[1]


def _told(known: Text, said: Text, stretch: Stretch, change: Change) -> str:
    """What makes a change one of meaning, in words; "" for none."""
    was, now = _chunk(known, change.of), _chunk(said, change.by)
    told = f"{_words(now)!r} for {_words(was)!r}" if was and now else f"{_words(now or was)!r}"
    told = f"{told} {'left out' if was and not now else 'put in' if now and not was else ''}".strip()
    of, by = _chunk(known, stretch.of), _chunk(said, stretch.by)
    if _denial_moved(known, was, of, said) or _denial_moved(said, now, by, known):
        return told
    for weighed in (_figures, _poles, _ends):
        # What stands beside the stretch may be told in another place of the claim.
        told_there = _poles(said, _whole(said)) if change.edge else frozenset()
        elsewhere = {one for one in told_there if one[0] == "therapy"}
        if _opposed(weighed(known, was) - elsewhere, weighed(said, now)):
            return told
    return told if _hedged(known, was) and not _hedged(said, now) and len(was.words) <= _SHORT else ""


def _opposed(was: frozenset[tuple[str, str]], now: frozenset[tuple[str, str]]) -> bool:
    """Whether one names another end of something than the other, and not the same one as well."""
    both = {family for family, _ in was} & {family for family, _ in now}
    return any(
        {end for name, end in was if name == family}.isdisjoint(end for name, end in now if name == family)
        for family in both
    )


class Chunk(NamedTuple):
    start: int
    end: int
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)


def _chunk(text: Text, at: range) -> Chunk:
    spans = text.spans[at.start : at.stop]
    return Chunk(spans[0][0], spans[-1][1], text.said[at.start : at.stop]) if spans else Chunk(0, 0, ())


def _whole(text: Text) -> Chunk:
    return Chunk(0, len(text.plain), text.said)


def _words(chunk: Chunk) -> str:
    return " ".join(chunk.words)


def _denial_moved(text: Text, chunk: Chunk, stretch: Chunk, other: Text) -> bool:
    """Whether a chunk, not a long one, denies, and its stretch does so more often than the other sentence."""
    if not chunk or len(chunk.words) > _SHORT:
        return False
    here, there = _denials(text.plain, stretch.start, stretch.end), _denials(other.plain, 0, len(other.plain))
    return any(here[kind] > there[kind] for kind in _denials(text.plain, chunk.start, chunk.end))


def _denials(plain: str, start: int, end: int) -> Counter[str]:
    """The denials in a stretch by their kind."""
    found = (match[0] for match in cue("limits", "denying").finditer(plain, start, end))
    told = [word for word in found if word not in _SPARED]
    return Counter("not" if word in _PLAIN or word.endswith("n't") else word[:4] for word in told)


def _figures(text: Text, chunk: Chunk) -> frozenset[tuple[str, str]]:
    """The figures in a chunk, and the one right behind it: "<" belongs to it."""
    found = (one for one in quantities(text.plain) if chunk and one.start < chunk.end + 2 and chunk.start < one.end)
    return frozenset(("figure", f"{one.comparator}{one.value:g}{one.unit}") for one in found)


def _poles(text: Text, chunk: Chunk) -> frozenset[tuple[str, str]]:
    kept = (*words("arms"), "therapy", "study")
    return frozenset(
        (one.family, one.pole)
        for one in subjects(text.text, text.plain)
        if chunk and one.family in kept and one.start < chunk.end and chunk.start < one.end
    )


def _ends(text: Text, chunk: Chunk) -> frozenset[tuple[str, str]]:
    return frozenset(
        (one.axis, one.end)
        for one in senses(text.text, text.plain)
        if chunk and one.start < chunk.end and chunk.start < one.stop
    )


def _hedged(text: Text, chunk: Chunk) -> bool:
    strengths = [("strengths", strength, "guards") for strength in words("hedges")["strengths"]]
    return bool(chunk) and any(
        cue("hedges", *path).search(text.plain, chunk.start, chunk.end) for path in (*strengths, ("open",))
    )


@lru_cache(maxsize=4096)
def _read(text: str, plain: str) -> Text:
    opening = _ANSWER.match(plain)
    found = list(_WORD.finditer(plain, opening.end() if opening else 0))
    return Text(text, plain, tuple(one[0] for one in found), tuple(one.span() for one in found))


@lru_cache(maxsize=1)
def _points() -> tuple[tuple[str, Text], ...]:
    """The criteria's points by each of their places."""
    told = ((place, one.point) for one in load_criteria() for place in one.places)
    return tuple((place, _read(point, fold(point))) for place, point in told)
