"""An answer cut back to what holds: faulty claims go, marks are numbered anew."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models import Citation, Finding

_MARK = re.compile(r"\[(\d+)\]")
_EMPTY_BULLET = re.compile(r"^-[ \t]*$\n?", re.MULTILINE)
_EMPTY_SECTION = re.compile(r"^\*\*[^*\n]+\*\*\n+(?=\*\*|\Z)", re.MULTILINE)


def cut_back(text: str, citations: Sequence[Citation], findings: Sequence[Finding]) -> tuple[str, tuple[Citation, ...]]:
    """The text without the claims found faulty, and the citations still used, numbered as they appear.

    A finding without a span (0, 0) cannot be cut: then nothing is left, ("", ()).
    """
    if any(finding.span[1] <= finding.span[0] for finding in findings):
        return "", ()
    for start, end in sorted({finding.span for finding in findings}, reverse=True):
        text = text[:start] + text[end:]
    text = _EMPTY_SECTION.sub("", _EMPTY_BULLET.sub("", re.sub(r"[ \t]+\n", "\n", text))).strip()
    used = list(dict.fromkeys(int(number) for number in _MARK.findall(text)))
    order = {old: new for new, old in enumerate(used, 1)}
    renumbered = _MARK.sub(lambda match: f"[{order[int(match.group(1))]}]", text)
    by_marker = {citation.marker: citation for citation in citations}
    kept = tuple(by_marker[old].model_copy(update={"marker": new}) for old, new in order.items() if old in by_marker)
    return renumbered, kept
