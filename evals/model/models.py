"""What an eval of a language model measures."""

from __future__ import annotations

from assistant.model.writing import Cut
from corpus.models import Frozen


class Asked(Frozen):
    """One question put to a model, and what became of it."""

    question: str
    fate: str
    """"kept", "cut back", "replaced", or "not asked" where it was declined before the model."""
    engine: str
    note: str
    answer: str
    """As shown."""
    citations: tuple[tuple[int, str], ...]
    """Marks and the passages behind them."""
    written: str
    """The model's own sentences that passed; shown unless the fate is "replaced"."""
    cut: tuple[Cut, ...]
    tried: int
    kept: int
    marked: int = 0
    failure: str
    seconds: float


class Report(Frozen):
    """Counts over all questions."""

    model: str
    prompts_hash: str
    questions: int
    asked: int
    """Questions that reached the model."""
    tried: int
    """Sentences it wrote."""
    passed: int
    """Sentences that passed the gate and the checker."""
    marked: int
    """Of those: given the mark of the passage that carries them."""
    shown: int
    """Sentences of those in answers that were shown."""
    answers_kept: int
    answers_cut_back: int
    answers_replaced: int
    failures: dict[str, int]
    seconds_per_question: float
