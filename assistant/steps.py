"""What each step of the chain does. The tools (corpus, index, vocabulary) are handed in; nothing is read here."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from assistant.answer.asked import understand
from assistant.answer.factual import answer_fact
from assistant.answer.marks import Marks
from assistant.answer.patient import Writer
from assistant.answer.premise import corrected
from assistant.answer.wording import wording
from assistant.beside import Others
from assistant.checker.check import check_answer
from assistant.criteria.engine import decide
from assistant.facts.reader import Reader, told_by_phrases
from assistant.intent import is_patient_question
from assistant.library import Library
from assistant.model.engine import ModelEngine
from assistant.models import Case, CheckReport, Citation
from assistant.questioned import with_notes
from assistant.repair import cut_back
from assistant.scope import declined_kind, without_evidence
from assistant.sense.sense import Sense, Sensed
from assistant.sense.vocabulary import foreign_abbreviations, foreign_words, with_mended
from assistant.since import since
from assistant.turn import Turn
from corpus.lexicon import Concepts
from index.rank import Index

_PASSAGES = 40
_OF_REVIEW = 0.9
"""Chance from which a question about nobody in particular is one about the review."""


class Steps:
    """The steps over one corpus and its index."""

    def __init__(
        self,
        library: Library,
        index: Index,
        concepts: Concepts,
        others: Others | None = None,
        reader: Reader | None = None,
        engine: ModelEngine | None = None,
        sense: Sense | None = None,
    ) -> None:
        """`engine`: the language model that writes; None for the built-in answer alone. `sense`: of questions."""
        self._sense = sense
        self.engine = engine
        self._library, self._digest = library, library.digest
        self._index, self._concepts, self._others, self._reader = index, concepts, others, reader or Reader()

    def read(self, turn: Turn) -> Turn:
        """What is asked, and the patient facts in the question, unless the request brings the patient along."""
        question, given = turn.request.question, turn.request.case
        searched = with_mended(question)
        self._index.begin(searched)  # the model works on its vector while the words are read
        told = told_by_phrases(question) if given is None else None
        sensed = self._sense.of(searched) if self._sense and question.strip() else None
        asked = understand(searched, self._concepts, sensed)
        turn = turn.model_copy(update={"searched": searched, "asked": asked, "sensed": sensed})
        if told is None:
            return turn.model_copy(update={"case": given, "about_patient": True})
        about_patient = is_patient_question(question, told.case, asked.concepts) and not _asks_review(told.case, sensed)
        case = self._reader.whole(told) if about_patient else told.case
        return turn.model_copy(update={"case": case, "about_patient": about_patient})

    def scope(self, turn: Turn) -> Turn:
        """Declines by kind what the review cannot answer."""
        assert turn.asked is not None
        kind = declined_kind(turn.request.question, clinical=turn.about_patient, asked=turn.asked, sensed=turn.sensed)
        return turn.model_copy(update={"declined": kind or ""})

    def search(self, turn: Turn) -> Turn:
        """The passages and places that bear on the question; declines what none bears on."""
        if turn.declined:
            return turn
        ranked = self._library.restated(self._index.rank_passages(turn.searched, _PASSAGES, _shift(turn)))
        turn = turn.model_copy(update={"ranked": ranked})
        if turn.about_patient:
            return turn
        foreign, abbreviated = (bool(told(turn.request.question)) for told in (foreign_words, foreign_abbreviations))
        declined = without_evidence(turn.asked, ranked, turn.sensed, foreign, abbreviated)
        return turn.model_copy(update={"declined": declined or ""})

    def decide(self, turn: Turn) -> Turn:
        """The verdict of the criteria, for a patient."""
        if turn.declined or not turn.about_patient:
            return turn
        verdict = decide(turn.case)
        return turn.model_copy(update={"verdict": verdict, "recommendation": verdict.recommendation})

    def write(self, turn: Turn) -> Turn:
        """The answer, each sentence with its marks."""
        if turn.declined:
            return turn.model_copy(update={"text": wording()["declined"][turn.declined]})
        marks = Marks()
        if turn.verdict is not None:
            text = Writer(self._digest, self._concepts, marks).write(turn.case, turn.verdict)
        else:
            assert turn.asked is not None
            text = answer_fact(turn.asked, turn.ranked, self._digest, self._concepts, self._index.worth, marks)
            # A patient's answer dates its own points.
            if since(turn.model_copy(update={"citations": marks.citations()})):
                text = f"{wording()['as_of']}\n\n{text}"
            text = corrected(turn.request.question, text, marks.citations(), self._digest)
        return turn.model_copy(update={"text": text, "citations": marks.citations()})

    def check(self, turn: Turn) -> Turn:
        """The answer as far as it holds: faults are cut out; an answer of which nothing holds is not given."""
        if turn.declined:
            return turn
        report = self._checked(turn, turn.text, turn.citations)
        if report.passed:
            return turn.model_copy(update={"report": report, "text": with_notes(turn.text, turn.citations)})
        text, citations = cut_back(turn.text, turn.citations, report.findings)
        mended = self._checked(turn, text, citations)
        if text and mended.passed:
            text = with_notes(text, citations)
            failed = tuple(check for check in report.checks if not check.passed)
            update = {"text": text, "citations": citations, "report": mended, "mended": failed}
            return turn.model_copy(update=update)
        said = wording()["declined"]["unchecked"]
        declined = {"declined": "unchecked", "text": said, "citations": (), "report": report, "recommendation": None}
        return turn.model_copy(update=declined)

    def model(self, turn: Turn) -> Turn:
        """The language model's answer over the built-in one, where a model is there and its answer holds."""
        writing = self.write_live(turn)
        while True:
            try:
                next(writing)
            except StopIteration as done:
                written: Turn = done.value
                return written

    def write_live(self, turn: Turn) -> Generator[str, None, Turn]:
        """The same, giving out each sentence of the model's as soon as it has passed."""
        if self.engine is None:
            return turn
        return (yield from self.engine.write(turn, self._checked))

    def beside(self, turn: Turn) -> Turn:
        """What the user's other documents add, told apart from the review."""
        return self._others.add(turn) if self._others else turn

    def _checked(self, turn: Turn, text: str, citations: Sequence[Citation]) -> CheckReport:
        return check_answer(
            text, {citation.marker: citation.locators for citation in citations}, digest=self._digest,
            verdict=turn.verdict, recommendation=turn.recommendation, question=turn.request.question,
            case=turn.case,
        )  # fmt: skip


def _shift(turn: Turn) -> tuple[float, ...]:
    """Where what answers the question lies: no reference, and what bears on a patient is told by the criteria."""
    source = turn.asked is not None and turn.asked.source
    return turn.sensed.shift if turn.sensed and not turn.about_patient and not source else ()


def _asks_review(case: Case, sensed: Sensed | None) -> bool:
    """Whether facts that are named are asked about, of nobody in particular."""
    nobody = case.get("age") is None and case.get("sex") is None
    return nobody and sensed is not None and sensed.kinds["answerable"] >= _OF_REVIEW
