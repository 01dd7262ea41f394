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
LITTLE = re.compile(r"(?: \w+){0,2} (?:much|many|beyond|above|past|exceed\w*|(?:more|higher|worse|further) than)(?!\w)")
"""Behind a denial, what makes it little or a limit: "not much", "never beyond"; the rest of the clause stands."""
_DENIAL = re.compile(
    r"(?<!\w)(?:(?<!or )not(?! only)|no(?! doubt| \w+ than)|never|nor|cannot|[a-z]+n't(?! only)|without|neither|none"
    r"|zero|nobody|nothing(?! more than| but)|lack\w*|free of|fail(?:s|ed)? to|rather than|instead of|hardly|barely"
    r"|far from|absence of|absent|unlike|unable to|yet to|remains? to be|unlikely to|un(?=\w))(?!\w)"
)
OPEN = re.compile(
    r"(?<!\w)(?:not|never|[a-z]+n't|nobody|no one|yet to|remains? to)(?: \w+){0,2} (?:shown|demonstrated|proven|proved"
    r"|established|known|settled|clear|certain|seen)(?: \w+){0,4} (?:that|whether|if)(?!\w)"
)
"""What leaves open all that follows it in its clause: "it has not been shown yet that"."""
_AFTER = re.compile(
    r"(?: [\w-]+){0,6} (?:is|are|was|were|remains?|has|have)(?: been)? (?:still )?"
    r"(?:lacking|missing|absent|wanting|unavailable|unknown|ruled out|denied|not)(?!\w)"
)
_NONE = re.compile(r"no (?:\w+ )?(?:effect|impact|influence|difference|correlation|association|bearing|link)(?!\w)")
"""What is denied as a whole: of what the effect is said is told before or behind, undenied."""
_CLAUSE = re.compile(
    r"[;:.()]|,(?![^,]{1,16},)|\d+%|and (?=\d)"
    r"|(?:(?<=not )|(?<=n't ))(?:if|when|unless|where)(?!\w)"
    r"|(?<!\w)(?:but|whereas|while|although|though|yet(?! to| that)|because|since|so)(?!\w)"
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
    left = OPEN.search(before)
    return tuple(
        match[0]
        for match in _DENIAL.finditer(before)
        if not (match[0] == "nor" and "neither" in before[: match.start()])
        and not (match[0] == "without" and _VERB.search(before, match.end()))
        and not LITTLE.match(before, match.end())
        and (_near(before, match, near) or (left and left.start() == match.start()))
    )


def _near(before: str, match: re.Match[str], near: int) -> bool:
    """Whether a denial is near enough; "neither" reaches as far as its "nor"."""
    reach = before[match.end() :]
    if match[0] == "neither" and " nor " in reach:
        reach = reach.rpartition(" nor ")[2]
    return len(re.findall(r"\w+", reach)) <= _beside(before, match, near)


def _beside(before: str, match: re.Match[str], near: int) -> int:
    """How many words a denial reaches: "without" few, but each of those that "or" joins; "no effect on" none behind."""
    if _NONE.match(before, match.start()):
        return min(near, _BESIDE)
    return min(near, _BESIDE) if match[0] == "without" and " or " not in before[match.end() :] else near
