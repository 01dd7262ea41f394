"""Comparisons tell both sides; studies that disagree are told together."""

from __future__ import annotations

import pytest

from assistant.answer.asked import understand
from assistant.answer.disagree import both_told
from corpus.digest import load_digest
from corpus.disagreements import load_disagreements

COMPARED = [
    ("How do blinatumomab and CAR T cells compare in severe CRS?", "table3.severe-crs"),
    ("Severe neurotoxicity: blinatumomab versus CAR T cells?", "table3.severe-neurotoxicity"),
    ("How is each of the two given?", "table3.administration"),
    ("CD19-negative relapse after blinatumomab and after CAR T cells, pooled?", "table3.cd19-negative-relapse"),
]


@pytest.mark.parametrize(("question", "row"), COMPARED)
def test_both_cells_of_the_row_are_told(assistant, question, row):
    cited = {locator for citation in assistant.ask(question).citations for locator in citation.locators}
    assert {f"{row}#blinatumomab", f"{row}#car_t"} <= cited


def test_a_side_is_never_told_alone(assistant):
    answer = assistant.ask("Did remissions last without transplant after CAR T cells with 4-1BB?")
    told = {citation.locators[0] for citation in answer.citations}
    for disagreement in load_disagreements():
        present = [bool(set(side) & told) for side in disagreement.sides]
        assert all(present) or not any(present)
    assert told & {"patient3.7#3", "patient3.7#4"}


def test_the_sides_are_passages_of_the_digest():
    digest = load_digest()
    for disagreement in load_disagreements():
        assert all(digest.at(own)[0].id == own for side in disagreement.sides for own in side)


def test_the_other_side_takes_the_room_of_what_was_chosen_last(digest, concepts):
    asked = understand("Does a lower burden help CAR T cells?", concepts)
    first, side, last = (digest.at(own)[0] for own in ("patient1.5#6", "patient1.5#4", "patient2.3#7"))
    roomy = both_told(asked, [first, side, last], digest, 1000)
    tight = both_told(asked, [first, side, last], digest, 40)
    assert [passage.id for passage in roomy] == ["patient1.5#6", "patient1.5#4", "patient1.5#5", "patient2.3#7"]
    assert [passage.id for passage in tight] == ["patient1.5#6", "patient1.5#4", "patient1.5#5"]
