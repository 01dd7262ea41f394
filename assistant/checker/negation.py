"""Whether a phrase is denied, after NegEx (Chapman 2001): a denial reaches a few words on within its clause.

We deviate in letting "not only" and "no doubt that" pass as affirmations, and in counting two denials as none.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NEAR = 6
_BESIDE = 2
"""Words that "without" reaches: "without CD19 he could not join" denies once."""
_VERB = re.compile(r"(?<!\w)(?:is|are|was|were|has|have|had|do|does|did|can|could|may|might|will|would)(?!\w)")
"""A verb behind "without": what follows is said of something else."""
_FAR = 6
"""Words that "neither" reaches beyond those of others, where "nor" follows."""
_DENIAL = re.compile(
    r"(?<!\w)(?:(?<!or )not(?! only)|no(?! doubt)|never|nor|cannot|can't|won't|doesn't|don't|didn't|isn't|aren't|wasn't"
    r"|weren't|needn't|without|neither|none|nobody|nothing(?! more than| but)|lack\w*|free of|fail(?:s|ed)? to"
    r"|rather than|instead of|hardly|barely|far from|absence of|absent|unlike|unable to|yet to|remains? to be"
    r"|unlikely to|un(?=\w))(?!\w)"
)
_AFTER = re.compile(
    r"(?: [\w-]+){0,6} (?:is|are|was|were|remains?|has|have)(?: been)? (?:still )?"
    r"(?:lacking|missing|absent|wanting|unavailable|unknown|ruled out|denied|not)(?!\w)"
)
_CLAUSE = re.compile(
    r"[;:.()]|,(?![^,]{1,16},)|\d+%|and (?=\d)"
    r"|(?<!\w)(?:but|whereas|while|although|though|yet(?! to)|because|since|so)(?!\w)"
)
"""Where a denial ends; a comma that opens a short insertion ("not, as a rule, stopped") does not end it."""


def denied(plain: str, start: int, end: int, near: int = _NEAR) -> bool:
    """Whether the phrase at a span of a folded text is denied: an odd number of denials reach it.

    `near` is how many words a denial may stand before it; one after it ("data are lacking") must be close by.
    """
    after = _AFTER.match(plain[end : end + 70]) is not None and near == _NEAR
    return (len(denials(plain, start, near)) + after) % 2 == 1


@lru_cache(maxsize=8192)
def denials(plain: str, start: int, near: int = _NEAR) -> tuple[str, ...]:
    """The denials that reach a place from before it within its clause, at most `near` words away."""
    before = plain[max(0, start - 90) : start]
    last = 0
    for stop in _CLAUSE.finditer(before):
        last = stop.end()
    before = before[last:]
    once = re.search(r"(?<!\w)neither(?!\w)", before) is not None  # with its "nor" it denies once
    return tuple(
        match[0]
        for match in _DENIAL.finditer(before)
        if not (once and match[0] == "nor")
        and not (match[0] == "without" and _VERB.search(before, match.end()))
        and len(re.findall(r"\w+", before[match.end() :])) <= (_beside(before, match, near))
    )


def _beside(before: str, match: re.Match[str], near: int) -> int:
    """How many words a denial reaches: "without" few, but each of those that "or" joins."""
    if match[0] == "neither" and " nor " in before[match.end() :]:
        return near + _FAR
    return min(near, _BESIDE) if match[0] == "without" and " or " not in before[match.end() :] else near
