"""Whether a phrase is denied, after NegEx (Chapman 2001): a denial reaches a few words on within its clause.

We deviate in letting "not only" and "no doubt that" pass as affirmations, and in counting two denials as none.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NEAR = 6
_DENIAL = re.compile(
    r"(?<!\w)(?:not(?! only)|no(?! doubt)|never|nor|cannot|can't|won't|doesn't|don't|didn't|isn't|aren't|wasn't|weren't"
    r"|needn't|without|neither|none|nobody|nothing|lack\w*|free of|fail(?:s|ed)? to|rather than|instead of|hardly"
    r"|barely|far from|absence of|absent|unlike|unable to|un(?=\w))(?!\w)"
)
_CLAUSE = re.compile(
    r"[;:.()]|,(?![^,]{1,16},)|\d+%|and (?=\d)|(?<!\w)(?:but|whereas|while|although|though|yet|because|since|so)(?!\w)"
)
"""Where a denial ends; a comma that opens a short insertion ("not, as a rule, stopped") does not end it."""


def denied(plain: str, start: int, end: int) -> bool:
    """Whether the phrase at a span of a folded text is denied: an odd number of denials reach it."""
    return len(denials(plain, start, end)) % 2 == 1


@lru_cache(maxsize=8192)
def denials(plain: str, start: int, end: int) -> tuple[str, ...]:
    """The denials that reach a phrase from before it within its clause, at most six words away."""
    before = plain[max(0, start - 90) : start]
    last = 0
    for stop in _CLAUSE.finditer(before):
        last = stop.end()
    before = before[last:]
    return tuple(
        match[0] for match in _DENIAL.finditer(before) if len(re.findall(r"\w+", before[match.end() :])) <= _NEAR
    )
