"""The criteria weighed for a patient, what would change the verdict, and what is missing, as HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence

from assistant.models import Answer, Change, Citation, Counterfactual, CriterionState, Recommendation
from ui.labels import load_labels
from ui.markdown import passage_id
from ui.parts import folded, section
from ui.render import verdict_title


def criteria_html(answer: Answer, number: int) -> str:
    """Those that hold, then those an unknown fact keeps open, folded away."""
    if not answer.criteria:
        return ""
    settled = [_criterion(c, answer, number) for c in answer.criteria if c.state != "unknown"]
    waiting = [_criterion(c, answer, number) for c in answer.criteria if c.state == "unknown"]
    body = f"<ul>{''.join(settled)}</ul>" if settled else ""
    if waiting:
        body += folded(f"{len(waiting)} more, open until more is known", "".join(waiting), "waiting")
    return section("Criteria weighed", body, len(settled), f"cd19-criteria-{number}")


def _criterion(criterion: CriterionState, answer: Answer, number: int) -> str:
    labels = load_labels()
    places = " ".join(_place(locator, answer.citations, number) for locator in criterion.locators)
    lacking = ", ".join(labels.title(key) for key in criterion.missing)
    lacks = f'<p class="cd19-quiet">Open until known: {html.escape(lacking)}</p>' if lacking else ""
    return (
        f'<li class="cd19-criterion cd19-{criterion.state}"><div class="cd19-tags">'
        f'<span class="cd19-tag cd19-to-{criterion.toward or "none"}">{html.escape(labels.bearing(criterion))}</span>'
        f'<span class="cd19-tag">{criterion.weight}</span>'
        f'<span class="cd19-tag">{html.escape(labels.states[criterion.state])}</span></div>'
        f"<p>{html.escape(criterion.point)}</p>{lacks}"
        f'<footer><code title="Criterion">{html.escape(criterion.id)}</code>{places}</footer></li>'
    )


def _place(locator: str, citations: tuple[Citation, ...], number: int) -> str:
    """A locator, leading to the passage shown above when the answer cites that place."""
    place = locator.split("#")[0]
    cited = (c.marker for c in citations if any(own == locator or own.split("#")[0] == place for own in c.locators))
    marker = next(cited, None)
    code = f"<code>{html.escape(locator)}</code>"
    return code if marker is None else f'<a class="cd19-to" href="#{passage_id(number, marker)}">{code}</a>'


def would_change_html(answer: Answer) -> str:
    """The smallest changes that change the verdict: of one fact, then of two together."""
    alone = "".join(_change((change,), change.recommendation) for change in answer.would_change)
    joint = "".join(_change(pair.changes, pair.recommendation) for pair in answer.would_change_together)
    parts = (("One fact at a time, all else as it is.", alone), ("Two facts together.", joint))
    body = "".join(
        f'<p class="cd19-quiet">{lead}</p><ul class="cd19-changes">{items}</ul>' for lead, items in parts if items
    )
    return section("What would change this", body)


def _change(changes: Sequence[Change | Counterfactual], leads_to: Recommendation) -> str:
    told = " and ".join(
        f"{html.escape(load_labels().title(change.fact))}: "
        f"<strong>{html.escape(load_labels().value(change.fact, change.value))}</strong>"
        for change in changes
    )
    return f'<li><span>{told}</span><span class="cd19-tag cd19-to-{leads_to}">{verdict_title(leads_to)}</span></li>'


def missing_html(answer: Answer) -> str:
    """The questions that would settle more, most decisive first."""
    items = "".join(f"<li>{html.escape(load_labels().ask(key))}</li>" for key in answer.missing)
    lead = '<p class="cd19-quiet">These could change the verdict, most decisive first.</p>'
    return section("Still missing", f'{lead}<ol class="cd19-missing">{items}</ol>' if items else "")
