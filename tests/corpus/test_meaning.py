"""The phrase banks and marked notes are whole, varied, and about facts that a case can hold."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from assistant.facts.keys import keys
from assistant.facts.lexicon import load
from corpus.errors import DataFileError
from corpus.meaning import FOLDER, UNSTATED, PhraseBank, load_marked_notes, load_phrase_banks, notes_of

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


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.key)
def test_marked_notes_tell_every_value_in_many_ways(bank):
    told = [
        (mark.value, note.text[mark.start : mark.end].casefold())
        for note in load_marked_notes()
        for mark in note.marks
        if mark.key == bank.key
    ]
    for value in (*bank.values, UNSTATED):
        assert len({words for own, words in told if own == value}) >= 60, value


def test_no_note_is_told_twice():
    texts = [note.text.casefold() for note in load_marked_notes()]
    assert len(texts) > 1500
    assert len(set(texts)) == len(texts)


def test_every_file_of_notes_says_what_it_holds():
    for path in (FOLDER / "notes").glob("*.txt"):
        assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[the tap is clean]{cns=clean}", r"line 2: got 'cns=clean', wanted one of active, history, none, \?"),
        ("[six feet]{height=tall}", "got 'height=tall', wanted a fact that has a phrase bank"),
        ("[the tap is clean]", r"got '\[', wanted brackets only around marked words"),
    ],
)
def test_a_mark_that_nothing_knows_is_named_with_its_line(tmp_path, line, said):
    path = tmp_path / "notes.txt"
    path.write_text(f"# Notes.\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=said):
        list(notes_of(path))


def test_marks_stand_on_their_words(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("40F. [Tap and scan clean]{cns=none,extramedullary=none}, [donor?]{donor_available=?}\n", "utf-8")
    (note,) = notes_of(path)
    assert note.text == "40F. Tap and scan clean, donor?"
    assert [(note.text[m.start : m.end], m.key, m.value) for m in note.marks] == [
        ("Tap and scan clean", "cns", "none"),
        ("Tap and scan clean", "extramedullary", "none"),
        ("donor?", "donor_available", "?"),
    ]
