"""Faults in figures: another cell's, a slip of a digit, two exchanged, another unit, limit or denominator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checker.claims import Claim
from evals.mutation.edits import Bench, Edit, read_words

_NUMBER = re.compile(
    r"(?<![\w.,;(/-])(?<!phase )(?<!patient )(?<!Patient )(?<!table )(?<!Table )(?<!CNS )"
    r"\d+(?:[.,]\d+)*(?!\w|[.,]?\d|;)"
    r"|(?<=\()\d+(?:[.,]\d+)*(?=%|\))"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"\s?%|[\s-](?:years?|months?|weeks?|days?)\b")
_APART = 0.12
"""How far apart two figures must lie, relatively: nearer ones may be the same, rounded."""
_FIVE = 5
_CLAUSE = re.compile(r"[;:](?=\s)|[.](?=\s)|,? (?:but|while|whereas) ")
_COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen)"
_SHARE = re.compile(
    r"%|(?<!\w)(?:half|halves|thirds?|quarters?|none|all|both|every|no)(?!\w)"
    rf"|(?<!\w){_COUNT} (?:\w+ )?(?:out )?of (?:\w+ )?{_COUNT}(?!\w)"
)


def neighbouring_cell(bench: Bench) -> Iterator[Edit]:
    """A figure replaced by one with the same unit from the same row or paragraph, or from the row beside it."""
    for claim in bench.claims:
        nearby = " ".join([bench.told(claim), *_rows_beside(bench, claim)])
        for start, end, value, unit in _figures(bench.body(claim)):
            others = {said for _, _, said, its in _figures(nearby) if its == unit and _differ(said, value)}
            if others:
                yield Edit(claim.start + start, claim.start + end, bench.rng.choice(sorted(others)))


def wrong_number(bench: Bench) -> Iterator[Edit]:
    """A figure with one digit changed, or a small number in words made another."""
    names = read_words("numbers")
    for claim in bench.claims:
        for start, end, value, _ in _figures(bench.body(claim)):
            said = _slip(value, bench)
            if _differ(said, value):
                yield Edit(claim.start + start, claim.start + end, said)
        for name in names:
            others = [other for other in names if other != name]
            pattern = (
                rf"(?<![\w-]){name}(?= (?:of|patients?|responders?|relapses?|weeks?|months?|years?|cases?|cycles?)\b)"
            )
            yield from bench.swaps(claim, pattern, bench.rng.choice(others))


def exchanged(bench: Bench) -> Iterator[Edit]:
    """Two figures with the same unit in one claim, each in the other's place."""
    for claim in bench.claims:
        body = bench.body(claim)
        for one, other in combinations(_figures(body), 2):
            between = body[one[1] : other[0]]
            if one[3] == other[3] == "%" and _differ(one[2], other[2]) and re.search(r"[a-z]{3}", between):
                yield Edit(claim.start + one[0], claim.start + other[1], other[2] + between + one[2])


def wrong_unit(bench: Bench) -> Iterator[Edit]:
    """Months for years, weeks for days, milliliters for microliters, euros for dollars."""
    for claim in bench.claims:
        for entry in read_words("units"):
            yield from bench.swaps(claim, entry["said"], entry["new"])


def moved_threshold(bench: Bench) -> Iterator[Edit]:
    """A limit turned round, or set elsewhere."""
    for claim in bench.claims:
        for entry in read_words("limits"):
            yield from bench.swaps(claim, entry["said"], entry["new"])
        for found in re.finditer(
            r"(?:[<>≤≥]\s?|(?:over|under|than|past|to|least|most) )(\d+)(?=%| ?years| months|\b)", bench.body(claim)
        ):
            start, value = found.start(1), int(found[1])
            if re.search(r"\d\s*%? to $|[-–]$|(?:due|came|led|up) to $", bench.body(claim)[:start][-8:]):
                continue
            moved = {5: 20, 25: 40, 50: 20, 60: 40, 65: 45, 1: 3, 4: 8}.get(value, value + _FIVE)
            yield Edit(claim.start + start, claim.start + found.end(1), str(moved))


def mixed_denominator(bench: Bench) -> Iterator[Edit]:
    """A share said of a group other than the one it was counted in; a bare count holds of the wider group as well."""
    for claim in bench.claims:
        for entry in read_words("denominators"):
            if re.search(entry.get("where", ""), claim.text, re.IGNORECASE):
                for edit in bench.swaps(claim, entry["said"], entry["new"]):
                    if _of_a_share(bench.body(claim), edit.start - claim.start):
                        yield edit


def _of_a_share(body: str, at: int) -> bool:
    """Whether a share is told in the clause around a place: a percentage, a fraction, a half."""
    edges = [0, *(match.end() for match in _CLAUSE.finditer(body)), len(body)]
    start, end = max(one for one in edges if one <= at), min(one for one in edges if one > at)
    return _SHARE.search(body, start, end) is not None


def _figures(body: str) -> list[tuple[int, int, str, str]]:
    """Start, end, digits and unit of each figure; years of publication and a list's own numbers left out."""
    found = []
    for match in _NUMBER.finditer(body):
        if _YEAR.fullmatch(match[0]) or re.match(r"\s*\d+\.\s", body[: match.end() + 2]):
            continue
        unit = _UNIT.match(body, match.end())
        found.append((match.start(), match.end(), match[0], unit[0].strip(" -s") if unit else ""))
    return found


def _rows_beside(bench: Bench, claim: Claim) -> list[str]:
    """The text of the rows before and after those a claim cites in Tables 1 and 2."""
    listed = [place.locator for place in bench.digest.places if re.match(r"table[12]\.(?!notes)", place.locator)]
    near = []
    for place in bench.places(claim):
        if place in listed:
            at = listed.index(place)
            near += [other for other in listed[max(0, at - 1) : at + 2] if other[:6] == place[:6] and other != place]
    return [passage.text for place in near for passage in bench.digest.at(place)]


def _differ(one: str, other: str) -> bool:
    first, second = float(one.replace(",", "")), float(other.replace(",", ""))
    return abs(first - second) > _APART * max(first, second)


def _slip(value: str, bench: Bench) -> str:
    """The figure with its first digit changed; a lone digit with any other."""
    digit = bench.rng.choice([one for one in "123456789" if one != value[0]])
    return digit + value[1:]
