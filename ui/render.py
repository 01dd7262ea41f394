"""A conversation as HTML for the chat. Every text is escaped; nothing here decides anything."""

from __future__ import annotations

import html
from collections.abc import Iterable
from importlib.metadata import version

from assistant.formats.markdown import as_markdown
from assistant.formats.sheet import sheet
from assistant.models import Answer, Recommendation
from corpus.references import load_references
from ui.ask import doing
from ui.labels import load_labels
from ui.markdown import answer_html, plain_html
from ui.patient.words import told_changes
from ui.turns import Turn


def chat_messages(turns: Iterable[Turn]) -> list[dict[str, str]]:
    """The whole conversation as Chatbot messages."""
    messages: list[dict[str, str]] = []
    turns = tuple(turns)
    for turn in turns:
        said = _block("cd19-said", plain_html(turn.asked_as or turn.question)) + doing.edit_html(turn)
        messages.append({"role": "user", "content": said})
        messages.append({"role": "assistant", "content": reply_html(turn, last=turn is turns[-1])})
    return messages


def reply_html(turn: Turn, last: bool = False) -> str:
    """The assistant's side of a turn: badge, text with marks, and what it is doing while it still works."""
    if turn.answer is not None:
        earlier = earlier_html(turn)
        reply = _finished(turn.answer, turn, last)
        return _block("cd19-reply", f'{earlier}<div class="cd19-of-before">{reply}</div>' if earlier else reply)
    body = answer_html(turn.said, turn.number) if turn.said else ""
    if turn.trouble:
        body += f'<p class="cd19-trouble">{plain_html(turn.trouble)}</p>'
        body += doing.mend_html(turn) if last else ""
    else:
        body += f'<p class="cd19-step cd19-writing">{html.escape((turn.step or "starting").capitalize())}…</p>'
    return _block("cd19-reply", body)


def earlier_html(turn: Turn) -> str:
    """That a text is of facts since corrected; empty where they are still those it was written for."""
    if turn.hand is None or not turn.hand.changed:
        return ""
    told = told_changes(turn.hand.asked.values(), turn.hand.case.values(), turn.hand.changed)
    return (
        '<p class="cd19-earlier"><strong>Of the earlier facts.</strong> You have corrected since: '
        f"{html.escape(told)}. The panel shows the verdict now.</p>"
    )


def badge_html(answer: Answer) -> str:
    """The recommendation, or why there is none; empty for a plain factual answer."""
    if answer.recommendation is not None:
        label = load_labels().recommendations[answer.recommendation]
        return _badge(answer.recommendation, label.title, label.means)
    title = load_labels().statuses.get(answer.status)
    return _badge(answer.status, title, "") if title else ""


def verdict_title(recommendation: Recommendation) -> str:
    """The recommendation's name for people."""
    return load_labels().recommendations[recommendation].title


def plain_answer(answer: Answer, question: str = "") -> str:
    """The answer for copying: Markdown with its sources, references in Vancouver style, and the hashes."""
    return as_markdown(sheet(answer, load_references(), question, version("cd19-assistant")))


def _finished(answer: Answer, turn: Turn, last: bool) -> str:
    text = answer_html(answer.answer, turn.number, {citation.marker for citation in answer.citations})
    text = text or "<p>The review gives no answer to this.</p>"
    shown = f'<a class="cd19-action" href="#cd19-turn-{turn.number}">Show evidence</a>' if answer.citations else ""
    label = "Copy with references" if answer.citations else "Copy"
    copy = f'<a class="cd19-action" href="#cd19-plain-{turn.number}">{label}</a>'
    note = f'<p class="cd19-step">{plain_html(answer.note)}</p>' if answer.note else ""
    more = doing.actions_html(turn, last)
    return f'{badge_html(answer)}{text}{note}<p class="cd19-actions">{shown}{copy}{more}</p>'


def _badge(kind: str, title: str, means: str) -> str:
    note = f'<span class="cd19-means">{html.escape(means)}</span>' if means else ""
    return f'<p class="cd19-verdict cd19-is-{kind}"><strong class="cd19-badge">{html.escape(title)}</strong>{note}</p>'


def _block(name: str, content: str) -> str:
    """One raw HTML block: without line breaks the chat's own Markdown leaves it as it is."""
    return f'<div class="{name}">{content}</div>'.replace("\r", "").replace("\n", "&#10;")
