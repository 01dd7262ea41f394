"""docs/criteria.md is what the data say, and can be reviewed alone; the criteria laid open carry all of it too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.criteria.explain import Explained, bearing, explain, spots
from assistant.criteria.page import markdown
from assistant.models import Case
from corpus.criteria import load_criteria

PAGE = Path(__file__).parents[3] / "docs" / "criteria.md"
each = pytest.mark.parametrize("criterion", load_criteria(), ids=lambda criterion: criterion.id)


@pytest.fixture(scope="module")
def page(digest):
    return markdown(digest)


def _runs(text: str, length: int = 8) -> set[str]:
    """Every run of eight words."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


class TestPage:
    def test_is_held_to_the_data(self, page):
        assert PAGE.read_text(encoding="utf-8") == page, "run .venv/bin/python scripts/criteria.py"

    @each
    def test_tells_each_criterion_with_its_proof(self, page, criterion, digest):
        section = page.split(f"### {criterion.id}\n")[1].split("\n#")[0]
        for said in (criterion.point, criterion.when, criterion.then, bearing(criterion), criterion.weight):
            assert said in section
        assert all(spot.label in section for spot in spots(criterion.places, digest))
        assert section.count("\n| ") == len(criterion.cases) + 1

    @each
    def test_each_is_listed_once_at_a_glance(self, page, criterion):
        assert page.count(f"[{criterion.id}](#{criterion.id})") == 1

    def test_no_sentence_of_the_review_stands_in_it(self, page, shared):
        (copy,) = (shared / "review").glob("*.txt")
        printed = _runs(copy.read_text(encoding="utf-8"))
        assert sorted(_runs(page) & printed) == []

    def test_order_of_combination_is_told(self, page):
        order = page.split("## How the criteria combine")[1].split("\n## ")[0]
        told = ("Neither", "Strong reasons", "Conflicting", "Minor reasons", "Either", "Insufficient")
        places = [order.index(f"**{one}") for one in told]
        assert places == sorted(places)


class TestExplain:
    def test_every_criterion_in_order_without_a_case_without_state(self, digest):
        rows = explain(digest)
        assert [row.id for row in rows] == [criterion.id for criterion in load_criteria()]
        assert {row.state for row in rows} == {None}

    def test_state_and_missing_facts_for_a_case(self, digest):
        rows = {row.id: row for row in explain(digest, Case.of({"cns": "active", "severe_toxicity_concern": True}))}
        assert (rows["cns-active"].state, rows["cns-history"].state) == ("true", "false")
        assert (rows["toxicity-older"].state, rows["toxicity-older"].missing) == ("unknown", ("age",))

    def test_a_case_of_which_nothing_is_known_has_states_too(self, digest):
        assert None not in {row.state for row in explain(digest, Case())}

    def test_places_are_told_in_words(self, digest):
        row = next(row for row in explain(digest) if row.id == "cns-active")
        assert [spot.label for spot in row.places][:2] == ["Table 3, CNS involvement", "Patient 2, paragraph 5"]

    def test_a_place_that_is_none_is_named(self, digest):
        with pytest.raises(ValueError, match=r"'patient9\.1': wanted a place of the review; mend"):
            spots(("patient9.1",), digest)

    @pytest.mark.parametrize(
        ("own", "said"),
        [
            ("cd19-negative", "rules out both therapies"),
            ("cns-active", "against blinatumomab, toward CD19 CAR T cells"),
            ("no-further-hct", "for CD19 CAR T cells"),
            ("label-age", "access to CD19 CAR T cells"),
            ("no-access", "access to CD19 CAR T cells, toward blinatumomab"),
        ],
    )
    def test_bearing_in_words(self, digest, own, said):
        row: Explained = next(row for row in explain(digest) if row.id == own)
        assert bearing(row) == said
