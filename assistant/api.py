"""The front door for programs and the page: open an assistant, ask it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from importlib.metadata import version
from pathlib import Path

from assistant.answer.present import as_answer, pieces
from assistant.bearing import bearing
from assistant.beside import Others
from assistant.conversation import Memory, after_answer, corrected, meaning
from assistant.events import Done, Event, Sentence, Step
from assistant.facts.meaning.open import adapters_of, open_meaning
from assistant.facts.reader import Reader
from assistant.library import Library, open_library
from assistant.model.engine import ModelEngine, open_engine
from assistant.model.notes import notes
from assistant.models import Answer, Case
from assistant.order import run_all, timed_steps
from assistant.sense.open import open_sense, sense_adapters
from assistant.sense.sense import Sense
from assistant.settings import Settings
from assistant.steps import Steps
from assistant.stores import open_threads
from assistant.threads import AsKept, ThreadStore
from assistant.turn import Request, Turn
from corpus.criteria import criteria_hash
from corpus.digest import Digest
from corpus.lexicon import Concepts, load_concepts
from corpus.signs import whole
from index.home import home_at
from index.open import open_index
from index.rank import Hit, Index

AS_OF = "January 2020"
_SAID = {
    "read": "reading the question", "scope": "checking that the review covers it", "search": "searching the review",
    "decide": "weighing the criteria", "write": "writing", "check": "checking every sentence",
    "model": "asking the language model", "beside": "looking into your other documents",
}  # fmt: skip


class Assistant:
    """Answers questions over one corpus; safe to share between threads of one process."""

    def __init__(
        self,
        library: Library,
        index: Index,
        concepts: Concepts,
        threads: ThreadStore,
        others: Others | None = None,
        reader: Reader | None = None,
        engine: ModelEngine | None = None,
        sense: Sense | None = None,
    ) -> None:
        """`index`: of the form of the review that `library` shows; `others`: the user's other documents.

        `reader` reads patient facts; the default one by known phrases alone. `engine`: the language model that writes;
        None for the built-in answer. `sense`: of questions; None to go by their words alone.
        """
        self.library, self.index = library, index
        self.reader = reader or Reader()
        self.threads = threads
        self._concepts, self._others = concepts, others
        self._engine, self.sense = engine, sense
        self._steps = timed_steps(Steps(library, index, concepts, others, self.reader, engine, sense))

    def ask(
        self, question: str, *, case: Case | None = None, thread: str | None = None, kept: AsKept | None = None
    ) -> Answer:
        """The checked answer to a question.

        `case`, when given, is the whole patient: nothing is read from the question, and a fact it lacks is unknown.
        `thread` names the conversation that the question continues; `kept`: whose it is, and how the turn is kept.
        """
        request, memory = self._meant(question, case, thread, kept)
        turn = run_all(self._steps, request)
        answer = as_answer(turn, self.library, criteria_hash())
        if thread and memory is not None:
            self.threads.keep(whole(thread), whole(question), answer, after_answer(memory, turn.recommendation), kept)
        return answer

    def stream(
        self, question: str, *, case: Case | None = None, thread: str | None = None, kept: AsKept | None = None
    ) -> Iterator[Event]:
        """The same, as it happens: each step, then the checked answer piece by piece, then the whole.

        The turn is kept when the whole answer is there: of one that is not heard to its end, nothing is kept.
        A language model's sentences come while it still writes, each once it has passed. Where they turn out not to be
        enough of an answer, a line says so and the built-in answer follows; `Done` holds that answer alone.
        """
        request, memory = self._meant(question, case, thread, kept)
        turn, shown = Turn(request=request), ""
        for step in self._steps:
            yield Step(name=_SAID[step.name])
            if step.live is None:
                turn = step.run(turn)
            else:
                turn, shown = yield from _live(step.live(turn))
        answer = as_answer(turn, self.library, criteria_hash())
        if shown and not answer.answer.startswith(shown):
            assert self._engine is not None
            yield Sentence(text=f"\n\n*{notes()['follows'].format(model=self._engine.label)}*\n\n")
            shown = ""
        for piece in pieces(answer.answer[len(shown) :]):
            yield Sentence(text=piece)
        if thread and memory is not None:
            self.threads.keep(whole(thread), whole(question), answer, after_answer(memory, turn.recommendation), kept)
        yield Done(answer=answer)

    def leave(
        self, question: str, *, said: str, trouble: str, thread: str, case: Case | None = None, kept: AsKept
    ) -> None:
        """Keeps a turn that was stopped or failed, as it was shown; the patient it told of is remembered."""
        _, memory = self._meant(question, case, thread, kept)
        self.threads.keep_unanswered(thread, whole(question), whole(said), trouble, memory or Memory(), kept)

    def _meant(
        self, question: str, case: Case | None, thread: str | None, kept: AsKept | None
    ) -> tuple[Request, Memory | None]:
        """The question as its conversation gives it, and what the conversation then holds."""
        question = whole(question)
        if not thread:
            return Request(question=question, case=case), None
        memory = self.threads.load(whole(thread), kept.owner if kept else "")
        if case is not None:
            return Request(question=question, case=case), memory.model_copy(update={"case": case, "supposed": None})
        meant = meaning(question, memory, self.reader, self._concepts)
        return Request(question=meant.question, case=meant.case), meant.memory

    def correct(self, thread: str, case: Case, owner: str = "") -> None:
        """The patient of a conversation is `case` from now on: facts corrected by hand, with nothing asked."""
        self.threads.save(thread, corrected(self.threads.load(thread, owner), case), owner)

    def retrieve(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The `k` places of the review that bear most on a question, best first.

        Of a patient's question: the places of the criteria that bear on the patient and those found by search, in
        turns.
        """
        return bearing(whole(question), k, self.index, self._concepts, self.reader, self.library.digest, self.sense)

    def beside(self, question: str) -> tuple[Hit, ...]:
        """The places of the user's other documents that are near a question; none where there are no such documents."""
        return self._others.search(whole(question)) if self._others else ()

    def reading(self) -> Digest:
        """The review in the form that is searched and quoted: the digest, or the user's own copy."""
        return self.library.shown

    def info(self) -> dict[str, str]:
        """What is running: engine, corpus, hashes, as-of date, version."""
        return {
            "engine": self._engine.label if self._engine else "built-in",
            "corpus": self.library.shown.name, "corpus_hash": self.library.shown.hash,
            "criteria_hash": criteria_hash(), "as_of": AS_OF, "version": version("cd19-assistant"),
        }  # fmt: skip


