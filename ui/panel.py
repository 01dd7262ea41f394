"""The evidence beside the chat, as HTML: passages, the patient, criteria, what would change this, checks."""

from __future__ import annotations

import html
from collections.abc import Iterable

from assistant.models import Answer, Case, Citation, CriterionState, Fact
from ui.labels import load_labels
from ui.markdown import passage_id
from ui.render import plain_answer, verdict_title
from ui.turns import Turn

CONFIRM_BELOW = 0.7
"""Facts read with less confidence than this are shown to be confirmed (assistant.models.Fact)."""
WAITING = (
    '<div class="cd19-empty"><h2>Evidence</h2><p>Ask a question, and the passages of the review behind each sentence '
    "of the answer appear here, with the patient as understood, the criteria weighed and the checks run.</p>"
    "<p>Click a mark such as <span class='cd19-mark'>1</span> in an answer to see the passage it stands on.</p></div>"
)


def evidence_html(turns: Iterable[Turn]) -> str:
    """The evidence of every answered turn; all but the last are hidden until one of their marks is clicked."""
    answered = [(turn.number, turn.answer) for turn in turns if turn.answer is not None]
    if not answered:
        return WAITING
    last = answered[-1][0]
    return "".join(_turn(answer, number, number == last) for number, answer in answered)


def _turn(answer: Answer, number: int, shown: bool) -> str:
    sections = [
        _passages(answer, number),
        _patient(answer.case),
        _criteria(answer, number),
        _would_change(answer),
        _missing(answer),
        _checks(answer),
        _origin(answer),
    ]
    hidden = "" if shown else " hidden"
    return (
        f'<div class="cd19-turn" id="cd19-turn-{number}" tabindex="-1"{hidden}>{"".join(sections)}'
        f'<pre id="cd19-plain-{number}" hidden>{html.escape(plain_answer(answer))}</pre></div>'
    )


def _section(title: str, body: str, count: int | None = None) -> str:
    if not body:
        return ""
    tally = f' <span class="cd19-count">{count}</span>' if count is not None else ""
    return f'<section class="cd19-section"><h2>{title}{tally}</h2>{body}</section>'


def _passages(answer: Answer, number: int) -> str:
    if not answer.citations:
        return _section("Passages", '<p class="cd19-quiet">No passage of the review stands behind this answer.</p>')
    cards = "".join(_card(citation, number) for citation in answer.citations)
    return _section("Passages", cards, len(answer.citations))


def _card(citation: Citation, number: int) -> str:
    refs = f"<span>{'refs' if len(citation.refs) > 1 else 'ref'} {', '.join(map(str, citation.refs))}</span>"
    return (
        f'<article class="cd19-card" id="{passage_id(number, citation.marker)}" tabindex="-1">'
        f'<header><span class="cd19-mark">{citation.marker}</span>'
        f"<h3>{html.escape(citation.label or citation.locators[0])}</h3></header>"
        f"<p>{html.escape(citation.text)}</p>"
        f"<footer>{refs if citation.refs else ''}<code>{html.escape(', '.join(citation.locators))}</code></footer>"
        "</article>"
    )


def _patient(case: Case | None) -> str:
    if case is None or not case.facts:
        return ""
    rows = "".join(_fact(fact) for fact in case.facts)
    head = "<thead><tr><th>Fact</th><th>Value</th><th>Your words</th></tr></thead>"
    return _section("The patient as understood", f"<table>{head}<tbody>{rows}</tbody></table>", len(case.facts))


def _fact(fact: Fact) -> str:
    labels = load_labels()
    unsure = fact.confidence < CONFIRM_BELOW
    confirm = '<span class="cd19-confirm">please confirm</span>' if unsure else ""
    words = f"“{html.escape(fact.words)}”" if fact.words else '<span class="cd19-quiet">set by hand</span>'
    note = f'<br><span class="cd19-quiet">{html.escape(fact.note)}</span>' if fact.note else ""
    return (
        f"<tr><th>{html.escape(labels.title(fact.key))}</th>"
        f"<td>{html.escape(labels.value(fact.key, fact.value))} {confirm}</td><td>{words}{note}</td></tr>"
    )


