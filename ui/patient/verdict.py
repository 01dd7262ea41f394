"""The verdict's row at the head of the panel: always in view, with the verdict before beside the one after."""

from __future__ import annotations

import html

from ui.labels import load_labels
from ui.patient.controls import button
from ui.patient.weighing import Weighing
from ui.patient.words import because, told_changes
from ui.render import verdict_title


def head_html(weighing: Weighing | None, jumps: str) -> str:
    """The verdict above the links to the sections; the links alone where no patient is weighed."""
    if weighing is None:
        return jumps
    row = _badge(weighing) if weighing.now else ""
    changed = _changed(weighing)
    if not row and not changed:
        return jumps
    return f'<div class="cd19-head">{row}{changed}{jumps}</div>'


def _badge(weighing: Weighing) -> str:
    assert weighing.now is not None
    given = weighing.now.recommendation
    label = load_labels().recommendations[given]
    means = f'<span class="cd19-means">{html.escape(label.means)}</span>'
    return f'<p class="cd19-verdict cd19-is-{given}"><strong class="cd19-badge">{label.title}</strong>{means}</p>'


def _changed(weighing: Weighing) -> str:
    """What the corrections came to, and what can be done with them."""
    hand = weighing.hand
    if not hand.corrections:
        return ""
    back = button(weighing, "undo", "", "Undo", 'class="cd19-small"') if weighing.editable else ""
    write = ""
    if weighing.editable and hand.changed:
        write = button(weighing, "write", "", "Write the answer for this patient", 'class="cd19-primary"')
    return f'<div class="cd19-turned"><p class="cd19-told">{_told(weighing)}</p>{write}{back}</div>'


def _told(weighing: Weighing) -> str:
    hand, before, now = weighing.hand, weighing.before, weighing.now
    if not hand.changed:
        return "Confirmed; the verdict is the same."
    changes = html.escape(told_changes(hand.asked.values(), hand.case.values(), hand.changed))
    if before is None or now is None:
        return f"Corrected: {changes}. It holds for your next question."
    if before.recommendation == now.recommendation:
        return f"Corrected: {changes}. The verdict stays: {verdict_title(now.recommendation)}."
    reason = because(before, now)
    why = f", {html.escape(reason)}" if reason else ""
    return (
        f"Was: <s>{verdict_title(before.recommendation)}</s>; now: "
        f"<strong>{verdict_title(now.recommendation)}</strong>{why}. <span>Corrected: {changes}.</span>"
    )
