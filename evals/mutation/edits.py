"""What mutators work on and hand back: the claims of an answer with their places, and one edit that makes it false."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from assistant.checker.claims import Claim, split_claims
from corpus.digest import Digest
from corpus.models import Frozen
from corpus.yamls import read_yaml
from evals.mutation.answers import Faithful

_MARK = re.compile(r"\[\d+\](?:\[\d+\])*")


class Edit(NamedTuple):
    """Characters `start` to `end` of the answer replaced by `new`; other citations or facts where they change."""

    start: int
    end: int
    new: str
    citations: Mapping[str, tuple[str, ...]] | None = None
    case: Mapping[str, Any] | None = None


class Mutant(Frozen):
    """A faithful answer made false by one edit."""

    kind: str
    original: str
    """Id of the faithful answer."""
    answer: str
    citations: Mapping[str, tuple[str, ...]]
    question: str
    case: Mapping[str, Any]
    span: tuple[int, int]
    """Characters of `answer` that differ."""
    was: str
    became: str
    held_back: bool


class Bench:
    """A faithful answer on the bench: its claims, and the text of the places they cite."""

    def __init__(self, faithful: Faithful, digest: Digest, rng: Random) -> None:
        self.faithful, self.digest, self.rng = faithful, digest, rng
        self.text = faithful.answer

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that cite something and ask nothing."""
        return tuple(one for one in split_claims(self.text) if one.numbers and not one.question)

    def places(self, claim: Claim) -> tuple[str, ...]:
        """The places a claim cites, cells as their rows."""
        cited = [place for number in claim.numbers for place in self.faithful.citations.get(number, ())]
        return tuple(dict.fromkeys(place.split("#")[0] for place in cited))

    def told(self, claim: Claim) -> str:
        """All that the places a claim cites say."""
        return " ".join(one.text for place in self.places(claim) for one in self.digest.at(place))

    def body(self, claim: Claim) -> str:
        """A claim as it stands, its marks blanked: places in it are places in the answer, less `claim.start`."""
        return _MARK.sub(lambda mark: " " * len(mark[0]), claim.text)

    def swaps(self, claim: Claim, pattern: str, new: str) -> Iterator[Edit]:
        """One edit for each place where a pattern stands in a claim; a capital stays a capital."""
        for found in re.finditer(pattern, self.body(claim), re.IGNORECASE):
            said = found.expand(new)
            said = said[:1].upper() + said[1:] if found[0][:1].isupper() else said
            yield Edit(claim.start + found.start(), claim.start + found.end(), said)

    def end_of(self, claim: Claim) -> int:
        """Where a claim's own words end, before its closing marks and stop."""
        closing = re.search(r"[\s.!|]*(?:\[\d+\][\s.!|]*)*$", claim.text)
        return claim.start + (closing.start() if closing else len(claim.text))

    def apply(self, kind: str, edit: Edit) -> Mutant:
        """The mutant that an edit makes."""
        return Mutant(
            kind=kind,
            original=self.faithful.id,
            answer=self.text[: edit.start] + edit.new + self.text[edit.end :],
            citations=self.faithful.citations if edit.citations is None else edit.citations,
            question=self.faithful.question,
            case=self.faithful.case if edit.case is None else edit.case,
            span=(edit.start, edit.start + len(edit.new)),
            was=self.text[edit.start : edit.end],
            became=edit.new,
            held_back=self.faithful.held_back,
        )


@lru_cache(maxsize=32)
def read_words(name: str) -> Any:
    """A file of words beside the mutators."""
    return read_yaml(Path(__file__).parent / "words" / f"{name}.yaml")
