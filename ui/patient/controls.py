"""The control by which a fact is corrected in its place: a choice, a number with its range, or findings to tick."""

from __future__ import annotations

import html

from assistant.models import UNSURE
from ui.labels import fact_specs, load_labels, unit_of
from ui.patient.values import bounds, offered, spelled
from ui.patient.weighing import Weighing


def control_html(weighing: Weighing, key: str) -> str:
    """The control of a fact, and beneath it why a value was not taken, or the question whether an unsure one holds."""
    kinds = {"number": _number, "list": _findings}
    control = kinds.get(fact_specs()[key].type, _choice)(weighing, key)
    return f"{control}{_refusal(weighing, key)}{_confirm(weighing, key)}"


def acting(weighing: Weighing, do: str, key: str, part: str = "") -> str:
    """The attributes of an element that acts on a fact; its id is that of no other."""
    own = weighing.anchor("-".join(name for name in (do, key, part) if name))
    return f'id="{html.escape(own)}" data-do="{do}" data-turn="{weighing.number}" data-key="{html.escape(key)}"'


def button(weighing: Weighing, do: str, key: str, words: str, more: str = "") -> str:
    """A button that acts on a fact; `words` are text."""
    return f'<button type="button" {acting(weighing, do, key)} {more}>{html.escape(words)}</button>'


def _choice(weighing: Weighing, key: str) -> str:
    known = weighing.hand.case.get(key)
    values = [("", "not known"), *((spelled(value), load_labels().value(key, value)) for value in offered(key))]
    chosen = "" if known is None else spelled(known)
    options = "".join(
        f'<option value="{html.escape(value)}"{" selected" if value == chosen else ""}>{html.escape(words)}</option>'
        for value, words in values
    )
    return f"<select {acting(weighing, 'set', key)} {_naming(weighing, key)}>{options}</select>"


def _number(weighing: Weighing, key: str) -> str:
    known, refused = weighing.hand.case.get(key), weighing.hand.refused
    shown = refused.typed if refused and refused.key == key else "" if known is None else f"{known:g}"
    unit, hint = unit_of(key).strip(), weighing.anchor(f"range-{key}")
    return (
        f'<span class="cd19-number"><input type="text" inputmode="decimal" size="5" autocomplete="off" maxlength="12" '
        f'{acting(weighing, "set", key)} {_naming(weighing, key, hint)} value="{html.escape(shown)}" '
        f'placeholder="not known"><span>{unit}</span>'
        f'<small id="{hint}">{bounds(key)}</small></span>'
    )


def _findings(weighing: Weighing, key: str) -> str:
    known = weighing.hand.case.get(key)
    ticked = known if isinstance(known, tuple) else ()
    items = [(str(item), load_labels().value(key, item), item in ticked) for item in offered(key)]
    items.append(("", "none of these", known == ()))
    boxes = "".join(
        f'<label><input type="checkbox" {acting(weighing, "item", key, f"{place}")} value="{html.escape(value)}"'
        f"{_first(weighing, key) if place == 0 else ''}{' checked' if on else ''}>{html.escape(words)}</label>"
        for place, (value, words, on) in enumerate(items)
    )
    unknown = button(weighing, "unknown", key, "not known", 'class="cd19-small"') if known is not None else ""
    return f'<fieldset aria-labelledby="{weighing.anchor(f"title-{key}")}">{boxes}{unknown}</fieldset>'


def _naming(weighing: Weighing, key: str, *described: str) -> str:
    """What names and describes a control to a screen reader, and whether it is to be used next."""
    refused = weighing.hand.refused
    faulty = refused is not None and refused.key == key
    by = " ".join([*described, *([weighing.anchor(f"refused-{key}")] if faulty else [])])
    more = f' aria-describedby="{by}"' if by else ""
    invalid = ' aria-invalid="true"' if faulty else ""
    return f'aria-label="{html.escape(load_labels().title(key))}"{more}{invalid}{_first(weighing, key)}'


def _first(weighing: Weighing, key: str) -> str:
    """Tells the page to put the focus here (patient.js), once for each thing done."""
    wanted = weighing.editable and weighing.hand.focus == key
    return f' data-focus-now="{weighing.number}-{weighing.hand.moves}"' if wanted else ""


def _refusal(weighing: Weighing, key: str) -> str:
    refused = weighing.hand.refused
    if refused is None or refused.key != key:
        return ""
    own = weighing.anchor(f"refused-{key}")
    return f'<p class="cd19-refused" id="{own}" role="alert">{html.escape(refused.why)}</p>'


def _confirm(weighing: Weighing, key: str) -> str:
    """Yes and no to an unsure fact."""
    if not unsure(weighing, key):
        return ""
    title = load_labels().title(key)
    yes = button(weighing, "confirm", key, "Yes, that is so", f'aria-label="Yes, that is so: {html.escape(title)}"')
    no = button(weighing, "deny", key, "No", f'aria-label="No, that is not so: {html.escape(title)}"')
    return f'<p class="cd19-unsure"><span class="cd19-confirm">please confirm</span>{yes}{no}</p>'


def unsure(weighing: Weighing, key: str) -> bool:
    """Whether a fact was read with too little confidence to rest on."""
    return any(fact.key == key and fact.confidence < UNSURE for fact in weighing.hand.case.facts)
