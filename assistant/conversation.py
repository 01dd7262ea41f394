"""What a question means in its conversation: which patient, which suppositions, which subject it leans on.

1. A new patient inherits nothing.
2. What-ifs pile up on the patient, and are dropped when the patient is spoken of plainly again.
3. Plain statements about the patient are added, and stand above older ones unless their reading is unsure.
4. A whole new note, or "another patient", puts the last patient aside; "back to the lady" takes her up again.
5. A factual question that leans on the one before ("And CARPALL?") takes over what it does not name itself.
"""

from __future__ import annotations

from assistant.described import described
from assistant.facts.access import followed
from assistant.facts.reader import Reader, told_by_phrases
from assistant.intent import is_patient_question
from assistant.models import UNSURE, Case, Recommendation
from corpus.lexicon import Concepts, fold, ways_of_asking
from corpus.models import Frozen

_SHORT = 7
_CARRIED = ("measure", "study", "therapy", "patient", "topic")
"""Kinds of concept that an elliptical question takes over."""
_WHOLE = 3
"""Clinical facts beside an age that make a note a whole patient, not news of the one before."""


class Memory(Frozen):
    """What a conversation holds between turns."""

    case: Case = Case()
    supposed: Case | None = None
    """The patient under the what-ifs of the last turns; None when nothing is supposed."""
    earlier: tuple[Case, ...] = ()
    """Patients spoken of before this one, the last one last."""
    focus: tuple[str, ...] = ()
    """Concepts the last turn was about."""
    asked: str = ""
    """The last question on what the review says, as it was searched."""


class Meant(Frozen):
    """A question as it is meant in its conversation."""

    question: str
    """What is searched and answered: the question, with what it leans on."""
    case: Case | None
    """The patient it is about; None for a question about no patient known before."""
    memory: Memory
    """What the conversation holds from now on."""


def meaning(question: str, memory: Memory, reader: Reader, concepts: Concepts) -> Meant:
    """What the question means after what was said before. `reader` reads patient facts."""
    plain, ways = fold(question), ways_of_asking()
    if ways["forget"].search(plain):
        memory = Memory()
    named = _named(question, memory, concepts)
    told = told_by_phrases(named)
    memory = _whose_turn(plain, told.case, memory)
    known = memory.supposed or memory.case
    # "The woman" of a conversation about a patient is that patient, not one of the review's.
    ids = (*concepts.ids(question), *(() if known.facts else described(question)))
    of_review = _asks_of_review(ids)
    if known.facts and ways["supposed"].search(plain) and not of_review:
        supposed = _joined(known, reader.read(named, supposed=True))
        return Meant(question=question, case=supposed, memory=memory.model_copy(update={"supposed": supposed}))
    spoken_of = bool(known.facts and not of_review and (ways["person"].search(plain) or "?" not in question))
    patient = is_patient_question(question, told.case, ids)
    facts = reader.whole(told) if spoken_of or patient else told.case
    if patient or (spoken_of and facts.facts):
        case = _joined(memory.case, facts)
        return Meant(question=question, case=case, memory=memory.model_copy(update={"case": case, "supposed": None}))
    leaning = _leaning(question, plain, ids, memory, concepts)
    focus = concepts.ids(leaning) or memory.focus
    return Meant(question=leaning, case=None, memory=memory.model_copy(update={"focus": focus, "asked": leaning}))


def after_answer(memory: Memory, recommendation: Recommendation | None) -> Memory:
    """The memory once the answer is known: "it" then means the therapy recommended."""
    if recommendation in ("blinatumomab", "car_t"):
        return memory.model_copy(update={"focus": (f"therapy:{recommendation}",), "asked": ""})
    return memory


def corrected(memory: Memory, case: Case) -> Memory:
    """The memory once its patient's facts were corrected by hand to those of `case`.

    Under a what-if, `case` is the patient as supposed: only what was corrected goes over to the patient as told.
    """
    if memory.supposed is None:
        return memory.model_copy(update={"case": case})
    told, before, after = memory.case, memory.supposed, {fact.key: fact for fact in case.facts}
    for key in {*before.values(), *after}:
        if before.get(key) != case.get(key):
            told = told.with_fact(after[key]) if key in after else told.without(key)
    return memory.model_copy(update={"case": told, "supposed": case})


def _whose_turn(plain: str, facts: Case, memory: Memory) -> Memory:
    """The memory with the right patient in front: a new one, an earlier one, or the same."""
    ways = ways_of_asking()
    if memory.earlier and ways["earlier_patient"].search(plain):
        sex = "female" if ways["female"].search(plain) else "male"
        back = next((case for case in reversed(memory.earlier) if case.get("sex") == sex), memory.earlier[-1])
        others = tuple(case for case in memory.earlier if case is not back)
        return memory.model_copy(update={"case": back, "supposed": None, "earlier": (*others, memory.case)})
    whole = facts.get("age") is not None and len(facts.facts) > _WHOLE
    if memory.case.facts and (whole or ways["new_patient"].search(plain)):
        return Memory(earlier=(*memory.earlier, memory.case), focus=memory.focus)
    return memory


def _named(question: str, memory: Memory, concepts: Concepts) -> str:
    """The question with "that drug" called by its name, where one therapy was spoken of last."""
    therapies = [concepts[own].name for own in memory.focus if own in ("therapy:blinatumomab", "therapy:car_t")]
    return ways_of_asking()["that_drug"].sub(therapies[0], question) if len(therapies) == 1 else question


def _asks_of_review(ids: tuple[str, ...]) -> bool:
    return any(own.startswith(("study:", "patient:")) for own in ids)


def _joined(case: Case, news: Case) -> Case:
    """The case with news of it; an unsure reading does not push aside what is known surely."""
    sure = {fact.key for fact in case.facts if fact.confidence >= UNSURE}
    for fact in news.facts:
        if fact.confidence >= UNSURE or fact.key not in sure:
            case = case.with_fact(fact)
    return followed(case)


def _leaning(question: str, plain: str, ids: tuple[str, ...], memory: Memory, concepts: Concepts) -> str:
    """The question with what it leaves out, where it leans on what was said: the last question, or the names in it."""
    if not (ways_of_asking()["leans"].search(plain) or len(plain.split()) <= _SHORT):
        return question
    kinds = {own.split(":")[0] for own in ids}
    if memory.asked and not kinds & {"study", "patient", "therapy"}:
        return f"{question} ({memory.asked})"
    missing = [own for own in memory.focus if own.split(":")[0] in _CARRIED and own.split(":")[0] not in kinds]
    names = ", ".join(concepts[own].name for own in missing)
    return f"{question} ({names})" if names else question
