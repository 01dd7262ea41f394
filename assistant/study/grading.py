"""A trainee's choice and sentence of reasons, held against the criteria's verdict.

1. Right is the criteria's verdict and nothing else.
2. The reasons that decide are exclusions, else the weightiest ones toward the verdict (criteria.deciding). One of them
   that is not named is missed. Others that hold may be named; they are never missed.
3. A criterion named for the therapy it does not speak for has the wrong direction; one that does not hold for the
   patient is foreign to it.
4. Facts that the sentence states are held against the case, but for those that a rightly named criterion reads: words
   that name it may be read as a neighbouring value ("CNS relapse before"). What it recommends is read as the checker
   reads answers.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.checker import check_answer, figures
from assistant.criteria.deciding import deciding as giving
from assistant.criteria.deciding import holding
from assistant.criteria.explain import Spot, spots
from assistant.criteria.logic import facts_of
from assistant.criteria.saying import as_condition
from assistant.criteria.truth import deciding
from assistant.facts.reader import read_case
from assistant.models import Counterfactual, CriterionState, Fact, FactValue, Recommendation, Verdict
from assistant.study.cases import StudyCase
from assistant.study.reasons import Mention, Reading, mentions, spoken_for, told_facts
from corpus.criteria import load_fact_specs
from corpus.digest import Digest
from corpus.models import Frozen, Therapy
from corpus.study import study_words

_STOP = re.compile(r"(?<=[.!?])(?=\s|$)|(?<![.!?\s])$")
"""Where a sentence ends."""
_ASKED = 5
"""Facts to ask for that are told: more would hide what matters."""
_ABSENT, _CITED = "not there", " in a cited passage"
"""How the checker says that a figure stands nowhere."""
Judged = Literal["named", "missed", "wrong direction", "not of this patient"]


class JudgedReason(Frozen):
    """A criterion as the sentence dealt with it."""

    id: str
    point: str
    judged: Judged
    decisive: bool
    """Whether it is among the reasons that give the verdict."""
    toward: Therapy | None
    words: str = ""
    """The trainee's words it was known by; empty where it is missed."""
    places: tuple[Spot, ...] = ()


class Contradiction(Frozen):
    """A fact that the sentence states and the case does not."""

    fact: str
    said: FactValue
    is_: FactValue | None
    """None where the case does not tell it."""
    words: str
    text: str
    """For people."""


class Grade(Frozen):
    """What came of an answer to a case."""

    case_id: str
    picked: Recommendation
    verdict: Recommendation
    right: bool
    text: str
    """One line for people."""
    reasons: tuple[JudgedReason, ...]
    contradictions: tuple[Contradiction, ...]
    spoke_for: str = ""
    """Where the sentence recommends something other than what was picked: said so, for people."""
    strange: tuple[str, ...] = ()
    """Figures of the sentence that stand neither in the case nor where the review speaks of such patients."""
    turn: Counterfactual | None
    """The one change of a fact that would have turned the verdict; toward the pick where one does that."""
    turned: str
    """The same in words; empty where there is none."""
    to_ask: tuple[str, ...] = ()
    """Where more facts are needed: their titles, the most decisive first."""
    read: tuple[Spot, ...]
    """Places to read, the deciding reasons' first."""

    @property
    def score(self) -> float:
        """0 to 1: half for the verdict, half for the share of deciding reasons named, less what was wrong."""
        decisive = [one for one in self.reasons if one.decisive]
        named = sum(one.judged == "named" for one in decisive) / len(decisive) if decisive else float(self.right)
        wrong = sum(one.judged in ("wrong direction", "not of this patient") for one in self.reasons)
        return round(0.5 * self.right + 0.5 * max(0.0, named - 0.25 * wrong), 3)


def grade(
    study: StudyCase, picked: Recommendation, reason: str, digest: Digest, read: Reading = read_case
) -> Grade:  # fmt: skip
    """The grade of a pick and its sentence; an empty sentence misses every deciding reason.

    `read` reads the facts of the sentence: known phrases alone, or an assistant's whole reader.
    """
    verdict, words = study.verdict, study_words()["grade"]
    names = study_words()["verdicts"]
    right = picked == verdict.recommendation
    mistold = _contradictions(study, told_facts(reason, read))
    reasons = _judged(study, picked, mentions(reason, picked, read), {one.fact for one in mistold}, digest)
    settled = {key for one in reasons if one.judged == "named" for key in facts_of(deciding()[one.id].logic)}
    contradictions = tuple(one for one in mistold if one.fact not in settled)
    turn = turning(study, picked)
    line = words["right" if right else "wrong"]
    return Grade(
        case_id=study.id, picked=picked, verdict=verdict.recommendation, right=right,
        text=line.format(verdict=names[verdict.recommendation], picked=names[picked]),
        reasons=reasons, contradictions=contradictions, spoke_for=_spoke_for(reason, picked),
        strange=_strange(study, reason, digest), turn=turn,
        turned=in_words(turn) if turn else "", to_ask=to_ask(verdict),
        read=_to_read(verdict, digest),
    )  # fmt: skip


def decisive(verdict: Verdict) -> tuple[CriterionState, ...]:
    """The reasons that give a verdict: exclusions, else the weightiest ones toward it; none where none holds."""
    return tuple(giving(verdict.recommendation, holding(verdict)))


