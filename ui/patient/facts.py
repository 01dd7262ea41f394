"""The facts as understood, each beside the words it came from and with its control, as HTML."""

from __future__ import annotations

import html

from assistant.models import Fact
from ui.labels import fact_specs, load_labels
from ui.parts import section
from ui.patient.controls import button, control_html, unsure
from ui.patient.weighing import Weighing
from ui.patient.words import said

_HEAD = "".join(f'<th role="columnheader" scope="col">{title}</th>' for title in ("Fact", "Value", "Your words"))


def facts_html(weighing: Weighing) -> str:
    """The table; above it what is asked back, below it the facts that can be added."""
    keys = shown_keys(weighing)
    rows = "".join(_row(weighing, key) for key in keys)
    table = (
        f'<table role="table" class="cd19-facts-table"><thead role="rowgroup"><tr role="row">{_HEAD}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )
    lead = f'<p class="cd19-quiet">{_lead(weighing)}</p>'
    known = sum(1 for key in keys if weighing.hand.case.get(key) is not None)
    body = lead + _doubts(weighing) + (table if rows else "") + _adding(weighing, keys)
    return section("The patient as understood", body, known, weighing.anchor("patient"))


def shown_keys(weighing: Weighing) -> list[str]:
    """The facts with a row: those asked about, known now, or opened; in the contract's order, strangers last."""
    there = [*weighing.hand.asked.values(), *weighing.hand.case.values(), *weighing.hand.opened]
    order = list(fact_specs())
    return sorted(dict.fromkeys(there), key=lambda key: order.index(key) if key in order else len(order))


def _lead(weighing: Weighing) -> str:
    if weighing.editable:
        return "Correct a value in its place: the criteria are weighed again at once, and nothing is asked."
    return "The facts of this answer. Correct the patient at the latest answer."


def _row(weighing: Weighing, key: str) -> str:
    state = "cd19-unsure" if unsure(weighing, key) else "cd19-corrected" if key in weighing.hand.changed else ""
    own = html.escape(weighing.anchor(f"title-{key}"))
    return (
        f'<tr role="row" class="{state}"><th role="rowheader" scope="row" id="{own}">'
        f'{html.escape(load_labels().title(key))}</th><td role="cell">{_value(weighing, key)}</td>'
        f'<td role="cell">{_words(weighing, key)}</td></tr>'
    )


def _value(weighing: Weighing, key: str) -> str:
    if weighing.editable and key in fact_specs():
        return control_html(weighing, key)
    return html.escape(said(key, weighing.hand.case.values()))


def _words(weighing: Weighing, key: str) -> str:
    """The words a fact came from; of a corrected one, what it was."""
    now = next((fact for fact in weighing.hand.case.facts if fact.key == key), None)
    asked = weighing.hand.fact_asked(key)
    if key in weighing.hand.changed:
        was = html.escape(said(key, weighing.hand.asked.values()))
        follows = f'<br><span class="cd19-quiet">{html.escape(now.note)}</span>' if now and now.note else ""
        by = "follows from your correction" if follows else "corrected by you"
        return f'<span class="cd19-by-hand">{by}</span>; was {was}{_quoted(asked)}{follows}'
    if now is None:
        return '<span class="cd19-quiet">not told</span>'
    told = now.note in ("", f"from '{now.words}'")
    note = "" if told else f'<br><span class="cd19-quiet">{html.escape(now.note)}</span>'
    return (_quoted(now) or '<span class="cd19-quiet">set by hand</span>') + note


def _quoted(fact: Fact | None) -> str:
    return f" “{html.escape(fact.words)}”" if fact and fact.words else ""


def _doubts(weighing: Weighing) -> str:
    asked = "".join(f"<li>{html.escape(doubt)}</li>" for doubt in weighing.doubts)
    return f'<ul class="cd19-doubts" aria-label="Please confirm">{asked}</ul>' if asked else ""


def _adding(weighing: Weighing, shown: list[str]) -> str:
    rest = [key for key in fact_specs() if key not in shown]
    if not rest or not weighing.editable:
        return ""
    chips = "".join(f"<li>{button(weighing, 'open', key, load_labels().title(key), _CHIP)}</li>" for key in rest)
    own = weighing.anchor("add")
    return (
        f'<details class="cd19-add" id="{own}"><summary id="{own}-line">Add a fact '
        f'<span class="cd19-count">{len(rest)} not told</span></summary><ul class="cd19-chips">{chips}</ul></details>'
    )


_CHIP = 'class="cd19-chip"'