def _criteria(answer: Answer, number: int) -> str:
    if not answer.criteria:
        return ""
    items = "".join(_criterion(criterion, answer, number) for criterion in answer.criteria)
    return _section("Criteria weighed", f'<ul class="cd19-criteria">{items}</ul>', len(answer.criteria))


def _criterion(criterion: CriterionState, answer: Answer, number: int) -> str:
    labels = load_labels()
    places = " ".join(_place(locator, answer.citations, number) for locator in criterion.locators)
    lacking = ", ".join(labels.title(key) for key in criterion.missing)
    return (
        f'<li class="cd19-criterion cd19-{criterion.state}"><div class="cd19-tags">'
        f'<span class="cd19-tag cd19-to-{criterion.toward or "none"}">{html.escape(labels.bearing(criterion))}</span>'
        f'<span class="cd19-tag">{criterion.weight}</span>'
        f'<span class="cd19-tag">{html.escape(labels.states[criterion.state])}</span></div>'
        f"<p>{html.escape(criterion.point)}</p>"
        f"{f'<p class=cd19-quiet>Open until known: {html.escape(lacking)}</p>' if lacking else ''}"
        f'<footer><code title="Criterion">{html.escape(criterion.id)}</code>{places}</footer></li>'
    )


def _place(locator: str, citations: tuple[Citation, ...], number: int) -> str:
    """A locator, leading to the passage shown above when the answer cites that place."""
    place = locator.split("#")[0]
    cited = (c.marker for c in citations if any(own == locator or own.split("#")[0] == place for own in c.locators))
    marker = next(cited, None)
    code = f"<code>{html.escape(locator)}</code>"
    return code if marker is None else f'<a class="cd19-to" href="#{passage_id(number, marker)}">{code}</a>'


def _would_change(answer: Answer) -> str:
    labels = load_labels()
    items = "".join(
        f"<li><span>If <strong>{html.escape(labels.title(change.fact))}</strong> were "
        f"<strong>{html.escape(labels.value(change.fact, change.value))}</strong></span>"
        f'<span class="cd19-tag cd19-to-{change.recommendation}">{verdict_title(change.recommendation)}</span></li>'
        for change in answer.would_change
    )
    return _section("What would change this", f"<ul class='cd19-changes'>{items}</ul>" if items else "")


def _missing(answer: Answer) -> str:
    items = "".join(f"<li>{html.escape(load_labels().title(key))}</li>" for key in answer.missing)
    lead = "<p class='cd19-quiet'>These could change the verdict, most decisive first.</p>"
    return _section("Still missing", f"{lead}<ol class='cd19-missing'>{items}</ol>" if items else "")


def _checks(answer: Answer) -> str:
    if not answer.checks:
        return _section("Checks", '<p class="cd19-trouble">No check ran on this answer: do not rely on it.</p>')
    failed = [check for check in answer.checks if not check.passed]
    passed = len(answer.checks) - len(failed)
    line = f"{passed} {'check' if passed == 1 else 'checks'} passed" + (f", {len(failed)} failed" if failed else "")
    items = "".join(
        f'<li class="cd19-{"pass" if check.passed else "fail"}"><strong>{html.escape(_spoken(check.check))}</strong>'
        f"{'' if check.passed else ': failed.'} <span>{html.escape(check.detail)}</span></li>"
        for check in answer.checks
    )
    state = "fail" if failed else "pass"
    opened = " open" if failed else ""
    summary = f'<summary class="cd19-{state}">{line}</summary>'
    return _section("Checks", f'<details{opened}>{summary}<ul class="cd19-checks">{items}</ul></details>')


def _origin(answer: Answer) -> str:
    taken = answer.timings_ms.get("total")
    parts = [f"Engine: {answer.engine}", f"corpus: {answer.corpus_name} {answer.corpus_hash[:8]}".strip()]
    parts += [f"{taken:.0f} ms"] if taken is not None else []
    return f'<p class="cd19-origin">{html.escape(" · ".join(parts))}</p>'


def _spoken(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
