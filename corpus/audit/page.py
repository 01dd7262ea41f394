"""The audit as a page of documentation (docs/audit.md), in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.audit.models import Audit, Finding

_HEAD = """# What does not add up in the review

Written by `scripts/audit.py` from the tables and from `corpus/audit/*.yaml`; a test holds it to them. The same on the
command line: `cd19 corpus audit`, with `--all` for what adds up and `--json` for programs.

Every derived figure that Tables 1 to 3 and the text allow to recompute was recomputed: {all} in all, of which
{confirmed} add up. Nothing is corrected anywhere: figures stand as printed, and an answer that uses a questioned one
says so.
"""
_FINDINGS = """## Findings

No group of patients that the review gives and no rounding makes the printed figure, or two places contradict each
other.
"""
_REMARKS = """## Remarks

No finding: the figure can be had, but of another group of patients than its place names, or of one that the review
does not state.
"""
_LIMITS = """## What is not recomputed

Medians, survival and rates over time, ranges of toxicity in Table 3 (Tables 1 and 2 have no such columns), and figures
that the review takes over from a study without their counts.

The number of responders is nowhere printed. It is every whole number that would be printed as the study's response
rate, over all patients or over the evaluable where a footnote gives their number. A half may be rounded either way.
"""


def markdown(audit: Audit) -> str:
    """The whole page."""
    count = len(audit.findings) + len(audit.remarks) + len(audit.confirmed)
    head = _HEAD.format(all=count, confirmed=len(audit.confirmed))
    findings, remarks = _table(audit.findings), _table(audit.remarks)
    return "\n".join([head, _FINDINGS, findings, "", _REMARKS, remarks, "", _LIMITS])


def _table(found: Iterable[Finding]) -> str:
    head = [
        "| Id | What | Places | Printed | Recomputed | Likely denominator | Note |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_line(one) for one in found)])


def _line(one: Finding) -> str:
    places = "<br>".join(f"`{place}`" for place in one.places)
    what = f"{one.what}: **{one.kind}**"
    cells = [f"`{one.id}`", what, places, one.printed, one.recomputed, one.denominator, one.note]
    return f"| {' | '.join(cell.replace('|', '/').strip() for cell in cells)} |"
