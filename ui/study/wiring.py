"""The Study view as a part of the page: what is done in it, and "Quiz me on this" of an answer."""

from __future__ import annotations

import uuid
from typing import Any

import gradio as gr

from assistant.study.errors import KeptError, StudyError
from assistant.threads import ThreadsError
from ui.ask.past import recalled
from ui.bridge import acting_html, read_action
from ui.handlers import Turns
from ui.owner import owner_of
from ui.study.about import places_of
from ui.study.acting import acted, quizzed
from ui.study.bench import Bench, bench_of
from ui.study.parts import text
from ui.study.sitting import Sitting, again
from ui.study.taking import saved
from ui.study.view import WAITING, study_html
from ui.turns import Asking

_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_ONE_BY_ONE: dict[str, Any] = {"trigger_mode": "multiple", "concurrency_limit": 1}
_ZONE_JS = "(sitting, zone) => [sitting, Intl.DateTimeFormat().resolvedOptions().timeZone ?? '']"
_SAVE_JS = "(file) => { if (file) window.cd19SaveStudy(file); }"
_UNKEPT = "Your study file cannot be written just now ({}). Try again; nothing else is lost."


def study_view(assistant: Asking, tab: gr.Tab) -> dict[str, Any]:
    """The view's parts; it is laid out when its tab is first opened."""
    bench = bench_of(assistant)
    with gr.Column(elem_id="cd19-study-column"):
        study = acting_html(WAITING, "cd19-study")
        sitting, file, zone = gr.State(None), gr.JSON(visible=False), gr.Textbox(visible=False)
    parts = {"study": study, "sitting": sitting, "study_file": file}

    def show(now: Sitting | None, zone_name: str, request: gr.Request) -> Any:
        if now is not None:  # laid out already: what is typed stays
            return gr.skip()
        owner = owner_of(request)
        try:
            kept = again(bench.store.sitting(owner), zone_name[:64], bench.clock())
            return {sitting: kept, study: study_html(bench, kept, owner)}
        except (KeptError, ThreadsError) as error:
            return {study: f'<p class="cd19-study" role="alert">{text(_told(error))}</p>'}

    def act(now: Sitting | None, event: gr.EventData, request: gr.Request) -> Any:
        action, owner = read_action(event), owner_of(request)
        nothing = {file: None}  # what was saved before is not saved again
        if action.do == "ask":  # the Ask view's
            return nothing
        try:
            before = now or again(bench.store.sitting(owner), "", bench.clock())
            if action.do == "save":
                return {file: saved(bench, bench.desk(owner, before.zone), action).model_dump()}
            return _shown(bench, parts, acted(bench, before, action, owner), owner) | nothing
        except (StudyError, ThreadsError, OSError) as error:
            gr.Warning(_told(error))
        return nothing

    tab.select(show, [sitting, zone], [sitting, study], js=_ZONE_JS, **_PRIVATE)
    done = study.submit(act, [sitting], [sitting, study, file], **_PRIVATE, **_ONE_BY_ONE)
    done.then(None, [file], None, js=_SAVE_JS, **_PRIVATE)
    return parts


def wire_quiz(assistant: Asking, parts: dict[str, Any]) -> None:
    """ "Quiz me on this", below an answer: a round on the places it cites, in the Study view."""
    bench = bench_of(assistant)

    def quiz(turns: Turns, thread: str, now: Sitting | None, event: gr.EventData, request: gr.Request) -> Any:
        action, owner = read_action(event), owner_of(request)
        turns = recalled(assistant, turns, thread, owner) if action.do == "quiz" else turns
        turn = next((turn for turn in turns if turn.key == action.get("key") and turn.answer), None)
        if action.do != "quiz" or turn is None or turn.answer is None:
            return gr.skip()
        try:
            before = now or again(bench.store.sitting(owner), "", bench.clock())
            after = quizzed(bench, before, places_of(turn.answer), _short(turn.asked_as or turn.question))
            return _shown(bench, parts, after, owner) | {parts["views"]: gr.Tabs(selected="study")}
        except (KeptError, ThreadsError, OSError) as error:
            gr.Warning(_told(error))
        except StudyError:
            gr.Info("There are no questions on what this answer cites. Any other answer may have some.")
        return gr.skip()

    outputs = [parts["sitting"], parts["study"], parts["views"]]
    parts["relay"].submit(quiz, [parts["turns"], parts["thread"], parts["sitting"]], outputs, **_PRIVATE, **_ONE_BY_ONE)


def _shown(bench: Bench, parts: dict[str, Any], sitting: Sitting, owner: str) -> dict[Any, Any]:
    """The sitting kept and shown; drawn anew even where it is the same, so that a form stands as it was."""
    bench.store.put_sitting(owner, sitting.model_dump_json())
    shown = f"{study_html(bench, sitting, owner)}<!-- {uuid.uuid4().hex} -->"
    return {parts["sitting"]: sitting, parts["study"]: shown}


def _told(error: Exception) -> str:
    return _UNKEPT.format(type(error).__name__) if isinstance(error, OSError) else str(error)


def _short(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= 90 else f"{line[:88].rsplit(' ', 1)[0]} …"
