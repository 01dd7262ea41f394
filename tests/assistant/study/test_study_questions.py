"""Questions: the key held against the files read anew, wrong options real and wrong, citations that bear the figure."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
import yaml

import corpus
from assistant.study.cases import case_of
from assistant.study.errors import StudyError
from assistant.study.items import Item, judge
from assistant.study.questions import KINDS, bank, item_by_id, quiz
from corpus.audit.run import audit_review
from corpus.digest import load_digest

CORPUS = Path(corpus.__file__).parent
MANY = 500
WHOLE = "The COH study of CD19 CAR T cells: 8 responders (71%) had an allo-HCT after CD19 CAR T cells."


@pytest.fixture(scope="module")
def asked() -> tuple[Item, ...]:
    return quiz(Random(11), MANY)


@lru_cache
def rows() -> dict[str, dict[str, str]]:
    """The tables by locator, read with nothing but the csv module."""
    found = {}
    for name in ("table1.csv", "table2.csv"):
        with (CORPUS / "tables" / name).open(encoding="utf-8", newline="") as file:
            found.update({record["locator"]: record for record in csv.DictReader(file)})
    return found


@lru_cache
def prose() -> str:
    """The digest's text and Table 3, without reference marks, on one line."""
    files = [*sorted((CORPUS / "digest").glob("*.md")), CORPUS / "tables" / "table3.csv"]
    text = " ".join(re.sub(r"\s*\[\^\d+\]", "", path.read_text(encoding="utf-8")) for path in files)
    return " ".join(text.replace('""', '"').split())


def doubted() -> set[str]:
    findings = json.loads((CORPUS / "audit" / "findings.json").read_text(encoding="utf-8"))
    return {place for finding in findings for place in finding["places"]}


def check_cell(item: Item) -> None:
    _, locator, field = item.id.split(":")
    assert re.match(r"[\d.]+", item.key)[0] == rows()[locator][field]  # type: ignore[index]
    column = {record[field] for own, record in rows().items() if own[:6] == locator[:6] and field in record}
    others = [re.match(r"[\d.]+", option)[0] for option in item.options if option != item.key]  # type: ignore[index]
    assert len(others) == 3
    assert set(others) <= column
    assert float(rows()[locator][field]) not in map(float, others)


def check_fill(item: Item) -> None:
    _, locator, field = item.id.split(":")
    assert item.key == rows()[locator][field]
    assert item.sentence.count("____") == 1


def check_text(item: Item) -> None:
    assert " ".join(item.sentence.replace("____", item.key).split()) in prose()


def check_compare(item: Item) -> None:
    _, field, one, other = item.id.split(":")
    first, second = float(rows()[one][field]), float(rows()[other][field])
    if first == second:
        assert item.key == "the same in both"
    else:
        own = one if first > second else other
        treatment = {"table1": "blinatumomab", "table2": "CD19 CAR T cells"}[own.split(".")[0]]
        assert item.key == f"{rows()[own]['study']} ({treatment})"


def check_exclude(item: Item) -> None:
    seed = int(item.id.split(":")[1]) * 1000
    case = next(case for at in range(50) if (case := case_of(seed + at, wanted="neither")).note == item.sentence)
    facts = case.case.values()
    lost = facts.get("cd19") == "negative"
    gvhd = facts.get("gvhd") in ("active", "history") and facts.get("on_immunosuppression") is True
    assert lost != gvhd, "one right option alone"
    points = {
        name: yaml.safe_load((CORPUS / "criteria" / f"{name}.yaml").read_text(encoding="utf-8"))["point"]
        for name in ("cd19-negative", "gvhd-immunosuppressed")
    }
    assert item.key == points["cd19-negative" if lost else "gvhd-immunosuppressed"]
    other = points["gvhd-immunosuppressed" if lost else "cd19-negative"]
    kept_out = facts.get("gvhd") == "none" or facts.get("on_immunosuppression") is False
    untold = not {"gvhd", "on_immunosuppression"} & set(facts)
    assert (other in item.options) == (gvhd or kept_out or untold), "wrong for sure, or not offered"


