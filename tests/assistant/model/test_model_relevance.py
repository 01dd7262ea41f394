"""True sentences beside the point are no part of an answer; what is left must still answer."""

from __future__ import annotations

import pytest

from assistant.checker.claims import split_claims
from assistant.model.enough import lacking
from assistant.model.relevance import Relevance
from assistant.model.writing import Written
from assistant.models import Citation
from assistant.steps import Steps
from assistant.turn import Request, Turn

FACT = "What was the CR rate in ALCANTARA?"
HARM = "Does aiming at CD19 harm normal tissue?"
NOTE = "31M, CD19 positive relapse with blasts in the CSF. Blinatumomab or CAR T cells?"


@pytest.fixture(scope="module")
def turn_of(assistant, concepts):
    steps = Steps(assistant.library, assistant.index, concepts)

    def run(question: str) -> Turn:
        turn = Turn(request=Request(question=question))
        for name in ("read", "scope", "search", "decide", "write", "check"):
            turn = getattr(steps, name)(turn)
        return turn

    return run


@pytest.mark.parametrize(
    ("question", "text", "place", "bears"),
    [
        (HARM, "Aiming at CD19 does little harm to normal tissue [1].", "intro.2#8", True),
        (HARM, "Blinatumomab needs no manufacturing [1].", "table3.availability#blinatumomab", False),
        (NOTE, "CD19 CAR T cells are detected in the CSF [1].", "table3.cns#car_t", True),
        (NOTE, "EMD lowers the response to blinatumomab [1].", "table3.efficacy-emd#blinatumomab", False),
    ],
    ids=["asked", "beside", "of a criterion that holds", "of one that does not"],
)
def test_a_sentence_must_bear_on_the_question(turn_of, concepts, digest, question, text, place, bears):
    (claim,) = split_claims(text)
    assert digest.at(place), place
    assert Relevance(turn_of(question), concepts).bears(claim, digest.at(place)) is bears


class TestEnough:
    def _written(self, digest, text, *places, **changes):
        cited = tuple(
            Citation(marker=n, locators=digest.at(place)[0].locators, text=digest.at(place)[0].text)
            for n, place in enumerate(places, 1)
        )
        return Written(text=text, citations=cited, kept=changes.pop("kept", 1), **changes)

    def test_the_cell_asked_for_is(self, turn_of, concepts, digest):
        text = "The CR/CRi rate in ALCANTARA was 36% [1]."
        assert lacking(self._written(digest, text, "table1.alcantara#cr-mrd"), turn_of(FACT), concepts) == ""

    def test_another_cell_is_not(self, turn_of, concepts, digest):
        text = "The ALCANTARA study had N = 45 [1]."
        why = lacking(self._written(digest, text, "table1.alcantara#n"), turn_of(FACT), concepts)
        assert "lacks the figures asked for" in why

    def test_nothing_is_not(self, turn_of, concepts):
        assert "no sentence" in lacking(Written(), turn_of(FACT), concepts)

    @pytest.mark.parametrize(
        ("tells", "kept", "why"), [(False, 3, "not tell the verdict"), (True, 1, "no reason"), (True, 2, "")]
    )
    def test_a_patient_needs_verdict_and_reason(self, turn_of, concepts, digest, tells, kept, why):
        written = self._written(digest, "x", "table3.cns#car_t", kept=kept, tells_verdict=tells)
        assert why in lacking(written, turn_of(NOTE), concepts)
