"""Links below a question and an answer that do something with the turn: edit, retry, rate. ask.js tells them on."""

from __future__ import annotations

from ui.turns import Turn

_RATINGS = (("up", "Helpful", "Rated helpful"), ("down", "Not right", "Rated not right"))


def edit_html(turn: Turn) -> str:
    """Below a question as it was typed; nothing for one that was asked again after a correction."""
    return "" if turn.asked_as or not turn.key else f'<p class="cd19-edit">{_link("edit", turn, "Edit")}</p>'


def actions_html(turn: Turn, last: bool) -> str:
    """Below an answer: ask the last one again, be asked what it cites, and rate any."""
    if not turn.key:
        return ""
    rated = "".join(
        _link(name, turn, told if turn.rating == name else word, "cd19-chosen" if turn.rating == name else "")
        for name, word, told in _RATINGS
    )
    quiz = _link("quiz", turn, "Quiz me on this") if turn.answer and turn.answer.citations else ""
    return (_link("retry", turn, "Retry") if last else "") + quiz + rated


def mend_html(turn: Turn) -> str:
    """Below a turn that has no answer."""
    return f'<p class="cd19-mend">{_link("retry", turn, "Ask again")}</p>' if turn.key and not turn.asked_as else ""


def _link(act: str, turn: Turn, word: str, more: str = "") -> str:
    return f'<a class="cd19-action {more}" href="#cd19-act-{act}-{turn.key}">{word}</a>'