def _live(writing: Generator[str, None, Turn]) -> Generator[Event, None, tuple[Turn, str]]:
    """Gives out each piece as it comes; returns the turn after it, and all that was given out."""
    shown = ""
    while True:
        try:
            piece = next(writing)
        except StopIteration as done:
            return done.value, shown
        shown += piece
        yield Sentence(text=piece)


def open_assistant(
    settings: Settings | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    engine: ModelEngine | None = None,
) -> Assistant:
    """An assistant ready to be asked; builds the index first where there is none, telling `progress` of it.

    `engine`: a language model's, opened already; else the one that the settings name.
    """
    settings = settings or Settings()
    threads = open_threads(settings)  # first: an address that is none is told before an index is built
    library, concepts = open_library(settings), load_concepts()
    engine = engine or open_engine(settings.model, library.digest, concepts)
    index = open_index(
        library.shown.hash, library.shown.passages, settings.data_dir, concepts=concepts, name=index_name(library),
        model=settings.embedding_model, questions=library.questions(),
        adapters=index_adapters(settings), progress=progress, home=home_at(settings.chroma),
    )  # fmt: skip
    others = _open_others(library, concepts, settings, progress)
    reader = Reader(open_meaning(index.embedder, settings.embedding_model))
    sense = open_sense(index.embedder, settings.embedding_model)
    return Assistant(library, index, concepts, threads, others, reader, engine, sense)


def index_adapters(settings: Settings) -> dict[str, Path]:
    """The files of learned changes that an index needs for patient facts and for the sense of questions."""
    return adapters_of(settings.embedding_model) | sense_adapters(settings.embedding_model)


def index_name(library: Library) -> str:
    """The folder of the index of the form shown: each copy of the review has its own."""
    shown = library.shown
    return shown.name if shown is library.digest else f"{shown.name}-{shown.hash[:12]}"


def _open_others(
    library: Library, concepts: Concepts, settings: Settings, progress: Callable[[str, int, int], None] | None
) -> Others | None:
    if not library.sources:
        return None
    passages = tuple(passage for source in library.sources for passage in source.passages)
    hashes = "+".join(source.hash for source in library.sources)
    name = "sources" if settings.corpus in ("digest", "full") else f"source-{library.sources[0].hash[:12]}"
    index = open_index(
        hashes, passages, settings.data_dir, concepts=concepts, name=name, model=settings.embedding_model,
        progress=progress, home=home_at(settings.chroma),
    )  # fmt: skip
    return Others(library.sources, index)
