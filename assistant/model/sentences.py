"""A reply cut into sentences while it still comes in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.checker.claims import Claim, split_claims

_AHEAD = 16
"""Characters that must follow a sentence before it is taken for whole: marks and "2020;135" come after stops."""
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_PARTIAL_TAG = re.compile(r"<[a-z/]{0,9}\Z", re.IGNORECASE)


def spoken(pieces: Iterable[str]) -> Iterator[Claim]:
    """The sentences of a reply, each as soon as it is whole; what a model thinks aloud in <think> is left out."""
    reply, given = "", 0
    for piece in pieces:
        reply += piece
        text = _PARTIAL_TAG.sub("", _THOUGHTS.sub("", reply))
        whole = _whole(text)
        yield from whole[given:]
        given = max(given, len(whole))
    yield from split_claims(_THOUGHTS.sub("", reply))[given:]


def _whole(text: str) -> tuple[Claim, ...]:
    """The sentences that no more text can change: those well before the end, and those of finished lines."""
    line = text.rfind("\n") + 1
    return tuple(
        claim
        for claim, following in _with_next(split_claims(text))
        if claim.end < line or (following is not None and len(text) - claim.end >= _AHEAD)
    )


def _with_next(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim | None]]:
    return zip(claims, (*claims[1:], None), strict=False)  # of no claims, none
