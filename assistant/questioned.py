"""A note under an answer that uses a figure which the audit of the review questions.

1. A figure is used where a sentence, list item or table row cites its place and holds one of its numbers.
2. There is one line for each finding, with the marks of its places; the figures stand as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer.wording import wording
from assistant.checker.claims import split_claims
from assistant.models import Citation
from corpus.audit.kept import questioned
from corpus.audit.models import Finding

_NUMBER = re.compile(r"(?<![A-Za-z\d.-])\d+(?:\.\d+)?")


def with_notes(text: str, citations: Iterable[Citation]) -> str:
    """The text with its notes below; as it was where it uses no questioned figure."""
    cited = {str(citation.marker): citation for citation in citations}
    used: dict[str, tuple[Finding, set[int]]] = {}
    for claim in split_claims(text):
        for citation in (cited[number] for number in claim.numbers if number in cited):
            for finding in questioned().get(citation.locators[0], ()):
                if _figures(finding, citation) & _numbers(claim.clean):
                    used.setdefault(finding.id, (finding, set()))[1].add(citation.marker)
    return "\n\n".join([text, *(_note(finding, markers) for finding, markers in used.values())])


def _figures(finding: Finding, citation: Citation) -> set[str]:
    """The questioned numbers that the cited place itself holds."""
    return _numbers(finding.printed) & _numbers(citation.text)


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _note(finding: Finding, markers: Iterable[int]) -> str:
    marks = "".join(f"[{marker}]" for marker in sorted(markers))
    return str(wording()["questioned"][finding.kind]).format(what=finding.what, marks=marks)
