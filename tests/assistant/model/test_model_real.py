"""A real small model on this machine: what it invents is not shown. Run with `make test-model`."""

from __future__ import annotations

import pytest

from assistant.api import Assistant
from assistant.checker.claims import split_claims
from assistant.events import Sentence
from assistant.model.carried import carrying_fault
from assistant.model.engine import open_engine
from assistant.settings import ModelSettings
from assistant.threads import ThreadStore
from evals.model.runner import Watch, ask_all, report
from evals.model.server import missing, served

pytestmark = [
    pytest.mark.model,
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}; run make test-model"),
]

QUESTIONS = (
    "What was the CR rate in ALCANTARA?",
    "31M, CD19 positive relapse with blasts in the CSF. Blinatumomab or CAR T cells?",
    "What is an easy recipe for lasagne?",
)


@pytest.fixture(scope="module")
def engine_and_watch(assistant, concepts):
    watch = Watch()
    with served() as model:
        settings = ModelSettings(
            spec=model.name, base_url=model.base_url, timeout_s=250, max_tokens=60, max_context_chars=3_500
        )
        yield open_engine(settings, assistant.library.digest, concepts, observe=watch), watch


@pytest.fixture(scope="module")
def own(assistant, concepts, engine_and_watch, tmp_path_factory):
    threads = ThreadStore(tmp_path_factory.mktemp("real") / "threads.sqlite")
    return Assistant(
        assistant.library, assistant.index, concepts, threads, engine=engine_and_watch[0], sense=assistant.sense
    )


def test_whatever_it_says_the_answer_holds(own, assistant, engine_and_watch):
    engine, watch = engine_and_watch
    asked = list(ask_all(own, watch, QUESTIONS))
    counts = report(asked, engine)
    assert (counts.questions, counts.asked) == (3, 2)
    assert counts.tried > 0
    assert counts.failures == {}
    for one in asked:
        if one.fate == "replaced":
            assert one.answer == assistant.ask(one.question).answer
        by_mark = {str(marker): text for marker, text in one.citations}
        for claim in split_claims(one.written) if one.fate in ("kept", "cut back") else ():
            cited = [p for p in assistant.library.digest.passages if p.text in {by_mark[n] for n in claim.numbers}]
            assert carrying_fault(claim.clean, cited) == "" or "this patient" in claim.plain


def test_it_streams(own):
    events = list(own.stream(QUESTIONS[0]))
    said = "".join(event.text for event in events if isinstance(event, Sentence))
    assert said.endswith(events[-1].answer.answer)
