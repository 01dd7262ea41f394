"""Answers about a patient: bottom line, reasons with their evidence, cautions, what would change it, what to ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answer.doubts import doubts
from assistant.answer.evidence import best_passage
from assistant.answer.marks import Marks
from assistant.answer.wording import wording
from assistant.criteria.deciding import deciding
from assistant.criteria.saying import as_condition, lowered
from assistant.criteria.weigh import weigh
from assistant.models import Case, Change, Counterfactual, CriterionState, Fact, JointChange, Recommendation, Verdict
from corpus.criteria import FactSpec, load_fact_specs
from corpus.digest import Digest
from corpus.lexicon import Concepts
from corpus.models import Passage, Therapy

_PLACES = 2
"""Places cited for each reason: the plainest ones."""
_CAUTIONS = 3
_CHANGES = 3
_TOGETHER = 2
_QUESTIONS = 4
_FIGURE = re.compile(r"\d%|\d of \d")
"""A reason whose evidence holds figures is told with them."""
_FACTORS = ("intro.3", "factors to consider age fitness disease burden")


class Writer:
    """Writes one patient's answer; keeps the marks."""

    def __init__(self, digest: Digest, concepts: Concepts, marks: Marks) -> None:
        self._digest, self._concepts, self._marks = digest, concepts, marks

    def write(self, case: Case, verdict: Verdict) -> str:
        """The answer as Markdown with marks."""
        true = [state for state in verdict.criteria if state.state == "true"]
        parts = [self._bottom_line(verdict, true), self._section("please_check", doubts(case))]
        parts += self._reasons(verdict, true)
        if case.get("cd19") is None and verdict.recommendation != "neither":
            parts.append(self._assumed_cd19())
        cautions = [state for state in true if not state.toward and state.effect != "excludes"]
        parts.append(self._section("bear_in_mind", [self._point(state) for state in _relevant(cautions, verdict)]))
        parts.append(self._section("would_change", [*self._changes(case, verdict), *self._together(case, verdict)]))
        parts.append(self._section("ask", [_ask(key) for key in verdict.missing[:_QUESTIONS]]))
        return "\n\n".join(part for part in parts if part)

    def _bottom_line(self, verdict: Verdict, true: Sequence[CriterionState]) -> str:
        marks = self._marks.mark(self._leading(verdict, true))
        return str(wording()["bottom_line"][verdict.recommendation]).format(marks=marks)

    def _leading(self, verdict: Verdict, true: Sequence[CriterionState]) -> list[Passage]:
        """The evidence of the criteria that decide: exclusions, else the weightiest reasons toward the verdict."""
        leading = deciding(verdict.recommendation, true)
        if not leading:
            place, point = _FACTORS
            return [best_passage(self._digest, place, point, self._concepts)]
        return list({p.id: p for state in leading for p in self._evidence(state)[:1]}.values())

    def _reasons(self, verdict: Verdict, true: Sequence[CriterionState]) -> list[str]:
        """The reasons, the recommended side's first; for a conflict or a draw, both sides under their own names."""
        excluding = [state for state in true if state.effect == "excludes"]
        if excluding:
            return [self._section("why", [self._point(state) for state in excluding])]
        sides: dict[Therapy, list[str]] = {"blinatumomab": [], "car_t": []}
        for state in true:
            if state.toward:
                sides[state.toward].append(self._point(state))
        first: Therapy = "car_t" if verdict.recommendation == "car_t" else "blinatumomab"
        second: Therapy = "blinatumomab" if first == "car_t" else "car_t"
        return [self._section(f"toward_{side}", sides[side]) for side in (first, second)]

    def _point(self, state: CriterionState) -> str:
        """A criterion's point, cited; strong ones with what their first place says."""
        evidence = self._evidence(state)
        said = f"{state.point.rstrip('.')} {self._marks.mark(evidence)}."
        if not _FIGURE.search(evidence[0].text) and (state.weight == "minor" or state.effect == "access"):
            return said
        return f"{said} {self._marks.quote(evidence[0])}"

    def _evidence(self, state: CriterionState) -> list[Passage]:
        return [best_passage(self._digest, place, state.point, self._concepts) for place in state.locators[:_PLACES]]

    def _changes(self, case: Case, verdict: Verdict) -> list[str]:
        """The weightiest single changes, each with the criterion that it would bring in; each verdict once at first."""
        said: dict[str, str] = {}
        for change in _in_turns(verdict.would_change):
            settled = _spec(change.fact).fixed and case.get(change.fact) is not None
            brought = None if settled else self._brought(case, verdict, change)
            if brought and change.fact not in said and len(said) < _CHANGES:
                said[change.fact] = self._supposed([change], change.recommendation, brought)
        return list(said.values())

    def _together(self, case: Case, verdict: Verdict) -> list[str]:
        """For verdicts that no single change gives, two facts that would; a ruling-out is not argued with."""
        said: dict[Recommendation, str] = {}
        for joint in verdict.would_change_together if verdict.recommendation != "neither" else ():
            leading = self._leading_after(case, verdict, joint)
            if leading and joint.recommendation not in said and len(said) < _TOGETHER:
                said[joint.recommendation] = self._supposed(joint.changes, joint.recommendation, leading)
        return list(said.values())

    def _supposed(
        self, changes: Sequence[Change | Counterfactual], outcome: Recommendation, reason: CriterionState
    ) -> str:
        """What would follow if facts were otherwise, with the reason that would then count."""
        marks = self._marks.mark(self._evidence(reason))
        supposed = " and ".join(as_condition(change) for change in changes)
        return f"If {supposed}, {wording()['outcome'][outcome]}: {lowered(reason.point.rstrip('.'))} {marks}."

    def _leading_after(self, case: Case, verdict: Verdict, joint: JointChange) -> CriterionState | None:
        """What decides after a joint change: rather a criterion that the change brings in than one that was there."""
        before = {state.id for state in verdict.criteria if state.state == "true"}
        for change in joint.changes:
            case = case.with_fact(Fact(key=change.fact, value=change.value))
        after = [state for state in weigh(case) if state.state == "true"]
        leading = deciding(joint.recommendation, after)
        return next((state for state in leading if state.id not in before), leading[0] if leading else None)

    def _brought(self, case: Case, verdict: Verdict, change: Counterfactual) -> CriterionState | None:
        """The weightiest criterion that the change makes true."""
        before = {state.id for state in verdict.criteria if state.state == "true"}
        after = weigh(case.with_fact(Fact(key=change.fact, value=change.value)))
        new = (
            state for state in after if state.state == "true" and state.id not in before and state.effect != "caution"
        )
        return next(new, None)

    def _assumed_cd19(self) -> str:
        passage = best_passage(self._digest, "patient5.2", "CD19 loss precludes other therapy", self._concepts)
        return str(wording()["assumed_cd19"]).format(marks=self._marks.mark([passage]))

    def _section(self, heading: str, lines: Sequence[str]) -> str:
        if not lines:
            return ""
        return "\n".join([f"**{wording()['headings'][heading]}**", "", *(f"- {line}" for line in lines)])


