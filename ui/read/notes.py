"""What stands beside a place: the criteria that arise there, and the figures that the audit questions."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import lru_cache

from corpus.audit.kept import questioned
from corpus.audit.models import Finding
from corpus.criteria import Criterion, load_criteria
from ui.labels import load_labels


@lru_cache(maxsize=1)
def criteria_at() -> Mapping[str, tuple[Criterion, ...]]:
    """The criteria by each place that they name, decisive ones first."""
    found: dict[str, tuple[Criterion, ...]] = {}
    for criterion in load_criteria():
        for place in dict.fromkeys(own.split("#")[0] for own in criterion.places):
            found[place] = (*found.get(place, ()), criterion)
    return found


def doubts_at(place: str) -> tuple[Finding, ...]:
    """The findings that question a figure of a place or of one of its sentences or cells, each once."""
    own = [f for locator, findings in questioned().items() if locator.split("#")[0] == place for f in findings]
    return tuple({finding.id: finding for finding in own}.values())


def criteria_html(place: str) -> str:
    """The criteria of a place, folded; empty where none arises."""
    arising = criteria_at().get(place, ())
    if not arising:
        return ""
    name = "1 criterion arises here" if len(arising) == 1 else f"{len(arising)} criteria arise here"
    items = "".join(_criterion(criterion) for criterion in arising)
    return f'<details class="cd19-arises"><summary>{name}</summary><ul>{items}</ul></details>'


def _criterion(criterion: Criterion) -> str:
    toward = criterion.toward or ("neither" if criterion.effect == "excludes" else "none")
    return (
        f'<li><div class="cd19-tags"><span class="cd19-tag cd19-to-{toward}">'
        f"{html.escape(load_labels().bearing(criterion))}</span>"
        f'<span class="cd19-tag">{criterion.weight}</span></div><p>{html.escape(criterion.point)}</p></li>'
    )


def doubts_html(place: str) -> str:
    """The questioned figures of a place, folded; empty where none is questioned."""
    doubts = doubts_at(place)
    if not doubts:
        return ""
    items = "".join(f"<li>{doubt_html(finding)}</li>" for finding in doubts)
    name = "A figure here is questioned" if len(doubts) == 1 else f"{len(doubts)} figures here are questioned"
    return f'<details class="cd19-doubted"><summary>{name}</summary><ul>{items}</ul></details>'


def doubt_html(finding: Finding) -> str:
    """What the audit says about a figure, in one paragraph."""
    told = f"{finding.what}. Printed: {finding.printed}. Recomputed: {finding.recomputed}."
    kind = html.escape(finding.kind[:1].upper() + finding.kind[1:])
    note = f" {html.escape(finding.note)}" if finding.note else ""
    return f"<p><b>{kind}</b>: {html.escape(told)}{note}</p>"
