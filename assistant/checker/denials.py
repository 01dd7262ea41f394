"""Denials dropped or put in: what every sentence that a stretch may come from denies, the stretch does not affirm.

1. A denial of a sentence ("never", "without", "excluded from"; "are lacking" behind) reaches the words beside it.
2. A stretch affirms them where it has them and no negative word stands near any, but one that the sentence has as well.
3. Only what all likely sentences deny counts, as with contrasts. The same holds the other way round.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.clauses import Clause, clauses, therapies_of, yardstick
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.negation import OPEN
from assistant.checker.negatives import Negative, negatives
from assistant.checker.pieces import Piece, content, drawn_from
from assistant.checker.stretches import stretches
from assistant.checker.subjects import subjects
from assistant.checker.support import place_weights
from assistant.checker.terms import Term, terms
from assistant.models import Finding

NAME = "negations"
_SCOPE = 46
"""Characters beside a denial within which the words stand that it denies."""
_REACH = 48
"""Characters beside a word of a claim within which a negative word may deny it."""
_HEADS = 2
_STOP = re.compile(
    r"[,;:.()]|(?<!\w)(?:because|since|owing|due to|but|and|whereas|while|although|though|so"
    r"|if|unless|provided|as long as|when|once|until)(?!\w)"
)
"""Where the reach of a denial ends."""
_NO = r"(?:no|not|none|never|neither|hardly|nobody|nothing)"
_ANSWER = re.compile(rf"\W*(?:[\w']+ ){{0,2}}{_NO}(?:(?: [\w']+){{0,3}}[:;]|(?: really| quite)?[,.])")
"""What answers a question before the sentence begins."""


_PREDICATE = re.compile(
    r"\W*(?:and|but|yet) (?=(?:then |later |in the end )?(?:had|has|have|was|were|is|are|did|does|do|could|can|would"
    r"|will|may|might|never|not|cannot)(?!\w))"
)
"""How a part begins that tells something more of the same."""


class Denied(NamedTuple):
    """What one denial denies."""

    word: tuple[int, int]
    """Where the denial stands."""
    heads: tuple[Term, ...]
    """The two words that it is said of, the nearest."""
    reach: tuple[Term, ...]
    """All words it reaches."""


class Told(NamedTuple):
    """A stretch or a sentence by itself."""

    text: str
    plain: str


def check_denials(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch that affirms what every sentence it may come from denies, or the reverse."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    weight, cited = place_weights(evidence.digest), evidence.sources(claim)
    for start, end in _parts(claim):
        likely = drawn_from(content(claim.clean, claim.plain, start, end), cited, weight)
        named = _therapies(claim, start, end) or therapies_of(
            claim.plain, subjects(claim.clean, claim.plain), Clause(start, end)
        )
        likely = tuple(one for one in likely if not named or not one.therapies or named & one.therapies)
        answered = _ANSWER.match(claim.plain, start, end)
        begin = answered.end() if answered else start
        own = Told(claim.clean[begin:end], claim.plain[begin:end])
        sentences = [Told(one.text, one.plain) for one in likely]
        yield from _turned(claim, [_affirmed(own, one) for one in sentences], likely, "denied")
        yield from _turned(claim, [_affirmed(one, own, "unsaid") for one in sentences], likely, "said")


def _parts(claim: Claim) -> tuple[tuple[int, int], ...]:
    """The stretches of a claim; of two things told of the same each; a predicate with what is before it."""
    found: list[tuple[int, int]] = []
    before: int | None = None
    for part in stretches(claim.clean, claim.plain):
        edges = [part.start, *(one.start() for one in _PREDICATE.finditer(claim.plain, part.start + 1, part.end))]
        found += [(part.start, part.end), *(pairwise([*edges, part.end]) if len(edges) > 1 else ())]
        alone = before is not None and len(_therapies(claim, before, part.end)) < 2
        if before is not None and alone and _PREDICATE.match(claim.plain, part.start):
            found.append((before, part.end))
        before = part.start
    return tuple(dict.fromkeys(found))


def _therapies(claim: Claim, start: int, end: int) -> frozenset[str]:
    named = (one for one in subjects(claim.clean, claim.plain) if start <= one.start < end)
    return frozenset(one.pole for one in named if one.family == "therapy" and not yardstick(claim.plain, one))


def _turned(claim: Claim, words: Sequence[str], likely: Sequence[Piece], told: str) -> Iterator[Finding]:
    if words and all(words):
        where = tuple(piece.passage for piece in likely)
        yield claim.finding(NAME, f"{words[0]!r} {told}, as {where[0]} has it", "the opposite", where)


def _affirmed(one: Told, other: Told, kind: str = "negative") -> str:
    """The words of a text that say plainly what the other denies; "" for none."""
    inside = [term for term in terms(one.text) if not _therapy(term)]
    own = {term.start for two in denied(*one) for term in two.reach}
    for refused in (two for two in denied(*other) if len(two.heads) == _HEADS):
        held = [[term for term in inside if term.keys & head.keys] for head in refused.heads]
        apart = all(held) and any(first.word != second.word for first in held[0] for second in held[1])
        told = [term for group in held for term in group]
        if (
            apart
            and not any(term.start in own for term in told)
            and not _negative(one.plain, told, other.plain, refused, kind)
        ):
            return " ".join(group[0].word for group in held)
    return ""


def _negative(plain: str, found: Iterable[Term], other: str, refused: Denied, kind: str) -> bool:
    """Whether a negative word stands near words of a text, that the other has not as well beside its denial."""
    beside = negatives(other)
    known = Counter(one.sense for one in beside if not _meets(one, *refused.word))
    spots = [(term.start, term.start + len(term.word)) for term in found]
    if any(
        OPEN.search(plain[part.start : at]) for at, _ in spots for part in clauses(plain) if part.start <= at < part.end
    ):
        return True  # "it has not been shown that ..." leaves open all that follows
    near = {
        one for at, _ in spots for one in negatives(plain, kind) if at - _REACH <= one.start and one.end <= at + _REACH
    }
    if any(_meets(one, head.start, head.start + len(head.word)) for head in refused.heads for one in beside):
        near = {one for one in near if not any(_meets(one, *spot) for spot in spots)}  # "not lost" beside "lost"
    told = Counter(one.sense for one in near)
    return any(sense not in known or (sense == "not" and told[sense] > known[sense]) for sense in told)


def _meets(one: Negative, start: int, end: int) -> bool:
    return one.start < end and start < one.end


def _therapy(term: Term) -> bool:
    return any(key.startswith("therapy:") for key in term.keys)


@lru_cache(maxsize=2048)
def denied(text: str, plain: str) -> tuple[Denied, ...]:
    """What a sentence denies: for each denial the words it reaches, within its clause."""
    said = [term for term in terms(text) if not _therapy(term)]
    found: list[Denied] = []
    for clause in clauses(plain):
        inside = [term for term in said if clause.start <= term.start < clause.end]
        for match in cue("limits", "denials_before").finditer(plain, clause.start, clause.end):
            stop = _STOP.search(plain, match.end(), match.end() + _SCOPE)
            end = stop.start() if stop else match.end() + _SCOPE
            after = [term for term in inside if match.end() <= term.start < end]
            near = max(match.start() - _SCOPE, plain.rfind(";", 0, match.start()), plain.rfind(":", 0, match.start()))
            before = [term for term in said if near <= term.start < match.start()]
            pairs = list(combinations(after[: _HEADS + 1], _HEADS)) or [(*before[-1:], *after)]
            pairs = pairs if match[0] == "no" else pairs[:1]
            found += [Denied(match.span(), tuple(pair), tuple(after)) for pair in pairs]
        for match in cue("limits", "denials_after").finditer(plain, clause.start, clause.end):
            before = [term for term in inside if match.start() - _SCOPE <= term.start < match.start()]
            pairs = list(combinations(before[-_HEADS:], _HEADS))
            found += [Denied(match.span(), tuple(pair), tuple(before)) for pair in pairs]
    return tuple(found)
