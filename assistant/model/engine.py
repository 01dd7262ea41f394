"""The language model's part in an answer: it writes over the built-in answer, which stands wherever it falls short."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from assistant.model.brief import brief_of
from assistant.model.computed import with_computed
from assistant.model.enough import lacking
from assistant.model.errors import FailedError
from assistant.model.gate import Gate
from assistant.model.notes import kept_note, notes, replaced_note
from assistant.model.open import Chat, open_chat
from assistant.model.prompts import Prompts, load_prompts
from assistant.model.relevance import Relevance
from assistant.model.spec import parse_spec
from assistant.model.writing import Writing, Written
from assistant.models import CheckReport, Citation, ModelPart
from assistant.questioned import with_notes
from assistant.settings import ModelSettings
from assistant.turn import Turn
from corpus.digest import Digest
from corpus.lexicon import Concepts

Checked = Callable[[Turn, str, Sequence[Citation]], CheckReport]
"""The checker: a turn, a text and its citations in, its word out."""


class ModelEngine:
    """Writes answers with a chat model; gives back the built-in one, with a note, where nothing better holds."""

    def __init__(
        self,
        label: str,
        chat: Chat,
        limit: int,
        digest: Digest,
        concepts: Concepts,
        prompts: Prompts | None = None,
        observe: Callable[[Written], None] = lambda written: None,
    ) -> None:
        """`limit`: characters of all that is sent at once. `observe` is told what became of each text, for evals."""
        self._observe = observe
        self.label, self.prompts = label, prompts or load_prompts()
        self._chat, self._limit, self._digest, self._concepts = chat, limit, digest, concepts

    def write(self, turn: Turn, checked: Checked) -> Generator[str, None, Turn]:
        """The model's sentences, each as soon as it has passed; returns the turn with the answer that stands.

        `turn` holds the checked built-in answer; a declined question never reaches the model.
        """
        if turn.declined:
            return turn
        try:
            brief = brief_of(turn, self._digest, self.prompts, self._limit)
            relevance = Relevance(turn, self._concepts)
            gate = Gate(brief.passages, turn.verdict, lambda text, cited: checked(turn, text, cited), relevance)
            writing = Writing(brief, self.prompts, self._chat, gate)
            yield from writing.pieces()
            return self._settled(turn, writing.written(), checked)
        except FailedError as failure:
            return self._replaced(turn, Written(failure=failure.kind, detail=failure.detail), "")

    def _settled(self, turn: Turn, written: Written, checked: Checked) -> Turn:
        """The model's answer where it is enough and holds as a whole; else the built-in one."""
        why = lacking(written, turn, self._concepts)
        if why:
            return self._replaced(turn, written, why)
        text, citations = written.text, written.citations
        if turn.verdict is not None:
            text, citations = with_computed(text, citations, turn.text, turn.citations)
        report = checked(turn, text, citations)
        if not report.passed:
            return self._replaced(turn, written, notes()["whole_failed"])
        label = notes()["labels"]["cut_back" if written.cut_back else "whole"].format(model=self.label)
        update = {"text": with_notes(text, citations), "citations": citations, "report": report, "engine": label}
        return turn.model_copy(update={**update, **self._told(written, kept_note(written, self.label))})

    def _replaced(self, turn: Turn, written: Written, why: str) -> Turn:
        label = notes()["labels"]["replaced"].format(model=self.label)
        note = replaced_note(written, self.label, why)
        return turn.model_copy(update={"engine": label, **self._told(written, note)})

    def _told(self, written: Written, note: str) -> dict[str, object]:
        self._observe(written)
        part = ModelPart(
            name=self.label, tried=written.tried, kept=written.kept, repaired=written.repaired,
            cut=len(written.cut), marked=written.marked, failure=written.failure or "",
        )  # fmt: skip
        return {"note": note, "prompts_hash": self.prompts.hash, "model": part}


def open_engine(
    settings: ModelSettings,
    digest: Digest,
    concepts: Concepts,
    observe: Callable[[Written], None] = lambda written: None,
) -> ModelEngine | None:
    """The engine that the settings name; None for the built-in one. Raises SpecError, MissingExtraError."""
    spec = parse_spec(settings.spec, settings.base_url)
    if spec is None:
        return None
    chat = open_chat(spec, settings)
    return ModelEngine(spec.label, chat, settings.max_context_chars, digest, concepts, observe=observe)
