"""A scripted assistant for the page's tests, the page served over it and over the real one, and a browser."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import a_window, begun_anew, served

from assistant.api import Assistant
from assistant.conversation import Memory
from assistant.events import Done, Event, Sentence, Step
from assistant.models import Answer, Case, Check, Citation, Counterfactual, CriterionState, Fact
from assistant.threads import AsKept, ThreadStore
from corpus.digest import Digest, load_digest

PATIENT = Case(
    facts=(
        Fact(key="age", value=34, words="34-year-old"),
        Fact(key="sex", value="female", words="woman"),
        Fact(key="disease_status", value="relapsed", words="second relapse"),
        Fact(key="relapse_number", value=2, words="second relapse"),
        Fact(key="marrow_blasts_percent", value=15, words="15% marrow blasts"),
        Fact(key="cd19", value="positive", words="CD19+"),
        Fact(key="cns", value="history", words="CNS relapse cleared last year", confidence=0.6, note="no recent tap"),
        Fact(key="donor_available", value=False, words="no donor"),
        Fact(key="car_t_access", value=True, words="a CAR T-cell trial is open here"),
    )
)
SENTENCES = (
    "The review's criteria point to **CD19 CAR T cells** for this patient. ",
    "CAR T cells reach the cerebrospinal fluid and responses are described with low-level CNS disease [1], while "
    "blinatumomab has no data there and is better avoided when the CNS is active [2].\n\n",
    "- Without a donor, lasting remissions after CAR T cells alone weigh more [3].\n",
    "- Severe cytokine release is the price: 23% to 47% against 0% to 6% with blinatumomab [4, 5].\n\n",
    "The CNS data are preliminary [6].",
)
CITATIONS = (
    Citation(
        marker=1,
        locators=("table3.cns#car_t", "table3.cns"),
        text="CAR T cells are found in the CSF; encouraging responses where CNS involvement is at least low-level.",
        label="Table 3, CNS involvement, CAR T cells",
    ),
    Citation(
        marker=2,
        locators=("table3.cns#blinatumomab", "table3.cns"),
        text="No data: CNS disease was excluded from the published studies. Better avoided if the CNS is active.",
        label="Table 3, CNS involvement, blinatumomab",
    ),
    Citation(
        marker=3,
        locators=("patient3.5#2",),
        text="Where another transplant is improbable the authors lean to CAR T cells, because the cells persist.",
        refs=(14, 17, 22),
        label="Patient 3, paragraph 5",
    ),
    Citation(
        marker=4,
        locators=("table3.severe-crs#car_t",),
        text="More common: 23% to 47%.",
        label="Table 3, Severe CRS, CAR T cells",
    ),
    Citation(
        marker=5,
        locators=("table3.severe-crs#blinatumomab",),
        text="Less common: 0% to 6%.",
        label="Table 3, Severe CRS, blinatumomab",
    ),
    Citation(
        marker=6,
        locators=("patient2.5#3",),
        text="The authors call these findings early and ask for larger studies, neurotoxicity being the worry.",
        refs=(19,),
        label="Patient 2, paragraph 5",
    ),
)
CRITERIA = (
    CriterionState(
        id="cns-disease",
        point="CNS disease, present or cleared, speaks for CAR T cells.",
        therapy="car_t",
        effect="for",
        weight="strong",
        state="true",
        toward="car_t",
        locators=("patient2.5", "table3.cns"),
    ),
    CriterionState(
        id="low-marrow-burden",
        point="Fewer than half blasts in the marrow favours a response to blinatumomab.",
        therapy="blinatumomab",
        effect="for",
        weight="minor",
        state="true",
        toward="blinatumomab",
        locators=("patient1.5",),
    ),
    CriterionState(
        id="needs-immunosuppression",
        point="Active or recent GVHD that needs immunosuppression rules out both.",
        therapy="both",
        effect="excludes",
        weight="decisive",
        state="unknown",
        toward=None,
        locators=("patient3.4",),
        missing=("gvhd", "on_immunosuppression"),
    ),
)
CHECKS = tuple(
    Check(check=name, passed=True, detail=detail)
    for name, detail in (
        ("every-sentence-cites", "5 of 5 sentences"),
        ("marks-exist", "6 marks"),
        ("citations-bear", ""),
        ("numbers-match", "23% to 47%, 0% to 6%"),
        ("directions-agree", ""),
        ("verdict-agrees", "car_t"),
        ("nothing-foreign", ""),
        ("preliminary-kept", ""),
    )
)


def an_answer(**changes: object) -> Answer:
    """A realistic answer to a patient question, with some fields changed."""
    whole = Answer(
        status="answered",
        answer="".join(SENTENCES),
        citations=CITATIONS,
        recommendation="car_t",
        case=PATIENT,
        criteria=CRITERIA,
        would_change=(
            Counterfactual(fact="cd19", value="negative", recommendation="neither"),
            Counterfactual(fact="proliferative", value=True, recommendation="conflicting"),
        ),
        missing=("gvhd", "leukapheresis_feasible"),
        checks=CHECKS,
        corpus_hash="3f1c9ab27d",
        timings_ms={"total": 41.0},
    )
    return whole.model_copy(update=changes)


class ScriptedAssistant:
    """Answers every question with the same script and remembers what it was asked."""

    def __init__(self, answer: Answer | None = None, fails: Exception | None = None) -> None:
        self.answer = answer or an_answer()
        self.fails = fails
        self.gate: threading.Event | None = None
        """When set, half the answer is said and the rest waits until the gate opens."""
        self.asked: list[tuple[str, Case | None, str | None]] = []
        self.threads = ThreadStore(Path(tempfile.mkdtemp()) / "threads.sqlite")
        self.corrected: list[tuple[str, Case]] = []

    def stream(
        self, question: str, *, case: Case | None = None, thread: str | None = None, kept: AsKept | None = None
    ) -> Iterator[Event]:
        self.asked.append((question, case, thread))
        yield Step(name="searching the review")
        if self.fails:
            raise self.fails
        for number, text in enumerate(SENTENCES):
            if self.gate and number == 2:
                self.gate.wait(timeout=30)
            yield Sentence(text=text)
        answer = self.answer if case is None else self.answer.model_copy(update={"case": case})
        if thread:
            self.threads.keep(thread, question, answer, Memory(case=answer.case or Case(), asked=question), kept)
        yield Done(answer=answer)

    def leave(self, question: str, *, said: str, trouble: str, thread: str, case=None, kept: AsKept) -> None:
        self.threads.keep_unanswered(thread, question, said, trouble, Memory(asked=question), kept)

    def correct(self, thread: str, case: Case, owner: str = "") -> None:
        self.corrected.append((thread, case))

    def info(self) -> dict[str, str]:
        return {"engine": "built-in", "corpus": "digest", "as_of": "January 2020"}

    def reading(self) -> Digest:
        return load_digest()


@pytest.fixture(scope="session")
def scripted() -> type[ScriptedAssistant]:
    """The scripted assistant's class, to be told what to answer."""
    return ScriptedAssistant


