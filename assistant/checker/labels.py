"""Labels: a number that is a name ("Tables 1 and 2", "exons 2 to 5", "4-1BB") is one that the cited passages have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import words
from assistant.checker.sources import Source
from assistant.models import Finding
from corpus.lexicon import fold

NAME = "numbers"
_NUMBERS = r"(\d+(?:\s?(?:,|,?\sand|to|or|-|–|through|&)\s?\d+)*)"
_PLACE = re.compile(r"(table|ref)(?:\.)?(\d+)")


class Label(NamedTuple):
    """Something named by numbers: ("exon", (2, 5))."""

    kind: str
    numbers: tuple[int, ...]

    def said(self) -> str:
        """In words for a message: "exon 2, 5"."""
        return f"{self.kind} {', '.join(str(number) for number in self.numbers)}"


def check_labels(evidence: Evidence) -> list[Finding]:
    """One finding for each thing named by a number that its claim's passages do not have, or by one number twice."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    told = labels(claim.plain)
    if not told:
        return
    where = evidence.locators(claim)
    known = _known(evidence.sources(claim), where) | _numbers(labels(evidence.asked))
    for one in told:
        strange = [number for number in one.numbers if (one.kind, number) not in known]
        if strange or len(set(one.numbers)) < len(one.numbers):
            has = sorted(number for kind, number in known if kind == one.kind)
            expected = f"{one.kind} {' or '.join(str(number) for number in has)}" if has else f"no {one.kind}"
            yield claim.finding(NAME, expected, one.said(), where)


@lru_cache(maxsize=4096)
def labels(plain: str) -> tuple[Label, ...]:
    """What a folded text names by numbers, in order of kind."""
    return tuple(
        Label(kind, tuple(int(number) for number in re.findall(r"\d+", match[1])))
        for kind, pattern in _patterns().items()
        for match in pattern.finditer(plain)
    )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    listed = words("labels").items()
    said = {kind: "|".join(phrases).replace("N", _NUMBERS).replace(" ", r"\s") for kind, phrases in listed}
    return {kind: re.compile(rf"(?<![\w.-])(?:{one})(?![\w%]|\.\d)") for kind, one in said.items()}


def _known(cited: Sequence[Source], places: Sequence[str]) -> frozenset[tuple[str, int]]:
    """The labels of the passages, their headings and places, and the references they cite."""
    found = _numbers(one for source in cited for one in labels(fold(_around(source))))
    found |= {("reference", number) for source in cited for number in source.passage.refs}
    named = (_PLACE.match(place) for place in places)
    return found | {("table" if match[1] == "table" else "reference", int(match[2])) for match in named if match}


def _around(source: Source) -> str:
    return " . ".join((source.passage.text, source.passage.label, source.passage.header))


def _numbers(told: Iterable[Label]) -> frozenset[tuple[str, int]]:
    return frozenset((one.kind, number) for one in told for number in one.numbers)
