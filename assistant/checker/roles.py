"""The part a therapy plays in a clause: it is spoken of, or was only given before, or is only compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import Pattern

from assistant.checker.clauses import subject_of
from assistant.checker.lexicon import phrase, words
from assistant.checker.subjects import Subject

_REACH = 44
"""Characters before or after a therapy within which words stand that tell its part."""
_THERAPIES = ("blinatumomab", "car_t")


def spoken_of(plain: str, inside: tuple[Subject, ...], beside: frozenset[str] = frozenset()) -> str | None:
    """The one therapy a clause is about, those given before left out; None where it is about none or several.

    `beside`: therapies that what it is held against names too.
    """
    earlier = given_before(plain, inside, beside)
    acting = tuple(one for one in inside if one.family != "therapy" or one.pole not in earlier)
    return subject_of(plain, acting, "therapy", _THERAPIES)


def given_before(plain: str, inside: Iterable[Subject], beside: frozenset[str] = frozenset()) -> frozenset[str]:
    """The therapies that a clause names as given before: "prior X"; beside another therapy "after X" as well."""
    named = [one for one in inside if one.family == "therapy"]
    poles = {one.pole for one in named}
    return frozenset(one.pole for one in named if _earlier(plain, one, bool((poles | beside) - {one.pole})))


def _earlier(plain: str, one: Subject, beside: bool) -> bool:
    before, after = plain[max(0, one.start - _REACH) : one.start], plain[one.end : one.end + _REACH]
    kinds = ("", "_beside") if beside else ("",)
    return any(
        _cue(f"before{kind}", "", r"\W*$").search(before) or _cue(f"after{kind}", r"\W{0,2}", "").match(after)
        for kind in kinds
    )


@lru_cache(maxsize=8)
def _cue(side: str, opening: str, closing: str) -> Pattern[str]:
    body = "|".join(phrase(one) for one in words("reading")["earlier"][side])
    return re.compile(rf"{opening}(?<!\w)(?:{body})(?!\w){closing}")