def check_spot(item: Item) -> None:
    assert item.span is not None
    start, stop = item.span
    assert item.sentence[start:stop] == item.key
    was = re.search(r", but (.+?): ", item.explanation)[1]  # type: ignore[index]
    true = item.sentence[:start] + was + item.sentence[stop:]
    assert true in [passage.text for passage in load_digest().at(item.locators[0])]
    assert item.sentence not in prose()
    parts = item.id.split(":")
    if parts[1].startswith(("table1", "table2")):
        assert rows()[parts[1]][parts[2]] == was != item.key


CHECKS = {"cell": check_cell, "fill": check_fill, "text": check_text, "compare": check_compare,
          "exclude": check_exclude, "spot": check_spot}  # fmt: skip


def test_five_hundred_keys_are_right_by_the_files_read_anew(asked: tuple[Item, ...]) -> None:
    assert len({item.id for item in asked}) == MANY
    assert set(Counter(item.kind for item in asked)) == set(KINDS)
    for item in asked:
        CHECKS[item.kind](item)


def test_options_are_distinct_and_hold_the_key_once(asked: tuple[Item, ...]) -> None:
    for item in asked:
        if item.options:
            assert item.options.count(item.key) == 1
            assert len(set(item.options)) == len(item.options) >= 3


def test_citations_bear_the_key_and_no_doubted_figure_is_asked(asked: tuple[Item, ...]) -> None:
    for item in asked:
        told = " ".join(passage.text for place in item.locators for passage in load_digest().at(place))
        assert told
        if item.kind in ("cell", "fill", "text"):
            assert re.search(rf"(?<![\d.]){re.escape(item.key.split('%')[0].split()[0])}(?!\d)", told), item.id
    every = [item for items in bank().values() for item in items.values()]
    assert not doubted() & {place for item in every for place in item.locators}


def test_a_percentage_of_other_patients_than_its_column_names_is_not_asked() -> None:
    """By the audit run anew, not by the file it keeps."""
    others = {p for one in audit_review().remarks if one.kind == "another denominator" for p in one.places}
    every = [item for kind in ("cell", "fill", "compare") for item in bank()[kind].values()]
    assert "table1.phase3-randomized#post-hct" in others
    assert not [item.id for item in every if item.unit == "%" and others & set(item.locators)]
    assert item_by_id("fill:table1.phase3-randomized:post_hct_n").key == "38", "its count is sound"


def test_the_same_seed_asks_the_same_and_ids_lead_back(asked: tuple[Item, ...]) -> None:
    assert quiz(Random(5), 12) == quiz(Random(5), 12)
    for item in asked[:60]:
        assert item_by_id(item.id) == item
    with pytest.raises(StudyError, match="wanted the id of a question"):
        item_by_id("cell:table9.x:n")


def test_a_topic_is_kept_to_and_an_unknown_one_refused() -> None:
    assert {item.topic for item in quiz(Random(1), 20, topic="Relapse")} == {"relapse"}
    with pytest.raises(StudyError, match="topic 'weather': wanted one of"):
        quiz(Random(1), 3, topic="weather")


@pytest.mark.parametrize(
    ("own", "right", "wrong"),
    [
        ("cell:table2.mskcc:prior_blinatumomab_n", ["13", "13 patients", "13 Patients."], ["12", "", "3 patients"]),
        ("fill:table2.coh:post_hct_n", ["8", "8 responders", " 8.0 "], ["73", "8 of 11", "eight or so", ""]),
        ("spot:table2.coh:post_hct_pct:71", ["71", "71%", "responders (71%)"], ["73", "8", "71 responders", WHOLE]),
    ],
)  # fmt: skip
def test_answers_are_judged_as_people_give_them(own: str, right: list[str], wrong: list[str]) -> None:
    item = item_by_id(own)
    assert [judge(item, given).right for given in right] == [True] * len(right)
    assert [judge(item, given).right for given in wrong] == [False] * len(wrong)


def test_a_letter_means_its_option() -> None:
    item = item_by_id("cell:table2.mskcc:prior_blinatumomab_n")
    right = "abcd"[item.options.index(item.key)]
    assert judge(item, f"{right})").right
    assert not judge(item, "a" if right != "a" else "b").right
