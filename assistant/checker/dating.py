"""Time: what the review knew in January 2020 is not told as the reader's present."""

from __future__ import annotations

import re

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.models import Finding

NAME = "time"
_CONDITION = re.compile(
    r"(?<!\w)(?:if|as long as|so long as|provided|when|unless|until|once|whether)(?!\w)[^.;:]{0,40}$"
)
"""What holds under a condition is the patient's present: "as long as CD19 is still there"."""


def check_time(evidence: Evidence) -> list[Finding]:
    """One finding for each sentence that tells the review's knowledge, or a label, as of now or of years after it."""
    told = (claim for claim in evidence.claims if not claim.question and not evidence.quoted(claim))
    return [finding for claim in told for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> list[Finding]:
    found = [
        match[0] for match in re.finditer(words("dating")["later_years"], claim.plain) if match[0] not in evidence.asked
    ]
    if claim.numbers and not cue("dating", "dated").search(claim.plain):
        spared = [match.span() for match in cue("dating", "patient").finditer(claim.plain)]
        said = " ".join(source.plain for source in evidence.sources(claim))
        recent = cue("dating", "of_the_day").search(said) is not None
        found += [
            match[0]
            for match in cue("dating", "present").finditer(claim.plain)
            if not any(start <= match.start() < end for start, end in spared)
            and not _CONDITION.search(claim.plain[: match.start()])
            and not re.search(rf"(?<!\w){re.escape(match[0].split()[-1])}(?!\w)", said)
            and not (recent and cue("dating", "passing").fullmatch(match[0]))
        ]
        found += [match[0] for match in cue("dating", "standing").finditer(claim.plain)]
    return [
        claim.finding(NAME, "what the review knew, dated: as of January 2020", repr(word), evidence.locators(claim))
        for word in dict.fromkeys(found)
    ]
