"""Faults in citation: a mark missing, dangling, or of another place; a reference, trial or year that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checker.claims import Claim
from evals.mutation.edits import Bench, Edit, read_words
from evals.mutation.mutators.groups import chooses

_MARKS = re.compile(r"\s?\[\d+\](?:\[\d+\])*")
_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?%?")
_COMMON = 0.25
"""Share of a claim's longer words that another place may have before the claim might be drawn from it too."""
_WORDS = 7
_REACH = 3


def missing_citation(bench: Bench) -> Iterator[Edit]:
    """The marks of one claim left out; claims too short to state anything alone are kept whole."""
    for claim in bench.claims:
        found = list(_MARKS.finditer(claim.text))
        figures = _FIGURE.search(_MARKS.sub("", claim.text))
        if len(found) == 1 and not chooses(claim.text) and (figures or len(claim.text.split()) >= _WORDS):
            yield Edit(claim.start + found[0].start(), claim.start + found[0].end(), "")


def dangling_mark(bench: Bench) -> Iterator[Edit]:
    """A mark with no citation behind it."""
    unused = max(map(int, bench.faithful.citations)) + 1
    for claim in bench.claims:
        found = re.search(r"\[\d+\]", claim.text)
        if found:
            yield Edit(claim.start + found.start(), claim.start + found.end(), f"[{unused}]")


def unknown_place(bench: Bench) -> Iterator[Edit]:
    """A citation of a place the review does not have."""
    mark = min(bench.faithful.citations, key=int)
    strange = bench.rng.choice(["patient2.9", "table1.tower2", "intro.8", "patient6.1", "ref.99", "table3.quality"])
    found = bench.text.find(f"[{mark}]")
    if found >= 0:
        cited = {**bench.faithful.citations, mark: (strange,)}
        yield Edit(found, found + len(mark) + 2, f"[{mark}]", citations=cited)


def wrong_citation(bench: Bench) -> Iterator[Edit]:
    """A claim's marks replaced by one of a neighbouring place that does not say it."""
    unused = str(max(map(int, bench.faithful.citations)) + 1)
    for claim in bench.claims:
        found = list(_MARKS.finditer(claim.text))
        places = _beside(bench, claim)
        if len(found) == 1 and places and not chooses(claim.text):
            cited = {**bench.faithful.citations, unused: (bench.rng.choice(places),)}
            start, end = claim.start + found[0].start(), claim.start + found[0].end()
            yield Edit(start, end, f" [{unused}]", citations=cited)


def invented_reference(bench: Bench) -> Iterator[Edit]:
    """An author, trial number, journal or year put in or put in the place of the true one."""
    words = read_words("references")
    for claim in bench.claims:
        if claim.kind != "row" and not chooses(claim.text):
            at = bench.end_of(claim)
            yield Edit(at, at, bench.rng.choice(words["added"]))
        for entry in words["replaced"]:
            yield from bench.swaps(claim, entry["said"], bench.rng.choice(entry["new"]))


def _beside(bench: Bench, claim: Claim) -> list[str]:
    """Places near the claim's own that lack one of its figures, or, where it has none, nearly all its words."""
    listed = [place.locator for place in bench.digest.places if place.kind != "reference"]
    own = bench.places(claim)
    at = [listed.index(place) for place in own if place in listed]
    near = [place for one in at for place in listed[max(0, one - _REACH) : one + _REACH + 1] if place not in own]
    return [place for place in dict.fromkeys(near) if not _may_say(bench, claim, place)]


def _may_say(bench: Bench, claim: Claim, place: str) -> bool:
    told = " ".join(f"{one.text} {one.header}" for one in bench.digest.at(place)).lower()
    body = bench.body(claim)
    figures = set(_FIGURE.findall(body))
    words = {word[:5] for word in re.findall(r"[a-z]{5,}", body.lower())}
    held = sum(word in told for word in words) / (len(words) or 1)
    if figures:
        return all(re.search(rf"(?<![\w.]){re.escape(one)}(?!\w)", told) for one in figures)
    return held > _COMMON or not words
