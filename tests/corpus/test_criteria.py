"""The criteria as data: each proves itself at its limits, and stands on places of the review."""

from __future__ import annotations

import pytest

import corpus.criteria
from assistant.criteria.logic import comparisons, evaluate, facts_of, limits
from assistant.facts.keys import keys
from corpus.criteria import Criterion, criteria_hash, load_criteria, load_fact_specs, source_notes
from corpus.errors import DataFileError

CRITERIA = load_criteria()
SPECS = {spec.key: spec for spec in load_fact_specs()}
FLAGS = (True, False)
each = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
PROOFS = [
    pytest.param(criterion, case, id=f"{criterion.id}: {case.facts} is {case.state}")
    for criterion in CRITERIA
    for case in criterion.cases
]


def _named(wanted: object) -> list[object]:
    """The values that a comparison names."""
    if isinstance(wanted, dict):
        return [wanted["has"]] if "has" in wanted else []
    return wanted if isinstance(wanted, list) else [wanted]


def _word(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


class TestEachFile:
    @pytest.mark.parametrize(("criterion", "case"), PROOFS)
    def test_proving_case_gives_its_state(self, criterion, case):
        assert evaluate(criterion.logic, case.facts).truth == case.state

    @each
    def test_is_proved_both_ways(self, criterion):
        states = {case.state for case in criterion.cases}
        # A criterion that holds wherever any value is known cannot be false.
        always = all(wanted == {"known": True} for _, wanted in comparisons(criterion.logic))
        assert {"true"} if always else {"true", "false"} <= states

    @each
    def test_each_limit_is_proved_at_it_just_below_and_just_above(self, criterion):
        for fact, edges in limits(criterion.logic).items():
            tried = [case.facts[fact] for case in criterion.cases if fact in case.facts]
            for edge in edges:
                assert edge in tried, f"no case at {fact} = {edge}"
                assert edge == SPECS[fact].low or any(edge - 1 <= one < edge for one in tried), f"below {fact} = {edge}"
                assert any(edge < one <= edge + 1 for one in tried), f"above {fact} = {edge}"
                near = [case for case in criterion.cases if abs(case.facts.get(fact, edge + 2) - edge) <= 1]
                assert {case.state for case in near} >= {"true", "false"}, f"{fact} = {edge} decides nothing"

    @each
    def test_each_choice_is_proved_by_its_values_and_another_and_each_flag_both_ways(self, criterion):
        for fact, wanted in comparisons(criterion.logic):
            tried = [case.facts[fact] for case in criterion.cases if fact in case.facts]
            if SPECS[fact].type == "flag":
                assert {True, False} <= set(tried), fact
            elif SPECS[fact].type == "choice":
                assert set(_named(wanted)) < set(tried), f"{fact}: wanted {wanted} and another, got {tried}"
            elif "has" in wanted:
                assert {wanted["has"] in one for one in tried} == {True, False}, fact

    @each
    def test_is_proved_unknown_where_it_can_be(self, criterion):
        if evaluate(criterion.logic, {}).truth == "unknown":
            assert "unknown" in {case.state for case in criterion.cases}

    @each
    def test_places_stand_in_the_digest(self, criterion, digest):
        assert criterion.places
        assert [place for place in criterion.places if not digest.at(place)] == []

    @each
    def test_facts_and_values_are_those_of_the_contract(self, criterion):
        assert facts_of(criterion.logic) <= set(SPECS)
        for key, wanted in comparisons(criterion.logic):
            values = FLAGS if SPECS[key].type == "flag" else SPECS[key].values
            for value in _named(wanted):
                assert value in values, f"{key}: {value!r}"

    @each
    def test_proving_facts_are_those_of_the_contract(self, criterion):
        assert {key for case in criterion.cases for key in case.facts} <= set(SPECS)

    @each
    def test_a_reason_says_toward_what_and_a_caution_does_not(self, criterion):
        if criterion.effect in ("for", "against"):
            assert criterion.toward is not None
        if criterion.effect in ("caution", "excludes"):
            assert criterion.toward is None
        if criterion.effect == "for":
            assert criterion.toward == criterion.therapy
        if criterion.effect == "against":
            assert criterion.toward != criterion.therapy

    @each
    def test_speaks_as_of_the_review(self, criterion):
        assert criterion.as_of == "2020-01"

    @each
    def test_is_told_in_words(self, criterion):
        assert all(text.strip() for text in (criterion.point, criterion.when, criterion.then))


class TestTogether:
    def test_every_fact_is_read_or_its_key_says_why_not(self):
        read = {key for criterion in CRITERIA for key in facts_of(criterion.logic)}
        assert [key for key, spec in SPECS.items() if (key in read) == bool(spec.unused)] == []

    @pytest.mark.parametrize("spec", [spec for spec in SPECS.values() if not spec.unused], ids=lambda spec: spec.key)
    def test_every_value_is_named_by_a_criterion_or_says_why_not(self, spec):
        wanted = [one for criterion in CRITERIA for key, one in comparisons(criterion.logic) if key == spec.key]
        words = {_word(value) for value in (FLAGS if spec.type == "flag" else spec.values)}
        said = {_word(value) for one in wanted for value in _named(one)}
        said |= words if {"known": True} in wanted else set()
        assert said | set(spec.unused_values) == words
        assert not said & set(spec.unused_values), "named, yet said to be unused"
        assert all(reason.strip() for reason in spec.unused_values.values())

    def test_limits_of_facts_are_those_that_a_case_is_checked_by(self):
        numbers = {key: (spec.low, spec.high) for key, spec in SPECS.items() if spec.type == "number"}
        assert numbers == {key: (keys()[key].least, keys()[key].most) for key in numbers}

    def test_every_file_opens_with_its_source(self):
        notes = source_notes()
        assert [criterion.id for criterion in CRITERIA if not notes[criterion.id].startswith("Source (")] == []

    def test_decisive_ones_come_first(self):
        weights = [criterion.weight for criterion in CRITERIA]
        assert weights == sorted(weights, key=["decisive", "strong", "minor"].index)

    def test_exclusions_are_the_two_of_the_review(self):
        assert {c.id for c in CRITERIA if c.effect == "excludes"} == {"cd19-negative", "gvhd-immunosuppressed"}
        assert {c.weight for c in CRITERIA if c.effect == "excludes"} == {"decisive"}

    def test_what_needs_another_fact_names_one(self):
        assert [key for key, spec in SPECS.items() if not set(spec.needs) <= set(SPECS)] == []

    def test_flags_can_be_said_in_a_sentence(self):
        assert [
            key for key, spec in SPECS.items() if spec.type == "flag" and not (spec.if_true and spec.if_false)
        ] == []

    def test_contract_keys_are_all_there(self):
        contract = (
            "age sex disease_status relapse_number marrow_blasts_percent mrd_percent cd19 cns extramedullary "
            "prior_blinatumomab prior_car_t prior_allo_hct months_since_hct on_immunosuppression gvhd donor_available "
            "hct_candidate proliferative leukapheresis_feasible car_t_access severe_toxicity_concern genetics"
        )
        assert " ".join(SPECS).startswith(contract)


class TestFiles:
    GOOD = next(c for c in CRITERIA if c.id == "can-wait").model_dump(mode="json", exclude_none=True)

    @pytest.fixture
    def folder(self, tmp_path, monkeypatch):
        monkeypatch.setattr(corpus.criteria, "_FOLDER", tmp_path)
        return tmp_path

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [
            ("x.yaml", "id: x\n", r"x\.yaml, line 1: .*CONTRIBUTING"),
            ("x.yaml", "id: [x\n", r"x\.yaml"),
            ("x.yaml", "- a list\n", r"x\.yaml"),
        ],
        ids=["fields missing", "no YAML", "no mapping"],
    )
    def test_a_broken_file_is_named(self, folder, name, text, said):
        (folder / name).write_text(text, encoding="utf-8")
        with pytest.raises(DataFileError, match=said):
            load_criteria.__wrapped__()

    def test_an_unknown_field_is_refused(self):
        with pytest.raises(ValueError, match="extra"):
            Criterion(**self.GOOD, note="beside the point")

    def test_id_is_the_name_of_the_file(self, folder):
        import yaml

        (folder / "other.yaml").write_text(yaml.safe_dump(self.GOOD), encoding="utf-8")
        with pytest.raises(DataFileError, match="the id 'other'"):
            load_criteria.__wrapped__()

    def test_hash_changes_with_any_file(self, folder):
        (folder / "a.yaml").write_text("one", encoding="utf-8")
        before = criteria_hash.__wrapped__()
        (folder / "a.yaml").write_text("two", encoding="utf-8")
        assert criteria_hash.__wrapped__() != before
        assert criteria_hash.__wrapped__() == criteria_hash.__wrapped__()
