"""A question of study in HTML: as it is asked, and with what came of the answer."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from assistant.study.desk import Kept
from assistant.study.items import Item, Kind
from ui.study.parts import act, place, text, when
from ui.study.sitting import Round

RATINGS = {"again": "Again", "hard": "Hard", "good": "Good", "easy": "Easy"}
KINDS: dict[Kind, str] = {
    "cell": "Choose the figure", "fill": "Fill in the figure", "text": "Fill in the figure", "compare": "Compare",
    "exclude": "Name the criterion", "spot": "Spot the error",
}  # fmt: skip
_BLANK = "____"


def asked_html(item: Item, now: Round, at: datetime, zone: tzinfo) -> str:
    """The question with its form; once answered, with the key, why, the passage, and the rating."""
    body = _answered(item, now.kept, now.seconds, at, zone) if now.kept else _form(item)
    head = f'<p class="cd19-st-kind">{text(KINDS[item.kind])} <span>{text(item.topic_title)}</span></p>'
    return f'<article class="cd19-st-card" data-item="{text(item.id)}">{head}{body}</article>'


def explain_question(item: Item) -> str:
    """What is asked in chat to have an item explained."""
    if item.kind == "cell":
        return item.prompt
    if item.kind == "compare":
        return f"{item.prompt} {item.options[0]} or {item.options[1]}?"
    if item.kind == "exclude":
        return f"{item.sentence} {item.prompt}"
    true = item.explanation.split(": ", 1)[-1] if item.kind == "spot" else item.explanation
    return f"What does the review say about this: {true}"


def _title(item: Item, blank: str, more: str = "") -> str:
    """What is asked as a heading; the note it is about above it, the gap of a statement marked."""
    if item.kind in ("fill", "text"):
        return f"<h2{more}>{text(item.sentence).replace(_BLANK, f'<mark>{text(blank)}</mark>')}</h2>"
    note = f'<p class="cd19-st-note">{text(item.sentence)}</p>' if item.kind == "exclude" else ""
    return f"{note}<h2{more}>{text(item.prompt)}</h2>"


def _form(item: Item) -> str:
    title = _title(item, _BLANK, ' tabindex="-1" data-focus-else')
    press = "Choose the wrong words. " if item.kind == "spot" else ""
    keys = {"spot": "Arrows move, space marks, Enter checks."}.get(
        item.kind, "Number keys choose, Enter checks." if item.options else "Enter checks."
    )
    field = _options(item) if item.options else _words(item) if item.kind == "spot" else _figure(item)
    return (
        f'<form data-do="answer" data-item="{text(item.id)}" autocomplete="off">{title}{field}'
        f'<p class="cd19-st-acts"><button type="submit" class="cd19-st-first" data-enter>Check</button>'
        f'<span class="cd19-quiet">{press}<span class="cd19-st-keys">{keys}</span></span></p></form>'
    )


def _options(item: Item) -> str:
    listed = "".join(
        f'<label><input type="radio" name="given" value="{text(option)}" required data-key="{number}">'
        f"<kbd>{number}</kbd><span>{text(option)}</span></label>"
        for number, option in enumerate(item.options, 1)
    )
    return f'<fieldset class="cd19-st-options"><legend>Your answer</legend>{listed}</fieldset>'


def _figure(item: Item) -> str:
    unit = f" <span>{text(item.unit)}</span>" if item.unit else ""
    return (
        '<p class="cd19-st-figure"><label>Your figure <input name="given" type="text" inputmode="decimal" '
        f'maxlength="40" required data-focus></label>{unit}</p>'
    )


def _words(item: Item) -> str:
    words = " ".join(
        f'<button type="button" class="cd19-st-word" aria-pressed="false" tabindex="{0 if at == 0 else -1}"'
        f"{' data-focus' if at == 0 else ''}>{text(word)}</button>"
        for at, word in enumerate(item.sentence.split())
    )
    return (
        f'<div class="cd19-st-words" role="group" aria-label="The statement, word by word">{words}</div>'
        '<input type="hidden" name="given">'
    )


def _answered(item: Item, kept: Kept, seconds: float, at: datetime, zone: tzinfo) -> str:
    outcome = kept.outcome
    said = "Right." if outcome.right else "Not quite."
    title = _title(item, item.key)
    tone = "right" if outcome.right else "wrong"
    return (
        f"{title}{_shown(item, outcome.given, outcome.right)}"
        f'<div class="cd19-st-outcome cd19-st-{tone}"><p tabindex="-1" data-focus><strong>{said}</strong> '
        f"{_told(item, outcome.given, outcome.right)}</p><p>{text(outcome.explanation)}</p>"
        f'<p class="cd19-st-from">{_sources(item)} {act("ask", "Explain in chat", question=explain_question(item))}</p>'
        f"</div>{_rating(item, kept, seconds, at, zone)}"
    )


def _told(item: Item, given: str, right: bool) -> str:
    if right or item.options:
        return ""
    key = (
        item.key if item.kind == "spot" or not item.unit else f"{item.key}{'' if item.unit == '%' else ' '}{item.unit}"
    )
    words = f"You marked “{given}”; altered was" if item.kind == "spot" else f"You wrote {given}; it is"
    return f"{text(words)} <b>{text(key)}</b>."


def _shown(item: Item, given: str, right: bool) -> str:
    """The options with the key and the answer marked; the statement with the altered words marked."""
    if item.options:
        listed = "".join(
            f'<li class="{_marked(option, item.key, given)}">{_sign(option, item.key, given)}{text(option)}</li>'
            for option in item.options
        )
        return f'<ul class="cd19-st-options">{listed}</ul>'
    if item.kind == "spot" and item.span:
        start, stop = item.span
        marked = f"<mark>{text(item.sentence[start:stop])}</mark>"
        return f'<p class="cd19-st-words">{text(item.sentence[:start])}{marked}{text(item.sentence[stop:])}</p>'
    return ""


def _marked(option: str, key: str, given: str) -> str:
    return "cd19-st-key" if option == key else "cd19-st-chosen" if option == given else ""


def _sign(option: str, key: str, given: str) -> str:
    if option == key:
        whose = "Key, your answer" if option == given else "Key"
        return f'<b><span aria-hidden="true">✓</span><span class="cd19-aloud">{whose}: </span></b>'
    if option == given:
        return '<b><span aria-hidden="true">✕</span><span class="cd19-aloud">Your answer: </span></b>'
    return "<b></b>"


def _sources(item: Item) -> str:
    labels = re.split(r"; (?=Table )", item.label) if item.kind == "compare" else [item.label]
    links = (place(label, locator) for label, locator in zip(labels, item.locators, strict=False))
    return f"<span>Show me the passage: {' · '.join(links)}</span>"


def _rating(item: Item, kept: Kept, seconds: float, at: datetime, zone: tzinfo) -> str:
    buttons = "".join(
        act("rate", f"<kbd>{number}</kbd> {title}", rating=own, item=item.id,
            more=f'data-key="{number}" aria-pressed="{"true" if own == kept.rating else "false"}"')
        for number, (own, title) in enumerate(RATINGS.items(), 1)
    )  # fmt: skip
    by = f"from your answer and its {seconds:.0f} s" if kept.rating == kept.proposed else "by you"
    told = f"Asked again {when(kept.due, at, zone)} (rated {RATINGS[kept.rating]} {by})."
    return (
        f'<div class="cd19-st-rating"><p role="status">{text(told)}</p>'
        f'<div role="group" aria-label="How well did you know it?">{buttons}</div>'
        f"{act('next', 'Next', 'data-enter', 'first')}</div>"
    )
