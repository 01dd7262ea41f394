"""The suites as data, and a run of them held against the stored baseline: what CI fails on."""

from __future__ import annotations

import pytest

from corpus.criteria import load_criteria, load_fact_specs
from evals.baseline import changes, load_baseline, path_of
from evals.errors import SuiteError, UnknownSuiteError
from evals.runner import ready, run_suite
from evals.scorers.answer import Question
from evals.scorers.scorer import scorer_of
from evals.subject import Subject
from evals.suite import chosen, load_suites

SUITES = {suite.name: suite for suite in load_suites()}
QUICK = {"variants": 4}
"""One case in so many; the variants are also asked in test_regression.py."""


@pytest.fixture(scope="module")
def outcomes(assistant):
    subject = Subject(assistant)
    held = [ready(suite) for suite in chosen("all")]
    return [one for suite in held for one in run_suite(suite, subject, every=QUICK.get(suite.suite.name, 1))]


class TestData:
    def test_every_kind_of_suite_is_there(self):
        names = {
            "cases",
            "variants",
            "factual",
            "comparison",
            "scope",
            "conversation",
            "guard",
            "mutation",
            "retrieval",
        }
        assert set(SUITES) == names
        assert {suite.name for suite in chosen("all")} == names - {"mutation"}

    @pytest.mark.parametrize("name", ["factual", "comparison", "scope", "conversation", "guard", "retrieval"])
    def test_a_suite_has_30_cases_and_more_each_asking_something_else(self, name):
        items = ready(SUITES[name]).items
        assert 30 <= len(items) <= 70
        asked = [one.model_dump_json(exclude={"id", "title", "fault", "holds"}) for one in items]
        assert len(set(asked)) == len(asked)

    @pytest.mark.parametrize("name", sorted(set(SUITES) - {"mutation"}))
    def test_gold_places_criteria_and_facts_exist(self, name, digest):
        criteria, facts = {one.id for one in load_criteria()}, {one.key for one in load_fact_specs()}
        for item in ready(SUITES[name]).items:
            groups = getattr(item, "places", ())
            places = [place for group in groups for place in ((group,) if isinstance(group, str) else group)]
            assert [place for place in places if not digest.at(place)] == [], item.id
            assert set(getattr(item, "criteria", ())) <= criteria, item.id
            assert set(getattr(item, "facts", {})) <= facts, item.id

    def test_figures_asked_for_stand_where_they_are_to_be_cited_from(self, digest):
        from evals.matching import holds_figure

        for name in ("factual", "comparison", "scope", "conversation"):
            for item in ready(SUITES[name]).items:
                assert isinstance(item, Question)
                held = " . ".join(one.text for group in item.places for place in group for one in digest.at(place))
                for group in item.figures:
                    assert any(holds_figure(held, figure) for figure in group), f"{item.id}: {group}"


class TestRun:
    def test_nothing_regressed(self, outcomes, data_dir):
        baseline = load_baseline(path_of("built-in", "digest", data_dir))
        broken = [one for one in changes(outcomes, baseline) if one.kind == "broken"]
        assert [f"{one.suite}, {one.id}. {one.why}" for one in broken] == []

    def test_the_baseline_knows_every_case(self, outcomes, data_dir):
        baseline = load_baseline(path_of("built-in", "digest", data_dir))
        for name in set(SUITES) - {"mutation"}:
            assert set(baseline.suites[name]) == {item.id for item in ready(SUITES[name]).items}

    def test_every_case_could_be_scored(self, outcomes):
        assert [one.id for one in outcomes if one.state == "unscored"] == []

    def test_patients_are_concordant_and_every_citation_carries_its_sentence(self, outcomes):
        cases = [one for one in outcomes if one.suite == "cases"]
        assert [one.figures for one in cases] == [{"mGPS": 1.0, "citation recall": 1.0, "citation precision": 1.0}] * 5


class TestNewSuite:
    def _suite(self, home, about, cases):
        folder = home / "mine"
        folder.mkdir()
        (folder / "suite.yaml").write_text(about, encoding="utf-8")
        (folder / "cases.yaml").write_text(cases, encoding="utf-8")
        return home

    ABOUT = "{title: Mine, about: Of my own., scorer: retrieval}"

    def test_is_one_folder_of_data(self, tmp_path, assistant):
        home = self._suite(tmp_path, self.ABOUT, "- {id: a, ask: severe CRS, places: table3.severe-crs}")
        (one,) = run_suite(ready(chosen("mine", home)[0]), Subject(assistant))
        assert (one.suite, one.id, one.state) == ("mine", "a", "passed")

    @pytest.mark.parametrize(
        ("about", "cases", "fault"),
        [
            (ABOUT, "- {id: a, ask: x, places: [intro.1], odd: 1}", "a case has odd = 1"),
            (ABOUT, "- {id: a, ask: x, places: [b]}\n- {id: a, ask: y, places: [b]}", "the id 'a' twice"),
            ("{title: Mine, about: x, scorer: nope}", "[]", "got scorer 'nope'; wanted a module"),
            ("{title: Mine}", "[]", "suite.yaml cannot be read"),
        ],
    )
    def test_that_cannot_be_read_is_told_before_anything_is_asked(self, tmp_path, about, cases, fault):
        with pytest.raises(SuiteError, match=fault):
            ready(chosen("mine", self._suite(tmp_path, about, cases))[0])

    def test_of_another_name_is_told(self, tmp_path):
        with pytest.raises(UnknownSuiteError, match="got suite 'other'; wanted all or one of mine"):
            chosen("other", self._suite(tmp_path, self.ABOUT, "[]"))

    def test_scorers_are_named_by_the_suites(self):
        assert all(scorer_of(suite) for suite in SUITES.values())