def _in_turns(changes: Sequence[Counterfactual]) -> list[Counterfactual]:
    """The changes, the first toward each verdict before any second one."""
    told: Counter[Recommendation] = Counter()
    turns: list[tuple[int, Counterfactual]] = []
    for change in changes:
        turns.append((told[change.recommendation], change))
        told[change.recommendation] += 1
    return [change for _, change in sorted(turns, key=lambda turn: turn[0])]


def _relevant(cautions: Sequence[CriterionState], verdict: Verdict) -> list[CriterionState]:
    """Cautions on the therapy that may be given; access first, then those with the fewest words."""
    possible = {"blinatumomab": ("blinatumomab", "both"), "car_t": ("car_t", "both"), "neither": ()}
    wanted = possible.get(verdict.recommendation, ("blinatumomab", "car_t", "both"))
    access = [state for state in cautions if state.effect == "access"] if verdict.recommendation != "neither" else []
    others = [state for state in cautions if state.effect != "access" and state.therapy in wanted]
    specific = [state for state in others if state.id != "caution-manufacturing"]
    general = [state for state in others if state.id == "caution-manufacturing"]
    return (access + specific + general)[:_CAUTIONS]


def _spec(key: str) -> FactSpec:
    return next(spec for spec in load_fact_specs() if spec.key == key)


def _ask(key: str) -> str:
    return _spec(key).ask
