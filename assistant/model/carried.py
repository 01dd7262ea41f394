"""Whether a sentence says nothing but what its passages say: stricter than the checker, and on purpose.

1. Every word but joining ones is a word of the part of a passage that it tells, or of that passage's heading.
2. Its words come in the passage's order, and hardly a word between them is left out: "A with B, C with D" carries
   neither "C with B" nor "A with D". Only what stands in parentheses, or at either end, may be.
3. Denials, limits and hedges of the part that is told are all told; so are its names; so is most of its content.
4. What stands beside a figure in its clause stands beside it in the passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

from assistant.model.segments import Segment, clauses, segments
from assistant.model.tokens import Token, gate_words, is_free, tokens, turns
from corpus.models import Passage

_PARTS = 2
"""Parts of passages that one sentence may tell together."""
_BETWEEN = 2
"""Content words that may be left out between two that are told."""
_TOLD = 0.6
"""Share of a part's content words that a sentence must tell: less, and it may say something wider."""


def carrying_fault(text: str, passages: Sequence[Passage]) -> str:
    """What in a sentence, marks taken off, its passages do not carry; empty where they carry all."""
    said = tokens(text)
    told, strange = _told(said, [part for passage in passages for part in segments(passage)])
    if strange:
        return f"not in its passage: {', '.join(dict.fromkeys(token.text for token in strange))}"
    if not told:
        return "nothing of its passage is told"
    return (
        _repeat_fault(said, told)
        or _order_fault(said, told)
        or _gap_fault(said, told)
        or _left_out(said, told)
        or _figure_fault(text, told)
    )


def _told(said: Sequence[Token], parts: Sequence[Segment]) -> tuple[list[Segment], list[Token]]:
    """The parts that carry most of the words, few and best first, and the words that they do not carry."""
    told: list[Segment] = []
    open_words = [token for token in said if not is_free(token)]
    while open_words and len(told) < _PARTS:
        best = max(
            (part for part in parts if part not in told), key=lambda part: _carried(open_words, part), default=None
        )
        if best is None or not _carried(open_words, best):
            break
        told.append(best)
        open_words = [token for token in open_words if not _carries(token, best)]
    return told, open_words


def _carried(said: Sequence[Token], part: Segment) -> float:
    """How many words a part carries itself; those of its heading count little."""
    own = {token.key for token in part.tokens}
    return sum(1.0 if token.key in own else 0.01 * _carries(token, part) for token in said)


def _carries(token: Token, part: Segment) -> bool:
    own = any(token.key == other.key for other in (*part.tokens, *part.lead))
    return own or (
        not token.is_figure and (token.key in part.framing or (token.name != "" and token.name in part.names))
    )


def _repeat_fault(said: Sequence[Token], told: Sequence[Segment]) -> str:
    """A word said more often than its passage has it says something else the second time."""
    there = Counter(token.key for part in told for token in part.tokens)
    there += Counter(token.key for lead in {part.lead for part in told} for token in lead)
    often = Counter(token.key for token in said if not (is_free(token) or token.name or token.is_figure))
    more = [key for key, times in often.items() if times > max(1, there[key])]
    return f"said more often than in its passage: {', '.join(more)}" if more else ""


def _order_fault(said: Sequence[Token], told: Sequence[Segment]) -> str:
    several = {kind for kind in gate_words()["naming"] if _number(kind, told) > 1}
    wanted = _sequence(said, several)
    for order in permutations(told):
        if _is_within(wanted, _sequence([token for part in order for token in (*part.lead, *part.tokens)], several)):
            return ""
    return "names, figures or comparisons in another order than in its passage"


def _number(kind: str, told: Sequence[Segment]) -> int:
    named = (token for part in told for token in (*part.lead, *part.tokens))
    return len({token.name for token in named if token.name.startswith(kind)})


def _sequence(said: Sequence[Token], several: set[str]) -> list[str]:
    """What must keep its order; a name of which the passage has but one of its kind may stand anywhere."""
    found: list[str] = []
    for token in said:
        if token.name.startswith(tuple(several)) if several else False:
            key = token.name
        elif token.is_figure or (turns(token.text) and not token.name):
            key = token.key
        else:
            continue
        if not (found and found[-1] == key and token.name):
            found.append(key)
    return found


def _is_within(wanted: Sequence[str], offered: Sequence[str]) -> bool:
    rest = iter(offered)
    return all(any(key == other for other in rest) for key in wanted)


def _gap_fault(said: Sequence[Token], told: Sequence[Segment]) -> str:
    """Whether the words are no run of their parts' words, in order and nearly without gaps."""
    framing = frozenset(key for part in told for key in part.framing)
    names = frozenset(name for part in told for name in part.names)
    for order in permutations(told):
        there = [
            _Word(token.key, turn, token.start in part.aside)
            for turn, part in enumerate(order)
            for token in (*part.lead, *part.tokens)
            if not is_free(token)
        ]
        at = {-1}
        for token in said:
            if not is_free(token):
                skipped = at if _skips(token, framing, names) else set()
                at = skipped | {to for to, word in enumerate(there) if word.key == token.key and _near(at, to, there)}
        if at:
            return ""
    return "words in another order than in its passage, or words between them left out"


class _Word(NamedTuple):
    key: str
    part: int
    aside: bool


def _skips(token: Token, framing: frozenset[str], names: frozenset[str]) -> bool:
    """Whether a word may stand anywhere: it names the subject of the passage, or a heading of it."""
    if token.is_figure or (turns(token.text) and not token.name):
        return False
    return token.key in framing or (token.name != "" and token.name in names)


def _near(before: set[int], to: int, there: Sequence[_Word]) -> bool:
    """Whether a word follows one of those reached before it: at once, after a word or two, or in another part."""
    return any(
        at < to
        and (
            at < 0 or there[at].part != there[to].part or sum(not word.aside for word in there[at + 1 : to]) <= _BETWEEN
        )
        for at in before
    )


def _left_out(said: Sequence[Token], told: Sequence[Segment]) -> str:
    keys, names = Counter(token.key for token in said), {token.name for token in said}
    kept = set(gate_words()["kept"])
    for part in told:
        weighing = Counter(token.key for token in part.tokens if turns(token.text) in kept and not token.name)
        lacking = [key for key, times in weighing.items() if keys[key] < times]
        if lacking:
            return f"left out: {', '.join(lacking)}"
        unnamed = ({token.name for token in part.tokens if token.name} | part.owners) - names
        if unnamed:
            return f"left out: {', '.join(sorted(name.partition(':')[2] for name in unnamed))}"
        content = {token.key for token in part.tokens if not is_free(token)}
        if content and len(content & set(keys)) < _TOLD * len(content):
            return "only a piece of what its passage says"
    return ""


def _figure_fault(text: str, told: Sequence[Segment]) -> str:
    there = [clause for part in told for clause in part.clauses]
    for clause in clauses(text):
        figures = {token.key for token in clause if token.is_figure}
        if not figures:
            continue
        beside = [clause for clause in there if figures & {token.key for token in clause}]
        known = {token.key for clause in beside for token in clause} | {
            token.key for part in told for token in part.lead
        }
        strange = [t.text for t in clause if not (is_free(t) or t.name or t.key in known)]
        if strange:
            return f"{', '.join(sorted(figures))} stands beside {', '.join(strange)}, not so in its passage"
    return ""
