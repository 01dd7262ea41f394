"""What a question means in its conversation: which patient, which suppositions, which subject it leans on.

1. A new patient inherits nothing.
2. What-ifs pile up on the patient, and are dropped when the patient is spoken of plainly again.
3. Plain statements about the patient are added, and stand above older ones.
4. A factual question that leans on the one before ("And CARPALL?") takes over what it does not name itself.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.intent import is_patient_question
from assistant.models import Case, Recommendation
from corpus.lexicon import Concepts, fold, ways_of_asking
from corpus.models import Frozen

_SHORT = 7
_CARRIED = ("measure", "study", "therapy", "patient")
"""Kinds of concept that an elliptical question takes over."""


class Memory(Frozen):
    """What a conversation holds between turns."""

    case: Case = Case()
    supposed: Case | None = None
    """The patient under the what-ifs of the last turns; None when nothing is supposed."""
    focus: tuple[str, ...] = ()
    """Concepts the last turn was about."""


class Meant(Frozen):
    """A question as it is meant in its conversation."""

    question: str
    """What is searched and answered: the question, with what it leans on."""
    case: Case | None
    """The patient it is about; None for a question about no patient known before."""
    memory: Memory
    """What the conversation holds from now on."""


def meaning(question: str, memory: Memory, read: Callable[[str, bool], Case], concepts: Concepts) -> Meant:
    """What the question means after what was said before. `read(text, supposed)` reads patient facts."""
    plain, ways = fold(question), ways_of_asking()
    if ways["forget"].search(plain) or ways["new_patient"].search(plain):
        memory = Memory()
    known = memory.supposed or memory.case
    ids = concepts.ids(question)
    if known.facts and ways["supposed"].search(plain) and not _asks_of_review(ids):
        supposed = _joined(known, read(question, True))
        return Meant(question=question, case=supposed, memory=memory.model_copy(update={"supposed": supposed}))
    facts = read(question, False)
    told = is_patient_question(question, facts, ids) or bool(
        known.facts and facts.facts and ways["person"].search(plain)
    )
    if told or (known.facts and facts.facts and not _asks_of_review(ids) and "?" not in question):
        case = _joined(memory.case, facts)
        return Meant(question=question, case=case, memory=Memory(case=case, focus=memory.focus))
    leaning = _leaning(question, plain, ids, memory, concepts)
    focus = concepts.ids(leaning) or memory.focus
    return Meant(question=leaning, case=None, memory=memory.model_copy(update={"focus": focus}))


def after_answer(memory: Memory, recommendation: Recommendation | None) -> Memory:
    """The memory once the answer is known: "it" then means the therapy recommended."""
    if recommendation in ("blinatumomab", "car_t"):
        return memory.model_copy(update={"focus": (f"therapy:{recommendation}",)})
    return memory


def _asks_of_review(ids: tuple[str, ...]) -> bool:
    return any(own.startswith(("study:", "patient:")) for own in ids)


def _joined(case: Case, news: Case) -> Case:
    for fact in news.facts:
        case = case.with_fact(fact)
    return case


def _leaning(question: str, plain: str, ids: tuple[str, ...], memory: Memory, concepts: Concepts) -> str:
    """The question with the names it leaves out, where it leans on what was said."""
    if not (ways_of_asking()["leans"].search(plain) or len(plain.split()) <= _SHORT):
        return question
    kinds = {own.split(":")[0] for own in ids}
    missing = [own for own in memory.focus if own.split(":")[0] in _CARRIED and own.split(":")[0] not in kinds]
    names = ", ".join(concepts[own].name for own in missing)
    return f"{question} ({names})" if names else question
