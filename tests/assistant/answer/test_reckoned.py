"""Sums and quotients of figures that the text gives: each term is quoted and cited, the result follows from them."""

from __future__ import annotations

import re

import pytest

_NOT_RECKONED = [
    "How many patients past 60 responded in the MSKCC study?",
    "What does one tisagenlecleucel product cost?",
    "How many patients did MSKCC and FHCRC treat in total?",
]


@pytest.mark.parametrize(
    "question",
    [
        "In total, how many patients over 60 responded to CAR T cells at MSKCC and at FHCRC, and out of how many?",
        "Add up the older adults of the Park and the Turtle study: how many of how many responded to CAR T cells?",
    ],
)
def test_counts_of_two_studies_are_added_up(assistant, question):
    answer = assistant.ask(question)
    assert re.search("Together 10 of 12: (6 of 8 and 4 of 4|4 of 4 and 6 of 8)", answer.answer)
    assert {"patient1.4#3", "patient1.4#4"} <= {own for one in answer.citations for own in one.locators}


@pytest.mark.parametrize(
    "question",
    [
        "How many times the price of a blinatumomab cycle does a tisagenlecleucel product cost?",
        "How many cycles of blinatumomab could one buy for what a tisagenlecleucel product costs?",
    ],
)
def test_one_price_is_divided_by_the_other(assistant, question):
    answer = assistant.ask(question)
    assert "about 5.6 times the other: $500 000 divided by $89 000" in answer.answer
    assert {"intro.4#2", "intro.4#3"} <= {own for one in answer.citations for own in one.locators}


def test_one_cell_is_divided_by_the_other(assistant):
    answer = assistant.ask("How many times as large as the CARPALL study was the Seattle study?")
    assert "about 3.2 times the other: 45 divided by 14" in answer.answer


@pytest.mark.parametrize(
    ("question", "told", "place"),
    [
        ("What proportion of those enrolled at MSKCC was never infused?", "24 of 78 is 31%", "patient4.2#5"),
        ("What percentage of the enrolled at Novartis was not infused?", "17 of 92 is 18%", "patient4.2#6"),
    ],
)
def test_a_part_of_a_whole_is_told_as_the_percentage_asked_for(assistant, question, told, place):
    answer = assistant.ask(question)
    assert told in answer.answer
    assert place in {own for one in answer.citations for own in one.locators}


def test_a_percentage_that_is_printed_is_not_reckoned(assistant):
    answer = assistant.ask("What percentage had prior blinatumomab at MSKCC?")
    assert "25%" in answer.answer
    assert not re.search(r"\d+ of \d+ is", answer.answer)


@pytest.mark.parametrize("question", _NOT_RECKONED)
def test_nothing_is_reckoned_from_the_text_unasked(assistant, question):
    assert not re.search(r"Together \d+ of|divided by", assistant.ask(question).answer)
