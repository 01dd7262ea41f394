"""The evidence beside the chat, as HTML: passages, the patient, criteria, what would change this, checks."""

from __future__ import annotations

import html
from collections.abc import Iterable

from assistant.models import Answer
from ui.cards.card import cards_html
from ui.cards.drawn import whole_tables
from ui.parts import section
from ui.patient.balance import balance_html
from ui.patient.checks import checks_html
from ui.patient.facts import facts_html
from ui.patient.identity import flag_html
from ui.patient.verdict import head_html
from ui.patient.weighing import weighing
from ui.patient.whatif import missing_html, would_change_html
from ui.render import plain_answer
from ui.turns import Turn, patient_turn

WAITING = (
    '<div class="cd19-empty"><h2>Evidence</h2><p>Ask a question, and everything the answer stands on appears here.</p>'
    "<ol><li><b>The patient</b> each fact as understood, beside your words, to confirm or correct in place</li>"
    "<li><b>Criteria</b> what was weighed, what would change the verdict, what is still missing</li>"
    "<li><b>Passages</b> the sentences and table cells cited, with the review’s own references</li>"
    "<li><b>Checks</b> that every sentence, number and direction holds against its passage</li></ol>"
    '<p>Click a mark such as <span class="cd19-mark">1</span> in an answer to see the passage behind it.</p></div>'
)


def evidence_html(turns: Iterable[Turn]) -> str:
    """The evidence of every answered turn; all but the last are hidden until one of their marks is clicked."""
    turns = tuple(turns)
    answered = [turn for turn in turns if turn.answer is not None]
    if not answered:
        return WAITING
    at_hand = patient_turn(turns)
    citations = (citation for turn in answered if turn.answer for citation in turn.answer.citations)
    cited = {own for citation in citations for own in citation.locators}
    drawn = "".join(_turn(turn, turn is answered[-1], turn is at_hand) for turn in answered)
    return drawn + whole_tables(cited)


def _turn(turn: Turn, shown: bool, editable: bool) -> str:
    answer, number = turn.answer, turn.number
    assert answer is not None
    patient = weighing(turn, editable)
    parts = (facts_html, balance_html, would_change_html, missing_html)
    weighed = [part(patient) for part in parts] if patient else []
    sections = [
        head_html(patient, _jumps(answer, number)),
        flag_html(turn),
        *weighed,
        _passages(answer, number),
        _since(answer, number),
        checks_html(answer, number),
        _origin(answer),
    ]
    hidden = "" if shown else " hidden"
    return (
        f'<div class="cd19-turn" id="cd19-turn-{number}" tabindex="-1"{hidden}>{"".join(sections)}'
        f'<pre id="cd19-plain-{number}" hidden>{html.escape(plain_answer(answer, turn.question))}</pre>'
        '<a class="cd19-back" href="#cd19-talk">Back to the answer</a></div>'
    )


def _jumps(answer: Answer, number: int) -> str:
    """Links to the sections, where there is more than one to jump between."""
    there = {"patient": answer.case, "criteria": answer.criteria, "passages": answer.citations, "checks": answer.checks}
    links = [
        f'<a href="#{_anchor(name, number)}">{name.capitalize()}</a>' for name, content in there.items() if content
    ]
    return f'<nav class="cd19-jumps" aria-label="Evidence">{"".join(links)}</nav>' if len(links) > 1 else ""


def _anchor(name: str, number: int) -> str:
    return f"cd19-{name}-{number}"


def _passages(answer: Answer, number: int) -> str:
    if not answer.citations:
        return section("Passages", '<p class="cd19-quiet">No passage of the review stands behind this answer.</p>')
    return section("Passages", cards_html(answer, number), len(answer.citations), _anchor("passages", number))


def _since(answer: Answer, number: int) -> str:
    """Public decisions after the review, told apart from what it says."""
    if not answer.since:
        return ""
    items = "".join(
        f"<li>{html.escape(f'{one.date}, {one.jurisdiction}: {one.statement}')} "
        f'<a href="{html.escape(one.source.url)}" target="_blank" rel="noreferrer noopener">source</a></li>'
        for one in answer.since
    )
    told = '<p class="cd19-quiet">Public decisions after January 2020; no part of what the review says.</p>'
    return section("Since the review", f"{told}<ul>{items}</ul>", anchor=_anchor("since", number))


def _origin(answer: Answer) -> str:
    taken = answer.timings_ms.get("total")
    parts = [f"Engine: {answer.engine}", f"corpus: {answer.corpus_name} {answer.corpus_hash[:8]}".strip()]
    parts += [f"{taken:.0f} ms"] if taken is not None else []
    return f'<p class="cd19-origin">{html.escape(" · ".join(parts))}</p>'
