"""What a question means in its conversation: which patient, which suppositions, which subject it leans on.

1. A new patient inherits nothing.
2. What-ifs pile up on the patient, and are dropped when the patient is spoken of plainly again.
3. Plain statements about the patient are added, and stand above older ones.
4. A factual question that leans on the one before ("And CARPALL?") takes over what it does not name itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.intent import is_patient_question
from assistant.models import Case, Recommendation
from corpus.lexicon import Concepts, fold
from corpus.models import Frozen

_NEW_PATIENT = re.compile(r"\b(another|a new|the next|next|a different|a second|one more) (patient|case|man|woman|lady|lad|boy|girl|referral)\b|^\s*(new|next) (patient|case)\b")
_FORGET = re.compile(r"\b(forget|drop|discard|clear|start (over|afresh|again)|delete)\b.{0,20}\b(him|her|them|patient|case|everything|all that|over|afresh)\b")
_SUPPOSED = re.compile(
    r"^\W*((and|but|now|so|ok|okay|well),?\s+)?(what if|suppose\w*|supposing|imagine|assum\w+|if|say|had|were|hypothetically|on top of (it|that)|what about if|let'?s say|would it change)\b"
)
_PERSON = re.compile(r"\b(he|she|him|her|his|hers|this patient|the patient|my patient|the (man|woman|lady|lad|boy|girl))\b")
_LEANS = re.compile(r"\b(it|its|they|their|them|those|these|that|such|the latter|the former|same|there|one|ones|others?)\b|^\W*(and|what about|how about|or)\b")
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
    plain = fold(question)
    if _FORGET.search(plain) or _NEW_PATIENT.search(plain):
        memory = Memory()
    known = memory.supposed or memory.case
    ids = concepts.ids(question)
    if known.facts and _SUPPOSED.search(plain) and not _asks_of_review(ids):
        supposed = _joined(known, read(question, True))
        return Meant(question=question, case=supposed, memory=memory.model_copy(update={"supposed": supposed}))
    facts = read(question, False)
    told = is_patient_question(question, facts, ids) or bool(known.facts and facts.facts and _PERSON.search(plain))
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
    if not (_LEANS.search(plain) or len(plain.split()) <= _SHORT):
        return question
    kinds = {own.split(":")[0] for own in ids}
    missing = [own for own in memory.focus if own.split(":")[0] in _CARRIED and own.split(":")[0] not in kinds]
    names = ", ".join(concepts[own].name for own in missing)
    return f"{question} ({names})" if names else question
