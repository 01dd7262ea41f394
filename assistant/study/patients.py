"""The review's five patients, unfolding step by step; each sentence is the digest's own, found by its place."""

from __future__ import annotations

from assistant.criteria.engine import decide
from assistant.facts.validate import validate
from assistant.study.cases import StudyCase
from assistant.study.difficulty import difficulty
from assistant.study.errors import StudyError
from corpus.digest import Digest
from corpus.models import Frozen, Passage
from corpus.study import PrintedPatient, Step, load_patients, study_words

TOLD = 2
"""Steps that are told before the choice is asked: presentation and work-up."""


class Unfolded(Frozen):
    """One step of a printed patient: its name, its title for people, and the sentences told in it."""

    name: str
    title: str
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """Its sentences in a row."""
        return " ".join(passage.text for passage in self.passages)


class PrintedCase(Frozen):
    """A printed patient as a case for study, with all its steps."""

    title: str
    steps: tuple[Unfolded, ...]
    """Presentation, work-up, the choice, the course."""
    study: StudyCase


def printed_cases(digest: Digest) -> tuple[PrintedCase, ...]:
    """The five patients, in the review's order. Raises StudyError where a step names no sentence of the review."""
    return tuple(_printed(patient, digest) for patient in load_patients())


def printed_case(own: str, digest: Digest) -> PrintedCase:
    """One patient, by the id of its case ("patient1"). Raises StudyError for another id."""
    for patient in load_patients():
        if patient.id == own:
            return _printed(patient, digest)
    raise StudyError(f"patient {own!r}", f"one of {', '.join(one.id for one in load_patients())}", "Name one of them.")


def _printed(patient: PrintedPatient, digest: Digest) -> PrintedCase:
    steps = tuple(_unfolded(step, digest) for step in patient.steps)
    note = " ".join(step.text for step in steps[:TOLD])
    case = validate(patient.facts)
    verdict = decide(case)
    study = StudyCase(id=patient.id, note=note, case=case, verdict=verdict, difficulty=difficulty(case, verdict))
    return PrintedCase(title=patient.title, steps=steps, study=study)


def _unfolded(step: Step, digest: Digest) -> Unfolded:
    passages: list[Passage] = []
    for place in step.places:
        found = digest.at(place)
        if len(found) != 1:
            raise StudyError(f"step {step.name}, place {place!r}", "one sentence", "Mend corpus/study/patients.yaml.")
        passages += found
    return Unfolded(name=step.name, title=study_words()["steps"][step.name], passages=tuple(passages))
