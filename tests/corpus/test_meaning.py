"""The phrase banks are whole, varied, and about facts that a case can hold."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from assistant.facts.keys import keys
from assistant.facts.lexicon import load
from corpus.meaning import PhraseBank, load_phrase_banks

BANKS = load_phrase_banks()


def _phrases(bank):
    return [*bank.unstated, *(phrase for told in bank.values.values() for phrase in told)]


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.key)
def test_a_bank_tells_every_value_of_its_fact_in_many_ways(bank):
    known = keys()[bank.key]
    wanted = {True, False} if known.kind == "flag" else set(known.values)
    assert {bank.value(name) for name in bank.values} == wanted
    assert min(len(told) for told in (*bank.values.values(), bank.unstated)) >= 80


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.key)
def test_no_phrase_is_told_twice_but_for_a_figure(bank):
    plain = [re.sub(r"\d+", "0", phrase.casefold()) for phrase in _phrases(bank)]
    assert [phrase for phrase in plain if plain.count(phrase) > 1] == []


def test_what_is_read_by_meaning_has_a_bank_and_every_bank_is_read():
    assert sorted(load("meaning")["keys"]) == sorted(bank.key for bank in BANKS)


def test_a_bank_of_one_value_is_refused():
    with pytest.raises(ValidationError, match="wanted two or more"):
        PhraseBank(key="cns", values={"active": ("Blasts in the CSF",)}, unstated=())
