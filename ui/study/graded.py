"""What came of an answer to a case, in HTML: verdict, reasons, what would have turned it, where to read."""

from __future__ import annotations

from assistant.study.cases import StudyCase
from assistant.study.grading import Grade, Judged, JudgedReason
from corpus.study import study_words
from ui.study.parts import act, places, text
from ui.study.sitting import OpenCase

_KINDS: dict[Judged, tuple[str, str, str]] = {
    "named": ("named", "✓", "green"), "missed": ("missed", "○", "amber"), "wrong direction": ("direction", "⇄", "red"),
    "not of this patient": ("foreign", "✕", "red"),
}  # fmt: skip
"""By judgement: its word in the corpus, its sign, its tone."""
_CHOICE = "Blinatumomab or CD19 CAR T cells?"


def graded_html(now: OpenCase, grade: Grade) -> str:
    """The whole of it."""
    words = study_words()["grade"]
    tone = "right" if grade.right else "wrong"
    quoted = f'<blockquote class="cd19-st-said">“{text(now.reason)}”</blockquote>' if now.reason else ""
    reasons = "".join(_group(judged, grade, words) for judged in _KINDS)
    ask = (
        f"<section><h3>{text(words['ask'])}</h3><p>{text(', '.join(grade.to_ask))}</p></section>"
        if grade.to_ask
        else ""
    )
    turn = f"<section><h3>{text(words['one_change'])}</h3><p>{text(grade.turned)}</p></section>" if grade.turned else ""
    read = f"<section><h3>{text(words['read'])}</h3><p>{places(grade.read)}</p></section>" if grade.read else ""
    return (
        f'<div class="cd19-st-graded"><div class="cd19-st-outcome cd19-st-{tone}"><p tabindex="-1" data-focus>'
        f"<strong>{text(grade.text)}</strong></p>{quoted}{_remarks(grade, words)}</div>"
        f'<div class="cd19-st-reasons">{reasons}</div>'
        f'<div class="cd19-st-two">{ask}{turn}{read}</div></div>'
    )


def ask_html(study: StudyCase) -> str:
    """The button that asks the assistant about the patient."""
    return act("ask", "Ask the assistant about this patient", question=f"{study.note} {_CHOICE}")


def _group(judged: Judged, grade: Grade, words: dict[str, str]) -> str:
    """The reasons of one judgement; nothing where there is none."""
    found = [one for one in grade.reasons if one.judged == judged]
    if not found:
        return ""
    name, sign, tone = _KINDS[judged]
    listed = "".join(_reason(one) for one in found)
    return (
        f'<section class="cd19-st-tone-{tone}"><h3><span aria-hidden="true">{sign}</span> {text(words[name])}</h3>'
        f"<ul>{listed}</ul></section>"
    )


def _reason(one: JudgedReason) -> str:
    words = f' <span class="cd19-quiet">You wrote “{text(one.words)}”.</span>' if one.words else ""
    return f"<li>{text(one.point)}{words} <small>{places(one.places[:2])}</small></li>"


def _remarks(grade: Grade, words: dict[str, str]) -> str:
    """Facts told wrongly, figures the review has not, a sentence for another therapy."""
    told = [one.text for one in grade.contradictions]
    told += [words["strange"].format(figure=figure) for figure in grade.strange]
    told += [grade.spoke_for] if grade.spoke_for else []
    return f"<ul>{''.join(f'<li>{text(one)}</li>' for one in told)}</ul>" if told else ""
