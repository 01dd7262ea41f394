"""The room of questions: what is due, new and forgotten; a round; how it went."""

from __future__ import annotations

from assistant.study.desk import Desk, Waiting
from assistant.study.errors import StudyError
from assistant.study.items import Item
from assistant.study.questions import item_by_id
from ui.study.acting import COUNT, TOPICS
from ui.study.bench import Bench, zone_named
from ui.study.parts import act, many, select, text
from ui.study.question import asked_html
from ui.study.sitting import Round, Sitting


def review_html(bench: Bench, sitting: Sitting, desk: Desk) -> str:
    """The question that is asked, the end of a round, or what waits."""
    now = sitting.round
    if now is None:
        return _start(sitting, desk)
    item = _item(now.item)
    if item is None:
        return _end(now, desk, sitting.topic)
    zone = zone_named(sitting.zone)
    return f"{_way(now)}{asked_html(item, now, bench.clock(), zone)}"


def _item(own: str) -> Item | None:
    """The question; None at the end of a round, or where the data no longer holds it."""
    try:
        return item_by_id(own) if own else None
    except StudyError:
        return None


def _start(sitting: Sitting, desk: Desk) -> str:
    waiting = desk.waiting(sitting.topic)
    due, count = len(waiting.due), min(COUNT, len(waiting.due) + waiting.new)
    tiles = "".join(
        f'<li class="cd19-st-{name}"><b>{number:,}</b> {words}</li>'
        for name, number, words in (
            ("due", due, "due today"),
            ("new", waiting.new, "new"),
            ("forgotten", len(waiting.forgotten), "forgotten"),
        )
    )
    first = "What is due comes first, then new ones." if due else f"{_nothing_due(waiting)} These will be new ones."
    start = act("start", f"Start: {many(count, 'question')}", "data-enter data-focus", "first") if count else ""
    return (
        f'<div class="cd19-st-intro"><h2>Questions that come back when you are about to forget them</h2>'
        f'<ul class="cd19-st-tiles">{tiles}</ul>'
        f'<p class="cd19-st-acts">{select("topic", {"": "All topics"} | TOPICS, sitting.topic, "Topic", "topic")}'
        f'{start}</p><p class="cd19-quiet">{first if count else "No question waits on this topic."} Every answer is '
        'kept at once: stop when you like. <span class="cd19-st-keys">By keys: numbers choose and rate, Enter goes on.'
        "</span></p></div>"
    )


def _way(now: Round) -> str:
    """How far the round has come."""
    about = f'<p class="cd19-quiet cd19-st-about">On: {text(now.about)}</p>' if now.about else ""
    dots = "".join(f'<i class="{_dot(now, at)}"></i>' for at in range(len(now.items)))
    told = f"Question {now.at + 1} of {len(now.items)}"
    return (
        f'<header class="cd19-st-way"><h2>{told}</h2><span class="cd19-st-dots" aria-hidden="true">{dots}</span>'
        f"{act('stop', 'Stop here')}</header>{about}"
    )


def _dot(now: Round, at: int) -> str:
    if at < len(now.right):
        return "cd19-st-right" if now.right[at] else "cd19-st-wrong"
    return "cd19-st-here" if at == now.at else ""


def _end(now: Round, desk: Desk, topic: str) -> str:
    waiting = desk.waiting(topic)
    due = len(waiting.due)
    again = f"{many(due, 'question')} to repeat." if due else _nothing_due(waiting)
    missed = dict.fromkeys(
        _look(item) for own, right in zip(now.items, now.right, strict=False) if not right and (item := _item(own))
    )
    listed = f"<h3>Worth another look</h3><ul>{''.join(missed)}</ul>" if missed else ""
    return (
        f'<div class="cd19-st-intro"><h2 tabindex="-1" data-focus>{sum(now.right)} of {len(now.right)} right</h2>'
        f'<p>{again}</p>{listed}<p class="cd19-st-acts">{act("start", "Go on", "data-enter", "first")}'
        f"{act('stop', 'That is all for now')}</p></div>"
    )


def _look(item: Item) -> str:
    """What is worth another look; of a comparison with what was compared."""
    asked = f"{text(item.prompt)} " if item.kind == "compare" else ""
    return f"<li>{asked}{text(item.explanation)}</li>"


def _nothing_due(waiting: Waiting) -> str:
    if not waiting.soon:
        return "Nothing is due."
    return f"Nothing is due just now; {many(waiting.soon, 'question')} will come back today."
