"""The words of a passage that the sentences citing it really use.

1. A figure supports when a citing sentence holds the same figure: 6% is neither 16% nor 6, <50% is not >50% (but
   50%, which words may compare), and of a range each end counts with the range's unit.
2. A word supports when a citing sentence holds it, or another form of it ("respond", "responses"); function words
   never.
3. Names of therapies, studies, measures and topics support whatever words are used for them ("CSF", "cerebrospinal
   fluid").
4. Words with nothing but function words and blanks between them are marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.lexicon import Concepts, fold
from index.words import terms

Span = tuple[int, int]
Figure = tuple[str, str, str]
"""What it is compared by ("<", or nothing), the number, "%" or nothing."""
_WORD = re.compile(r"[^\W_]+(?:[-/.'][^\W_]+)*%?")
_FIGURE = re.compile(r"([<>≤≥~]\s?)?(\d+(?:\.\d+)?)(%?)")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?=\s*(?:-|to)\s*\d+(?:\.\d+)?%)")
_NAME_BEFORE = re.compile(r"[^\W_]$|[a-z]-$")
_APART = re.compile(r"[.;:!?]\s")


def supporting(passage: str, said: Sequence[str], concepts: Concepts) -> tuple[Span, ...]:
    """The supporting words as spans of the passage, in order, none overlapping; none where nothing is shared."""
    figures = {figure for text in said for figure, _ in _figures(text)}
    words = {term for text in said for token, _ in _words(text) for term in terms(token)}
    named = {own for text in said for own in concepts.ids(text)}
    found = [span for figure, span in _figures(passage) if any(_same(figure, other) for other in figures)]
    found += [span for token, span in _words(passage) if words.intersection(terms(token))]
    found += [(mention.start, mention.end) for mention in concepts.find(passage) if mention.id in named]
    return _joined(passage, found)


def _figures(text: str) -> list[tuple[Figure, Span]]:
    """Figures that stand alone, with % where it belongs to them; the 19 of "CD19" and the 2 of "CNS-2" are names."""
    plain = fold(text)
    percent = {match.start() for match in _RANGE.finditer(plain)}
    found: list[tuple[Figure, Span]] = []
    for match in _FIGURE.finditer(plain):
        compared, number, unit = match.groups()
        at = match.start(2)
        if _NAME_BEFORE.search(plain[:at][-2:]) or plain[match.end() :][:1].isalpha():
            continue
        found.append((((compared or "").strip(), number, unit or ("%" if at in percent else "")), match.span()))
    return found


def _same(one: Figure, other: Figure) -> bool:
    return one[1:] == other[1:] and (one[0] == other[0] or "" in (one[0], other[0]))


def _words(text: str) -> list[tuple[str, Span]]:
    """Words, names with digits among them; figures are not."""
    matches = (match for match in _WORD.finditer(fold(text)))
    return [(m.group(), m.span()) for m in matches if re.search(r"[a-z]", m.group())]


def _joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or _close(text[joined[-1][1] : start])):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _close(gap: str) -> bool:
    """Whether nothing of weight stands between two marked words."""
    return not _APART.search(gap) and not terms(gap)