def _judged(
    study: StudyCase, picked: Recommendation, spoken: tuple[Mention, ...], contradicted: set[str], digest: Digest
) -> tuple[JudgedReason, ...]:
    true = {state.id for state in study.verdict.criteria if state.state == "true"} & set(deciding())
    deciding_now = {state.id for state in decisive(study.verdict)}
    found: dict[str, JudgedReason] = {}
    for one in _settled(spoken, true, contradicted):
        found[one.id] = _reason(one.id, _judge(one, picked, true), one.id in deciding_now, one.words, digest)
    for own in deciding():
        if own in deciding_now and own not in found:
            found[own] = _reason(own, "missed", True, "", digest)
    order: dict[Judged, int] = {"named": 0, "wrong direction": 1, "not of this patient": 2, "missed": 3}
    return tuple(sorted(found.values(), key=lambda one: (order[one.judged], not one.decisive)))


def _settled(spoken: tuple[Mention, ...], true: set[str], contradicted: set[str]) -> list[Mention]:
    """Mentions that count: a topic only where its criterion holds, its facts are not told wrong and its words name no
    other; words that also name a criterion that holds count for that one alone (CNS now and before)."""
    outright = [one for one in spoken if one.how != "topic"]
    held = [one for one in outright if one.id in true]
    kept = [one for one in outright if one in held or not any(map(one.overlaps, held))]
    touched = [one for one in spoken if one.how == "topic" and one.id in true and not any(map(one.overlaps, outright))]
    touched = [one for one in touched if not facts_of(deciding()[one.id].logic) & contradicted]
    return [*kept, *touched]


def _judge(one: Mention, picked: Recommendation, true: set[str]) -> Judged:
    if one.id not in true:
        return "not of this patient"
    toward = deciding()[one.id].toward
    if toward is None:
        return "named" if picked not in ("blinatumomab", "car_t") else "wrong direction"
    return "named" if one.toward in (None, toward) else "wrong direction"


def _reason(own: str, judged: Judged, decides: bool, words: str, digest: Digest) -> JudgedReason:
    criterion = deciding()[own]
    return JudgedReason(
        id=own, point=criterion.point, judged=judged, decisive=decides, toward=criterion.toward, words=words.strip(),
        places=spots(criterion.places, digest),
    )  # fmt: skip


def _contradictions(study: StudyCase, told: tuple[Fact, ...]) -> tuple[Contradiction, ...]:
    words, specs = study_words()["grade"], {spec.key: spec for spec in load_fact_specs()}
    found = []
    for fact in told:
        own = study.case.get(fact.key)
        if fact.key not in specs or own == fact.value or own is None or _within(own, fact.value):
            continue
        spec = specs[fact.key]
        text = words["contradicts"].format(
            title=spec.title, said=spec.in_words(fact.value), **{"is": spec.in_words(own)}
        )
        found.append(Contradiction(fact=fact.key, said=fact.value, is_=own, words=fact.words, text=text))
    return tuple(found)


def _within(own: FactValue, said: FactValue) -> bool:
    """Whether a list told is part of the case's."""
    return isinstance(own, tuple) and isinstance(said, tuple) and set(said) <= set(own)


def _spoke_for(reason: str, picked: Recommendation) -> str:
    said = spoken_for(reason, picked)
    if said is None or said == picked:
        return ""
    names = study_words()["verdicts"]
    return str(study_words()["grade"]["spoke_for"].format(said=names[said], picked=names[picked]))


def _strange(study: StudyCase, reason: str, digest: Digest) -> tuple[str, ...]:
    """The checker's word on figures, the sentence taken as citing every place of the criteria that bear."""
    places = tuple(dict.fromkeys(place for state in study.verdict.criteria for place in state.locators))
    marked = _STOP.sub(" [1]", reason.strip())
    report = check_answer(
        marked, {"1": places}, digest=digest, verdict=study.verdict, case=study.case, only=(figures.NAME,)
    )  # fmt: skip
    absent = [finding.expected for finding in report.findings if finding.found == _ABSENT]
    return tuple(dict.fromkeys(said.removesuffix(_CITED) for said in absent))


def turning(study: StudyCase, picked: Recommendation | None = None) -> Counterfactual | None:
    """The single change that teaches most; None where none would turn the verdict.

    One to what was picked before others, an exclusion (it would turn any verdict) last; then one of a told fact, or of
    an untold one where more facts are needed; then one that the deciding reasons read; then the verdict's own order.
    """
    lacks = study.verdict.recommendation == "insufficient"
    read = {fact for state in decisive(study.verdict) for fact in facts_of(deciding()[state.id].logic)}

    def rank(one: Counterfactual) -> tuple[bool, ...]:
        excludes, told = one.recommendation == "neither", study.case.get(one.fact) is not None
        return one.recommendation != picked, excludes, told == lacks, one.fact not in read

    return min(study.verdict.would_change, key=rank, default=None)


def in_words(turn: Counterfactual) -> str:
    """A change and the verdict after it: "If CNS disease were absent: Blinatumomab."."""
    names = study_words()["verdicts"]
    said: str = study_words()["grade"]["turned"]
    return said.format(change=as_condition(turn), verdict=names[turn.recommendation])


def to_ask(verdict: Verdict) -> tuple[str, ...]:
    """The titles of the facts that could decide, the most decisive first, where the verdict is that more are needed."""
    if verdict.recommendation != "insufficient":
        return ()
    titles = {spec.key: spec.title for spec in load_fact_specs()}
    return tuple(titles[fact] for fact in verdict.missing[:_ASKED])


def _to_read(verdict: Verdict, digest: Digest) -> tuple[Spot, ...]:
    places = dict.fromkeys(place for state in decisive(verdict) for place in state.locators)
    return spots(tuple(places), digest)
