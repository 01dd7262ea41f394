"""The criteria weighed for a patient as a two-sided balance, as HTML."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence

from assistant.models import CriterionState
from corpus.digest import load_digest
from ui.labels import load_labels
from ui.markdown import passage_id
from ui.parts import section
from ui.patient.weighing import Weighing

SIDES = {"blinatumomab": "Toward blinatumomab", "car_t": "Toward CAR T cells"}
ASIDE = "Excluded, cautions and access"


def balance_html(weighing: Weighing) -> str:
    """Both sides facing each other, what is to be borne in mind below, and what is open folded away."""
    if weighing.now is None or not weighing.now.criteria:
        return ""
    holds = [state for state in weighing.now.criteria if state.state != "unknown"]
    sides = "".join(_side(weighing, side, [state for state in holds if state.toward == side]) for side in SIDES)
    aside = [state for state in holds if not state.toward]
    rest = f'<div class="cd19-aside"><h3>{ASIDE}</h3>{_list(weighing, aside)}</div>' if aside else ""
    lead = '<p class="cd19-quiet">Exclusions come first; strong reasons count before minor ones.</p>'
    body = f'{lead}<div class="cd19-balance">{sides}</div>{rest}{_open(weighing)}'
    return section("Criteria weighed", body, len(holds), weighing.anchor("criteria"))


def _side(weighing: Weighing, side: str, states: Sequence[CriterionState]) -> str:
    blocks = "".join(f'<i class="cd19-block-{state.weight}"></i>' for state in states)
    body = _list(weighing, states) if states else '<p class="cd19-quiet">Nothing that is known.</p>'
    return (
        f'<div class="cd19-side cd19-to-{side}"><h3>{SIDES[side]} <span class="cd19-count">{_tally(states)}</span></h3>'
        f'<div class="cd19-scale" aria-hidden="true">{blocks}</div>{body}</div>'
    )


def _tally(states: Sequence[CriterionState]) -> str:
    """How many of each weight: "2 strong, 1 minor"."""
    counted = Counter(state.weight for state in states)
    return ", ".join(f"{counted[weight]} {weight}" for weight in ("decisive", "strong", "minor") if counted[weight])


def _list(weighing: Weighing, states: Sequence[CriterionState]) -> str:
    return f'<ul class="cd19-criteria">{"".join(_criterion(weighing, state) for state in states)}</ul>'


def _criterion(weighing: Weighing, state: CriterionState) -> str:
    labels = load_labels()
    reason = state.toward or state.effect == "excludes"  # a caution weighs on neither side
    tags = [labels.weights[state.weight]] if reason else []
    tags = [*tags, *([labels.bearing(state)] if not state.toward or state.state == "unknown" else [])]
    tags.append(labels.states[state.state])
    told = "".join(f'<span class="cd19-tag">{html.escape(tag)}</span>' for tag in tags)
    return (
        f'<li class="cd19-criterion cd19-{state.state} cd19-weighs-{state.weight}">'
        f"<p>{html.escape(state.point)}</p>{_lacking(weighing, state)}"
        f'<div class="cd19-tags">{told}</div><footer>{_places(weighing, state)}</footer></li>'
    )


def _lacking(weighing: Weighing, state: CriterionState) -> str:
    """The facts that keep a criterion open, each leading to its control."""
    if not state.missing:
        return ""
    lacking = (" " if weighing.editable else ", ").join(
        _asking(weighing, state.id, key) if weighing.editable else html.escape(load_labels().title(key))
        for key in state.missing
    )
    return f'<p class="cd19-quiet cd19-lacking">Open until known: {lacking}</p>'


def _asking(weighing: Weighing, criterion: str, key: str) -> str:
    title = html.escape(load_labels().title(key))
    own = html.escape(weighing.anchor(f"lacks-{criterion}-{key}"))
    act = f'data-do="open" data-turn="{weighing.number}" data-key="{html.escape(key)}"'
    return f'<button type="button" class="cd19-small" id="{own}" {act}>{title}</button>'


def _places(weighing: Weighing, state: CriterionState) -> str:
    """Each place in words, leading to the review; behind it the mark of the passage where the answer cites it."""
    return "".join(_place(weighing, locator) for locator in dict.fromkeys(_whole(own) for own in state.locators))


def _place(weighing: Weighing, locator: str) -> str:
    place = load_digest().place(locator)
    words = html.escape(place.label if place else locator)
    link = f'<a class="cd19-place" href="#{html.escape(locator)}">{words}</a>'
    cited = (one.marker for one in weighing.citations if any(_whole(own) == locator for own in one.locators))
    marker = next(cited, None)
    if marker is None:
        return f"<span>{link}</span>"
    target = passage_id(weighing.number, marker)
    return f'<span>{link} <a class="cd19-mark" href="#{target}" aria-label="Passage {marker}">{marker}</a></span>'


def _whole(locator: str) -> str:
    return locator.split("#")[0]


def _open(weighing: Weighing) -> str:
    assert weighing.now is not None
    waiting = [state for state in weighing.now.criteria if state.state == "unknown"]
    if not waiting:
        return ""
    own = weighing.anchor("waiting")
    return (
        f'<details id="{own}"><summary class="cd19-waiting" id="{own}-line">{len(waiting)} more, '
        f"open until more is known</summary>{_list(weighing, waiting)}</details>"
    )
