"""Targets of the fuzzer on the page: what is done in its HTML, and what programs hand to its functions.

`python -m evals.fuzz --also tests/ui/page_targets.py` runs them; nothing under evals imports the page.
"""

from __future__ import annotations

import json
import warnings
from datetime import UTC, datetime
from functools import cache
from random import Random
from types import SimpleNamespace

from assistant.criteria.engine import decide
from assistant.events import Done
from assistant.facts.reader import Reader, read_case
from assistant.given import read_json
from assistant.models import Answer
from assistant.study.errors import StudyError
from assistant.study.store import StudyStore
from corpus.digest import load_digest
from evals.fuzz.asking import live_in
from evals.fuzz.models import Target
from evals.fuzz.room import room
from evals.fuzz.trees import changed
from ui import panel
from ui.bridge import read_action
from ui.door.passwords import hashes_of
from ui.errors import InputError, UiError
from ui.patient.actions import acted as patient_acted
from ui.programs import NAMES, Programs
from ui.study.acting import acted as study_acted
from ui.study.bench import Bench
from ui.study.sitting import Sitting, again
from ui.study.taking import saved
from ui.study.view import study_html
from ui.turns import Turn

_NOTE = "34M, second relapse, 70% blasts, CD19+, LP clean, no donor. Blinatumomab or CAR T cells?"
_NOW = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
_WORDS = (b"set", b"item", b"unknown", b"confirm", b"undo", b"suppose", b"open", b"strike", b"age", b"cns", b"genetics",
          b"Ph-like", b"active", b"34,5 %", b"1e5", b"yes", b"CAR T cells")  # fmt: skip
_PATIENT = (
    [{"do": "set", "key": "age", "value": "61", "turn": "1"}, {"do": "undo", "turn": "1"}],
    [{"do": "item", "key": "genetics", "value": "Ph-like", "checked": "yes", "turn": "1"},
     {"do": "set", "key": "marrow_blasts_percent", "value": "12,5 %", "turn": "1"}],
    [{"do": "suppose", "name": "cns=active", "turn": "1"}, {"do": "open", "key": "gvhd", "turn": "1"},
     {"do": "confirm", "key": "age", "turn": "1"}, {"do": "strike", "turn": "1"}],
)  # fmt: skip
_STUDY = (
    [{"do": "start"}, {"do": "answer", "item": "ITEM", "given": "36%"},
     {"do": "rate", "item": "ITEM", "rating": "hard"}],
    [{"do": "made", "seed": "17", "level": "2"}, {"do": "step", "case": "CASE"},
     {"do": "pick", "case": "CASE", "picked": "car_t", "reason": "active CNS disease"}, {"do": "close"}],
    [{"do": "room", "room": "take"}, {"do": "save", "form": "csv", "which": "answered"},
     {"do": "topic", "value": "cns"}],
)  # fmt: skip
_CALLS = (
    {"ask": [_NOTE, "ward-7", {"age": 34}], "retrieve": ["CRS after CAR T cells", 4], "case": [_NOTE]},
    {"check": ["CAR T cells reach the CSF [1].", {"1": ["table3.cns"]}, "", {"cns": "active"}]},
    {"decide": [{"age": 34, "cd19": "positive", "cns": "active", "genetics": ["Ph-like"]}]},
)
_SITTINGS = (Sitting(room="cases", topic="cns", since=_NOW).model_dump_json().encode(),)
_HASH = "$2b$12$" + "a" * 53
_PEOPLE = (f"anna:{_HASH}\n# the ward\nbert:{_HASH}\n".encode(),)


def _actions(data):
    """The actions of a text, as the page's script sends them: whatever comes, no error, and texts that can be kept."""
    told = read_json(data.decode("utf-8", "surrogateescape"))
    for one in told if isinstance(told, list) else [told]:
        action = read_action(SimpleNamespace(_data=one))
        action.model_dump_json().encode()
        yield action


@cache
def _asked():
    case = read_case(_NOTE)
    return Turn(
        number=1, question=_NOTE, key="k",
        answer=Answer(status="answered", answer="x [1].", case=case, recommendation=decide(case).recommendation),
    )  # fmt: skip


def _on_patient(data):
    """The panel after any actions: drawn, nothing live in it, its conversation kept."""
    turns = (_asked(),)
    for action in _actions(data):
        done = patient_acted(turns, action, decide)
        turns = done.turns if done else turns
    page = panel.evidence_html(turns)
    assert not [one for one in live_in(page) if one not in ("form", "input")], live_in(page)
    page.encode()


class _Desk:
    """The Study view with whatever is done in it: drawn, kept, and the same when it is opened again."""

    bench = None

    def __call__(self, data):
        self.bench = self.bench or Bench(
            StudyStore(room() / "study.sqlite"), load_digest(), clock=lambda: _NOW, rng=Random(1)
        )
        sitting = Sitting(since=_NOW)
        for action in _actions(data):
            now = {"ITEM": sitting.round.item if sitting.round else "", "CASE": sitting.case.id if sitting.case else ""}
            action = action.model_copy(
                update={"told": {name: now.get(said, said) for name, said in action.told.items()}}
            )
            try:
                if action.do == "save":
                    saved(self.bench, self.bench.desk("anna"), action)
                sitting = study_acted(self.bench, sitting, action, "anna")
            except StudyError:
                continue
        study_html(self.bench, sitting, "anna").encode()
        assert again(sitting.model_dump_json(), sitting.zone, _NOW) == sitting.model_copy(update={"since": _NOW})


def _sitting(data):
    """Any text for a kept sitting gives one that can be shown."""
    again(data.decode("utf-8", "surrogateescape"), "", _NOW)


class _Assistant:
    """One that answers at once: what comes in is what is fuzzed."""

    reader = Reader()

    def stream(self, question, **_more):
        yield Done(answer=Answer(status="abstained", answer=question))

    def retrieve(self, question, k=10):
        question.encode()
        return ()

    def beside(self, question):
        return ()


def _called(data):
    """Each function by name with any values for its arguments: a record that can be sent, or an InputError."""
    programs, told = Programs(_Assistant()), json.loads(data.decode("utf-8", "surrogateescape"))
    for name, given in told.items() if isinstance(told, dict) else ():
        if name in NAMES and isinstance(given, list):
            takes = {"ask": 3, "case": 1, "check": 4, "decide": 1, "retrieve": 2}[name]
            given = [*given, *[None] * takes][: max(1 + (name == "check"), min(len(given), takes))]
            try:
                json.dumps(getattr(programs, name)(*given), allow_nan=False).encode()
            except InputError as error:
                str(error).encode()


def _hashes(data):
    hashes_of(data.decode("utf-8", "replace"), "people")


def _json(values):
    return tuple(json.dumps(one).encode() for one in values)


warnings.filterwarnings("ignore", module="gradio")
TARGETS = (
    Target("page-patient", _on_patient, _json(_PATIENT), (ValueError,), _WORDS, 3000, 2_500, changed),
    Target("page-study", _Desk(), _json(_STUDY), (ValueError,), _WORDS, 3000, 2_000, changed),
    Target("page-sitting", _sitting, _SITTINGS, (), _WORDS, 3000, 150_000, changed),
    Target("programs", _called, _json(_CALLS), (json.JSONDecodeError, RecursionError), _WORDS, 3000, 20_000, changed),
    Target("people", _hashes, _PEOPLE, (UiError,), (b":", b"\n", b"$2b$31$", b"#")),
)  # fmt: skip
