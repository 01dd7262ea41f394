"""Facts since the review: dated, sourced, tied to places of the review."""

import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.updates import Update, load_updates, updates_bearing_on

LOCATORS = Path(__file__).parents[2].parent / "shared" / "review" / "locators.json"
UPDATES = load_updates()
each_update = pytest.mark.parametrize("update", UPDATES, ids=lambda update: update.id)


def _record(**changes: object) -> dict[str, object]:
    return {**UPDATES[0].model_dump(), **changes}


def test_the_approvals_of_car_t_for_adults_are_there():
    approvals = {update.date: update.statement for update in UPDATES if update.therapy == "car_t"}
    assert "Tecartus" in approvals["2021-10-01"]
    assert "Aucatzyl" in approvals["2024-11-08"]


def test_ids_are_unique_and_updates_run_oldest_first():
    assert len({update.id for update in UPDATES}) == len(UPDATES)
    assert [update.date for update in UPDATES] == sorted(update.date for update in UPDATES)


@each_update
def test_it_is_later_than_the_review_and_was_confirmed_afterwards(update):
    assert "2020-01" < update.date <= update.confirmed_on.isoformat()


@each_update
def test_it_is_one_sentence_that_names_the_authority(update):
    assert re.fullmatch(r"The (FDA|European Commission) [^\n]+[^.]\.", update.statement)
    assert len(re.findall(r"\.(?=\s|$)", update.statement)) == 1


@each_update
@pytest.mark.skipif(not LOCATORS.exists(), reason="../shared/review is missing: the review's places cannot be compared")
def test_it_bears_on_places_that_the_review_has(update):
    known = {place["locator"] for place in json.loads(LOCATORS.read_text(encoding="utf-8"))}
    assert set(update.bears_on) <= known


@pytest.mark.parametrize("place", ["table3.fda-age", "table3.fda-age#car_t", "patient1.4#1"])
def test_the_age_limit_of_2020_is_marked_as_overtaken(place):
    assert {"brexucabtagene-us-adults", "obecabtagene-us-adults"} <= {u.id for u in updates_bearing_on((place,))}


def test_places_that_nothing_overtakes_have_no_update():
    assert updates_bearing_on(("table3.cns", "patient5.2")) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "October 2021"},
        {"source": {"title": "x", "url": "http://plain.example"}},
        {"bears_on": ()},
        {"note": "x"},
    ],
    ids=["date not ISO", "link not https", "no place", "unknown field"],
)
def test_malformed_updates_are_refused(changes):
    with pytest.raises(ValidationError):
        Update.model_validate(_record(**changes))
