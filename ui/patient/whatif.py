"""What would change the verdict, and what is missing, as buttons that show it."""

from __future__ import annotations

import html
from collections.abc import Sequence

from assistant.criteria.deciding import holding
from assistant.models import CriterionState, Verdict
from ui.labels import load_labels
from ui.parts import section
from ui.patient.balance import SIDES
from ui.patient.offers import Offer, offers, outcome
from ui.patient.weighing import Weighing
from ui.patient.words import because, supposition
from ui.render import verdict_title


def would_change_html(weighing: Weighing) -> str:
    """The smallest changes that change the verdict: of one fact, then of two together."""
    if weighing.now is None:
        return ""
    offered = offers(weighing.now, weighing.hand.case)
    parts = (
        ("One fact at a time, all else as it is. Nothing is changed or asked: a second click goes back.", 1),
        ("Two facts together.", 2),
    )
    body = "".join(
        f'<p class="cd19-quiet">{lead}</p><ul class="cd19-changes">{items}</ul>'
        for lead, count in parts
        if (items := "".join(_offer(weighing, one) for one in offered if len(one.changes) == count))
    )
    return section("What would change this", body, anchor=weighing.anchor("changes"))


def missing_html(weighing: Weighing) -> str:
    """The questions that would settle more, most decisive first; each leads to its control."""
    missing = weighing.now.missing if weighing.now else ()
    items = "".join(f"<li>{_question(weighing, key)}</li>" for key in missing)
    lead = '<p class="cd19-quiet">These could change the verdict, most decisive first.</p>'
    return section("Still missing", f'{lead}<ol class="cd19-missing">{items}</ol>' if items else "")


def _question(weighing: Weighing, key: str) -> str:
    if not weighing.editable:
        return html.escape(load_labels().ask(key))
    own = html.escape(weighing.anchor(f"ask-{key}"))
    act = f'data-do="open" data-turn="{weighing.number}" data-key="{html.escape(key)}"'
    return (
        f'<button type="button" class="cd19-question" id="{own}" {act}>{html.escape(load_labels().ask(key))}</button>'
    )


def _offer(weighing: Weighing, offer: Offer) -> str:
    tag = f'<span class="cd19-tag cd19-to-{offer.recommendation}">{verdict_title(offer.recommendation)}</span>'
    words = html.escape(supposition(offer.changes))
    if not weighing.editable:
        return f"<li><span>{words}</span>{tag}</li>"
    shown = weighing.hand.supposed == offer.name
    own = html.escape(weighing.anchor(f"suppose-{offer.name}"))
    return (
        f'<li><button type="button" class="cd19-suppose" id="{own}" data-do="suppose" data-turn="{weighing.number}" '
        f'data-name="{html.escape(offer.name)}" aria-expanded="{str(shown).lower()}">'
        f"<span>{words} …</span>{tag}</button>{_outcome(weighing, offer) if shown else ''}</li>"
    )


def _outcome(weighing: Weighing, offer: Offer) -> str:
    """The verdict with the change made: why, what then pulls to each side, what is then missing."""
    assert weighing.now is not None
    after = outcome(weighing.hand.case, offer)
    reason = because(weighing.now, after)
    why = f", {html.escape(reason)}." if reason else "."
    return (
        f'<div class="cd19-outcome cd19-is-{after.recommendation}" role="status">'
        f'<p><strong class="cd19-badge">{verdict_title(after.recommendation)}</strong>{why}</p>'
        f"{_pulls(after)}<p>{html.escape(_lacks(after))}</p></div>"
    )


def _pulls(after: Verdict) -> str:
    held = holding(after)
    groups = [
        (f"Then {title[0].lower()}{title[1:]}", [one for one in held if one.toward == side])
        for side, title in SIDES.items()
    ]
    groups.insert(0, ("Then ruled out", [one for one in held if one.effect == "excludes"]))
    return "".join(f"<p>{title}:</p>{_points(states)}" for title, states in groups if states)


def _points(states: Sequence[CriterionState]) -> str:
    items = "".join(
        f"<li>{html.escape(state.point)} <small>({html.escape(load_labels().weights[state.weight])})</small></li>"
        for state in states
    )
    return f"<ul>{items}</ul>"


def _lacks(after: Verdict) -> str:
    if not after.missing:
        return "Then no missing fact could change it again."
    return "Then still missing: " + " ".join(load_labels().ask(key) for key in after.missing)
