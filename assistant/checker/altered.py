"""Altered quotations: a sentence that is almost one of the review's differs from it in nothing that matters.

Models copy. Where a claim runs along a sentence of what it cites, or along a criterion, word by word, the few words in
which it departs are all it says of its own: they are held far more strictly than free wording can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.alignment import Change, Stretch, Text, along, read_words
from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.pieces import pieces
from assistant.checker.quantities import quantities
from assistant.checker.subjects import subjects
from assistant.checker.supposition import supposition
from assistant.models import Finding
from corpus.criteria import load_criteria
from corpus.lexicon import fold

NAME = "quotations"
_PLAIN = frozenset({"no", "not", "cannot", "never", "none", "neither", "rather than", "instead of"})
_SPARED = frozenset({"negative", "nor", "too", "despite", "unless"})
"""Negative words that deny nothing by themselves: CD19-negative, too poorly."""
_SHORT = 3
"""Words left out up to which an omission is a change, not a shortening."""


def check_altered(evidence: Evidence) -> list[Finding]:
    """One finding for each claim that is almost a sentence of the review and departs from it where it counts."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    supposed = supposition(claim)
    start = (
        supposed.reason if supposed else 0
    )  # what a reason has beside what is supposed, not what is supposed, is compared
    said = read_words(claim.clean[start:], claim.plain[start:])
    known = [
        (one.passage, read_words(one.text, one.plain)) for source in evidence.sources(claim) for one in pieces(source)
    ]
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


def _told(known: Text, said: Text, stretch: Stretch, change: Change) -> str:
    """What makes a change one of meaning, in words; "" for none."""
    was, now = _chunk(known, change.of), _chunk(said, change.by)
    told = f"{_words(now)!r} for {_words(was)!r}" if was and now else f"{_words(now or was)!r}"
    if change.edge and was and not now and known.plain[: was.start].rstrip().endswith(","):
        return ""  # what hangs on behind is cut off, not changed
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
    fewer = _hedges(known, was) and _hedges(said, by) < _hedges(known, of)
    return told if fewer and len(was.words) <= _SHORT else ""


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
    untold = cue("limits", "untold")
    if untold.search(text.plain, chunk.start, chunk.end) and untold.search(other.plain):
        return False  # "not reported" by another word for it: NR
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


def _hedges(text: Text, chunk: Chunk) -> int:
    """How many hedges stand in a chunk."""
    kinds = [("strengths", strength, "guards") for strength in words("hedges")["strengths"]]
    found = (cue("hedges", *path).finditer(text.plain, chunk.start, chunk.end) for path in (*kinds, ("open",)))
    return len({match.start() for matches in found for match in matches}) if chunk else 0


@lru_cache(maxsize=1)
def _points() -> tuple[tuple[str, Text], ...]:
    """The criteria's points by each of their places."""
    told = ((place, one.point) for one in load_criteria() for place in one.places)
    return tuple((place, read_words(point, fold(point))) for place, point in told)
