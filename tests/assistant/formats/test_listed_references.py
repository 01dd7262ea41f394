"""Which references an answer brings, and the JSON object that carries them."""

from __future__ import annotations

from assistant.answer.present import as_object
from assistant.formats.record import as_record
from assistant.formats.references import entries
from assistant.models import Citation
from corpus.references import load_references


def test_the_review_comes_first_then_each_number_once_in_order(an_answer):
    assert [entry.number for entry in entries(an_answer(), load_references())] == [None, 14, 17, 34, 45]


def test_without_passages_the_review_stands_alone(an_answer):
    (own,) = entries(an_answer(citations=()), load_references())
    assert own.doi == "10.1182/blood.2019002132"


def test_a_number_that_the_list_lacks_is_said_and_not_dropped(an_answer):
    stray = Citation(marker=1, locators=("intro.1",), text="x", refs=(67,))
    _, entry = entries(an_answer(citations=(stray,)), load_references())
    assert (entry.number, entry.doi) == (67, "")
    assert "not in the review's list" in entry.vancouver


def test_record_is_the_contracts_object_and_the_references(an_answer):
    record = as_record(an_answer(), load_references())
    listed = record.pop("references")
    assert record == as_object(an_answer())
    assert [set(entry) for entry in listed] == [{"number", "vancouver", "doi"}] * 5
    assert listed[1]["number"] == 14
    assert listed[1]["vancouver"].endswith("doi: 10.1056/NEJMoa1709919. PMID: 29385376.")
