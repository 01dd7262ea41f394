"""What is taken away: decks read back, a second export that updates, papers for a class, a teacher's report."""

from __future__ import annotations

import csv
import html
import json
import re
import sqlite3
import zipfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from assistant.study.cases import case_of
from assistant.study.deck import as_csv, guid, stable_id, tag, write_deck
from assistant.study.desk import Desk
from assistant.study.items import Item
from assistant.study.paper import as_html, paper
from assistant.study.questions import item_by_id, quiz
from assistant.study.report import as_csv as report_csv
from assistant.study.report import report
from assistant.study.store import StudyStore
from corpus.digest import load_digest

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    return quiz(Random(3), 60)


def read_back(path: Path, folder: Path) -> dict[str, tuple[list[str], set[str]]]:
    """Fields and tags of each note by guid, read from the package as Anki reads it."""
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", folder)
    with sqlite3.connect(folder / "collection.anki2") as database:
        notes = database.execute("SELECT guid, flds, tags, mid FROM notes").fetchall()
        cards = database.execute("SELECT DISTINCT did FROM cards").fetchall()
        models = json.loads(database.execute("SELECT models FROM col").fetchone()[0])
    assert cards == [(stable_id("deck"),)]
    assert {str(mid) for *_, mid in notes} == {str(stable_id("model"))} <= set(models)
    return {own: (fields.split("\x1f"), set(tags.split())) for own, fields, tags, _ in notes}


def test_a_deck_read_back_holds_every_card_with_its_citation(items: tuple[Item, ...], tmp_path: Path) -> None:
    assert write_deck(items, tmp_path / "deck.apkg") == len(items)
    notes = read_back(tmp_path / "deck.apkg", tmp_path)
    assert len(notes) == len(items)
    for item in items:
        (own, question, options, answer, explanation, source), tags = notes[guid(item)]
        assert html.unescape(own) == item.id
        assert html.unescape(question).replace("<br>", "\n") == item.asked
        assert html.unescape(options).count("<br>") == max(0, len(item.options) - 1)
        assert item.key in html.unescape(answer)
        assert html.unescape(explanation) == item.explanation
        assert all(place in source for place in item.locators)
        assert tag(item) in tags
        assert not re.search(r"<(?!br>)", question + explanation), "what is not ours is escaped"


def test_a_second_export_updates_and_doubles_nothing(items: tuple[Item, ...], tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        write_deck(reversed(items) if name == "second" else items, tmp_path / name / "deck.apkg")
    first = read_back(tmp_path / "first" / "deck.apkg", tmp_path / "first")
    second = read_back(tmp_path / "second" / "deck.apkg", tmp_path / "second")
    assert first == second


def test_a_csv_read_back_holds_the_same(items: tuple[Item, ...]) -> None:
    rows = list(csv.DictReader(StringIO(as_csv(items))))
    assert [row["id"] for row in rows] == [item.id for item in items]
    assert all(item.key in row["answer"] and row["locators"] for item, row in zip(items, rows, strict=True))


def test_a_seed_makes_the_same_paper_with_its_key_on_a_page_of_its_own() -> None:
    made, digest = paper(8), load_digest()
    assert made == paper(8) != paper(9)
    page = as_html(made, digest)
    asked, key = page.split('<section class="key">')
    assert re.search(r"\.key \{ break-before: page; \}", page)
    assert asked.count('<article class="case">') == key.count('<article class="case">') == 10
    for case in made.cases:
        assert html.escape(case.note) in asked
        assert not any(html.escape(state.point) in asked for state in case.verdict.criteria)
    assert "http" not in page.replace("http-equiv", "")


def test_a_report_has_each_learner_by_topic(tmp_path: Path) -> None:
    store = StudyStore(tmp_path / "study.sqlite")
    for name, given in (("ann", "8"), ("=ben", "9")):
        Desk(store, name, lambda: NOW).answer(item_by_id("fill:table2.coh:post_hct_n"), given, 10)
    Desk(store, "ann", lambda: NOW).answer_case(case_of(3), "either", "", load_digest())
    rows = list(csv.DictReader(StringIO(report_csv(report(store, NOW, UTC)))))
    found = {(row["learner"], row["topic"]): (row["answered"], row["right"]) for row in rows}
    assert found["ann", "Allo-HCT afterwards"] == ("1", "1")
    assert found["'=ben", "all"] == ("1", "0"), "no cell runs as a formula"
    assert ("ann", "Cases") in found
    assert [one.learner for one in report(store, NOW, UTC, "ann")] == ["ann"]
    assert report(store, NOW, UTC, "nobody")[0].answered == 0
