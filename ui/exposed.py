"""The page's functions under /gradio_api: ask, case, check, decide, retrieve. All else of the page stays private."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, cast, get_type_hints

import gradio as gr
from gradio.events import api

from assistant.records import Record
from ui.owner import owner_of
from ui.programs import NAMES, Answering, Programs, Question, SomeFacts, Thread
from ui.turns import Asking, in_words


def expose(assistant: Asking, at_once: int) -> None:
    """Adds the functions to the page being built; `at_once` of them run at a time, all together."""
    known = Programs(cast(Answering, assistant))

    @functools.wraps(known.ask, assigned=("__name__", "__doc__"), updated=())
    def ask(
        question: Question, thread: Thread = "", case: SomeFacts = None, request: gr.Request | None = None
    ) -> Record:
        return known.ask(question, thread, case, owner=owner_of(request))

    del ask.__wrapped__  # its own signature counts: the request tells who asks
    for name in NAMES:
        function = ask if name == "ask" else getattr(known, name)
        api(
            _worded(function), api_name=name, api_description=described(function), concurrency_limit=at_once,
            concurrency_id="programs",
        )  # fmt: skip


def described(function: Callable[..., Record]) -> str:
    """What a function does, then what each of its parameters is, as one text."""
    hints = get_type_hints(function, include_extras=True)
    told = [f"- {name}: {field.description}" for name, hint in hints.items() for field in _fields(hint)]
    return "\n".join([inspect.getdoc(function) or "", "", *told]).strip()


def _fields(hint: Any) -> list[Any]:
    return [note for note in getattr(hint, "__metadata__", ()) if getattr(note, "description", None)]


def _worded(function: Callable[..., Record]) -> Callable[..., Record]:
    """The same function; whatever goes wrong in it reaches the caller as words, and no traceback anybody."""

    @functools.wraps(function)
    def worded(*given: Any, **named: Any) -> Record:
        try:
            return function(*given, **named)
        except Exception as error:
            raise gr.Error(in_words(error), print_exception=False, title=type(error).__name__) from error

    worded.__signature__ = inspect.signature(function, eval_str=True)  # type: ignore[attr-defined]  # Gradio reads types
    return worded
