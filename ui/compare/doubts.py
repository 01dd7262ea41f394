"""What the audit says against a figure, in words."""

from __future__ import annotations

from corpus.audit.kept import questioned
from corpus.audit.models import Finding


def doubt(place: str) -> str:
    """The audit's findings on a place's figure; empty when it questions nothing there."""
    return " ".join(_told(finding) for finding in questioned().get(place, ()))


def _told(finding: Finding) -> str:
    told = f"The audit questions this figure ({finding.kind}). Printed: {finding.printed}."
    told += f" Recomputed: {finding.recomputed}."
    return f"{told} {finding.note}" if finding.note else told
