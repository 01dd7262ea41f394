"""A passage cut into what it says one by one, so that a sentence can be held against the part it tells.

1. In a table's cell, what stands before a colon and names a study or therapy is the subject of all that follows.
2. A part ends at a full stop, a semicolon, ", and" or a word that sets the next against it. It does not end at "but",
   "although", "if" or "when": what limits a statement stays with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.model.tokens import Token, tokens
from corpus.models import Passage

_SUBJECT = re.compile(r"^([^:;.]{3,90}): ")
_BREAK = re.compile(r"(?<=[\w)%\]])(?<!\b[A-Z])[.;](?=\s|$)|, (?=(?:and|while|whereas)\b)")
_THERAPY = "therapy:"
_CLAUSE = re.compile(r"[,;]\s|\s(?=and\s[<>≤≥~]?\d)|\bversus\b|\bvs\b|\bcompared with\b")


class Segment(NamedTuple):
    """One thing that a passage says."""

    tokens: tuple[Token, ...]
    aside: frozenset[int]
    """Where its tokens in parentheses start: they may be left out."""
    clauses: tuple[tuple[Token, ...], ...]
    """Its tokens by clause: figures belong to what stands in their own clause."""
    framing: frozenset[str]
    """Words of its passage's heading and subject, which a sentence may name with it."""
    lead: tuple[Token, ...]
    """The subject that stands before a cell's colon."""
    owners: frozenset[str]
    """What a sentence that tells it must name: its cell's study, and that one's therapy if the cell names another."""
    names: frozenset[str]
    """All that the heading and subject of its passage name."""


@lru_cache(maxsize=2048)
def segments(passage: Passage) -> tuple[Segment, ...]:
    """The parts of a passage, in order."""
    # A cell's heading is part of what it says; that of a paragraph only says where it stands.
    in_table = passage.kind in ("cell", "row")
    subject = _SUBJECT.match(passage.text) if in_table else None
    lead = subject[1] if subject and any(token.name for token in tokens(subject[1])) else ""
    body = passage.text[len(lead) + 2 :] if lead else passage.text
    heading = tokens(f"{lead}. {passage.label}. {passage.header if in_table else ''}")
    names = frozenset(token.name for token in heading if token.name)
    owners = _owners(tokens(lead), tokens(body))
    framing = frozenset(token.key for token in heading if not token.is_figure)
    parts = _parts(body)
    return tuple(
        Segment(tokens(part), _aside(part), clauses(part), framing, tokens(lead), owners, names) for part in parts
    )


def _parts(body: str) -> list[str]:
    """A passage's text cut at its breaks; what stands in parentheses is never parted from what it goes with."""
    aside, found, start = _aside(body), [], 0
    for stop in _BREAK.finditer(body):
        if stop.start() not in aside:
            found.append(body[start : stop.start()])
            start = stop.end()
    return [part for part in (*found, body[start:]) if part.strip()]


def _owners(lead: tuple[Token, ...], body: tuple[Token, ...]) -> frozenset[str]:
    """ "The X study of CAR T cells: 9 had prior blinatumomab": both are named, or each may be taken for the other."""
    own = {token.name for token in lead if token.name}
    others = {token.name for token in body if token.name.startswith(_THERAPY)} - own
    return frozenset(name for name in own if others or not name.startswith(_THERAPY))


def _aside(part: str) -> frozenset[int]:
    depth, found = 0, set()
    for at, sign in enumerate(part):
        depth += (sign == "(") - (sign == ")")
        if depth > 0:
            found.add(at)
    return frozenset(found)


def clauses(text: str) -> tuple[tuple[Token, ...], ...]:
    """The tokens of a text, clause by clause."""
    return tuple(tokens(part) for part in _CLAUSE.split(text) if part.strip())
