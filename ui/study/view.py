"""The Study view in HTML: its rooms, and the one that is open."""

from __future__ import annotations

from assistant.study.desk import Desk
from ui.study.bench import Bench
from ui.study.cases import cases_html
from ui.study.coming import progress_html
from ui.study.parts import act, text
from ui.study.review import review_html
from ui.study.sitting import ROOMS, Sitting
from ui.study.taking import taking_html

WAITING = '<p class="cd19-quiet cd19-study" role="status">Laying out your desk…</p>'


def study_html(bench: Bench, sitting: Sitting, learner: str) -> str:
    """The view for a sitting."""
    desk = bench.desk(learner, sitting.zone)
    rooms = "".join(_room(sitting, own, title) for own, title in ROOMS.items())
    return (
        f'<div class="cd19-study" data-state="{text(_state(sitting))}"><nav aria-label="Study">{rooms}</nav>'
        f'<div class="cd19-st-room cd19-st-in-{sitting.room}">{_inside(bench, sitting, desk)}</div></div>'
    )


def _room(sitting: Sitting, own: str, title: str) -> str:
    here = 'aria-current="page"' if sitting.room == own else ""
    return act("room", title, here, room=own)


def _inside(bench: Bench, sitting: Sitting, desk: Desk) -> str:
    if sitting.room == "cases":
        return cases_html(bench, sitting, desk.learner)
    if sitting.room == "progress":
        return progress_html(bench, sitting, desk.progress())
    if sitting.room == "take":
        return taking_html(bench, sitting, desk.learner)
    return review_html(bench, sitting, desk)


def _state(sitting: Sitting) -> str:
    """What is shown, so that the page knows whether to move the focus."""
    now, case = sitting.round, sitting.case
    if sitting.room == "review" and now:
        return f"review {now.at} {'answered' if now.kept else 'asked'}"
    if sitting.room == "cases" and case:
        return f"case {case.id} {case.shown} {'graded' if case.grade else ''}"
    return sitting.room
