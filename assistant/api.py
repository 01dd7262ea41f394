"""The front door for programs and the page: open an assistant, ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

from assistant.answer.present import as_answer, pieces
from assistant.chain import build_chain, runnables
from assistant.conversation import Memory, after_answer, meaning
from assistant.events import Done, Event, Sentence, Step
from assistant.facts.reader import read_case
from assistant.models import Answer, Case
from assistant.settings import Settings
from assistant.steps import Steps
from assistant.threads import ThreadStore
from assistant.turn import Request, Turn
from corpus.criteria import criteria_hash
from corpus.digest import Digest, load_digest
from corpus.lexicon import Concepts, load_concepts
from corpus.questions import load_questions
from index.open import open_index
from index.rank import Hit, Index

AS_OF = "January 2020"
_SAID = {
    "read": "reading the question", "scope": "checking that the review covers it", "search": "searching the review",
    "decide": "weighing the criteria", "write": "writing", "check": "checking every sentence",
}  # fmt: skip


class Assistant:
    """Answers questions over one corpus; safe to share between threads of one process."""

    def __init__(self, digest: Digest, index: Index, concepts: Concepts, threads: ThreadStore) -> None:
        self.digest, self.index = digest, index
        self._concepts, self._threads = concepts, threads
        self._steps = Steps(digest, index, concepts)
        self._chain = build_chain(self._steps)

    def ask(self, question: str, *, case: Case | None = None, thread: str | None = None) -> Answer:
        """The checked answer to a question.

        `case`, when given, is the whole patient: nothing is read from the question, and a fact it lacks is unknown.
        `thread` names the conversation that the question continues.
        """
        request, memory = self._meant(question, case, thread)
        turn = self._chain.invoke(request)
        self._remember(thread, memory, turn)
        return as_answer(turn, self.digest, criteria_hash())

    def stream(self, question: str, *, case: Case | None = None, thread: str | None = None) -> Iterator[Event]:
        """The same, as it happens: each step, then the checked answer piece by piece, then the whole."""
        request, memory = self._meant(question, case, thread)
        turn = Turn(request=request)
        for runnable in runnables(self._steps):
            yield Step(name=_SAID[runnable.get_name()])
            turn = runnable.invoke(turn)
        self._remember(thread, memory, turn)
        answer = as_answer(turn, self.digest, criteria_hash())
        for piece in pieces(answer.answer):
            yield Sentence(text=piece)
        yield Done(answer=answer)

    def _meant(self, question: str, case: Case | None, thread: str | None) -> tuple[Request, Memory | None]:
        """The question as its conversation gives it, and what the conversation then holds."""
        if not thread:
            return Request(question=question, case=case), None
        memory = self._threads.load(thread)
        if case is not None:
            return Request(question=question, case=case), memory.model_copy(update={"case": case, "supposed": None})
        meant = meaning(question, memory, read_case, self._concepts)
        return Request(question=meant.question, case=meant.case), meant.memory

    def _remember(self, thread: str | None, memory: Memory | None, turn: Turn) -> None:
        if thread and memory is not None:
            self._threads.save(thread, after_answer(memory, turn.recommendation))

    def retrieve(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The `k` places that bear most on a question, best first."""
        return self.index.search(question, k)

    def info(self) -> dict[str, str]:
        """What is running: engine, corpus, hashes, as-of date, version."""
        return {
            "engine": "built-in", "corpus": self.digest.name, "corpus_hash": self.digest.hash,
            "criteria_hash": criteria_hash(), "as_of": AS_OF, "version": version("cd19-assistant"),
        }  # fmt: skip


def open_assistant(
    settings: Settings | None = None, progress: Callable[[str, int, int], None] | None = None
) -> Assistant:
    """An assistant ready to be asked; builds the index first where there is none, telling `progress` of it."""
    settings = settings or Settings()
    digest, concepts = load_digest(), load_concepts()
    index = open_index(
        digest.hash, digest.passages, settings.data_dir, concepts=concepts, name=digest.name,
        model=settings.embedding_model, questions=load_questions(), progress=progress,
    )  # fmt: skip
    return Assistant(digest, index, concepts, ThreadStore(settings.data_dir / "threads.sqlite"))
