"""The evidence beside the chat, as HTML: passages, the patient, criteria, what would change this, checks."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from assistant.models import Answer, Case, Fact
from ui.cards.card import cards_html
from ui.cards.drawn import whole_tables
from ui.labels import load_labels
from ui.parts import folded, section
from ui.render import plain_answer
from ui.turns import Turn
from ui.weighed import criteria_html, missing_html, would_change_html

CONFIRM_BELOW = 0.7
"""Facts read with less confidence than this are shown to be confirmed (assistant.models.Fact)."""
WAITING = (
    '<div class="cd19-empty"><h2>Evidence</h2><p>Ask a question, and everything the answer stands on appears here.</p>'
    "<ol><li><b>Passages</b> the sentences and table cells cited, with the review’s own references</li>"
    "<li><b>The patient</b> each fact as understood, beside your words, to confirm or correct</li>"
    "<li><b>Criteria</b> what was weighed, what would change the verdict, what is still missing</li>"
    "<li><b>Checks</b> that every sentence, number and direction holds against its passage</li></ol>"
    '<p>Click a mark such as <span class="cd19-mark">1</span> in an answer to see the passage behind it.</p></div>'
)


def evidence_html(turns: Iterable[Turn]) -> str:
    """The evidence of every answered turn; all but the last are hidden until one of their marks is clicked."""
    answered = [(turn.number, turn.answer) for turn in turns if turn.answer is not None]
    if not answered:
        return WAITING
    last = answered[-1][0]
    cited = {own for _, answer in answered for citation in answer.citations for own in citation.locators}
    return "".join(_turn(answer, number, number == last) for number, answer in answered) + whole_tables(cited)


def _turn(answer: Answer, number: int, shown: bool) -> str:
    sections = [
        _jumps(answer, number),
        _passages(answer, number),
        _patient(answer.case, answer.doubts, number),
        criteria_html(answer, number),
        would_change_html(answer),
        missing_html(answer),
        _since(answer, number),
        _checks(answer, number),
        _origin(answer),
    ]
    hidden = "" if shown else " hidden"
    return (
        f'<div class="cd19-turn" id="cd19-turn-{number}" tabindex="-1"{hidden}>{"".join(sections)}'
        f'<pre id="cd19-plain-{number}" hidden>{html.escape(plain_answer(answer))}</pre>'
        '<a class="cd19-back" href="#cd19-talk">Back to the answer</a></div>'
    )


def _jumps(answer: Answer, number: int) -> str:
    """Links to the sections, where there is more than one to jump between."""
    there = {"passages": answer.citations, "patient": answer.case, "criteria": answer.criteria, "checks": answer.checks}
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


def _patient(case: Case | None, doubts: Sequence[str], number: int) -> str:
    """The facts as understood; above them what is asked back, where something is in doubt."""
    if case is None or not case.facts:
        return ""
    rows = "".join(_fact(fact) for fact in case.facts)
    head = "<thead><tr><th>Fact</th><th>Value</th><th>Your words</th></tr></thead>"
    table = f"<table>{head}<tbody>{rows}</tbody></table>"
    asked = "".join(f"<li>{html.escape(doubt)}</li>" for doubt in doubts)
    table = (f'<ul class="cd19-doubts" aria-label="Please confirm">{asked}</ul>' if asked else "") + table
    return section("The patient as understood", table, len(case.facts), _anchor("patient", number))


def _fact(fact: Fact) -> str:
    labels = load_labels()
    unsure = fact.confidence < CONFIRM_BELOW
    confirm = '<span class="cd19-confirm">please confirm</span>' if unsure else ""
    words = f"“{html.escape(fact.words)}”" if fact.words else '<span class="cd19-quiet">set by hand</span>'
    told = fact.note in ("", f"from '{fact.words}'")
    note = "" if told else f'<br><span class="cd19-quiet">{html.escape(fact.note)}</span>'
    return (
        f"<tr><th>{html.escape(labels.title(fact.key))}</th>"
        f"<td>{html.escape(labels.value(fact.key, fact.value))} {confirm}</td><td>{words}{note}</td></tr>"
    )


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


def _checks(answer: Answer, number: int) -> str:
    if not answer.checks and answer.status == "abstained":
        return ""
    if not answer.checks:
        return section("Checks", '<p class="cd19-trouble">No check ran on this answer: do not rely on it.</p>')
    failed = [check for check in answer.checks if not check.passed]
    passed = len(answer.checks) - len(failed)
    line = f"{passed} {'check' if passed == 1 else 'checks'} passed" + (f", {len(failed)} failed" if failed else "")
    items = "".join(
        f'<li class="cd19-check cd19-{"pass" if check.passed else "fail"}"><strong>{html.escape(_spoken(check.check))}'
        f"{'' if check.passed else ': failed.'}</strong> <span>{html.escape(check.detail)}</span></li>"
        for check in answer.checks
    )
    state = "fail" if failed else "pass"
    return section("Checks", folded(line, items, state, opened=bool(failed)), anchor=_anchor("checks", number))


def _origin(answer: Answer) -> str:
    taken = answer.timings_ms.get("total")
    parts = [f"Engine: {answer.engine}", f"corpus: {answer.corpus_name} {answer.corpus_hash[:8]}".strip()]
    parts += [f"{taken:.0f} ms"] if taken is not None else []
    return f'<p class="cd19-origin">{html.escape(" · ".join(parts))}</p>'


def _spoken(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