@pytest.fixture(scope="session")
def answer() -> Callable[..., Answer]:
    """A builder of realistic answers."""
    return an_answer


@pytest.fixture(scope="session")
def stage(scripted):
    """A scripted assistant and the address it is served on."""
    acting = scripted()
    with served(acting) as url:
        yield acting, url


@pytest.fixture
def gate(stage):
    """Holds answers back halfway until it is set."""
    stage[0].gate = threading.Event()
    yield stage[0].gate
    stage[0].gate.set()
    stage[0].gate = None


@pytest.fixture(scope="session")
def real_url(assistant, concepts, tmp_path_factory):
    """Where the page over the real assistant is served, with conversations of its own."""
    store = ThreadStore(tmp_path_factory.mktemp("own") / "threads.sqlite")
    parts = assistant.library, assistant.index, concepts, store
    with served(Assistant(*parts, reader=assistant.reader, sense=assistant.sense)) as url:
        yield url


@pytest.fixture(scope="module")
def chromium():
    """A real browser, one for a file: its driver keeps a loop in this thread, beside which others' cannot run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -e .[dev]")
    with playwright.sync_playwright() as driver:
        try:
            launched = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no browser: install chromium, or run `playwright install chromium` ({error.message[:80]})")
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def window(chromium):
    """The window in which a file's tests open the page, one after the other."""
    return a_window(chromium, permissions=["clipboard-write"])


@pytest.fixture
def page(window, stage):
    """The page with nothing asked, wide; no conversation is kept."""
    stage[0].threads.forget_all()
    with begun_anew(window, stage[1]) as opened:
        yield opened
