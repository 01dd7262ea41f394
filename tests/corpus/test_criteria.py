"""The criteria as data: each proves itself at its limits, and stands on places of the review."""

from __future__ import annotations

import pytest

import corpus.criteria
from assistant.criteria.logic import evaluate, facts_of, limits
from corpus.criteria import Criterion, criteria_hash, load_criteria, load_fact_specs
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


def _tests(logic: dict) -> list[tuple[str, object]]:
    """Every (fact, wanted) that a logic holds."""
    ((key, body),) = logic.items()
    if key in ("all", "any"):
        return [test for part in body for test in _tests(part)]
    return _tests(body) if key == "unless" else [(key, body)]


class TestEachFile:
    @pytest.mark.parametrize(("criterion", "case"), PROOFS)
    def test_proving_case_gives_its_state(self, criterion, case):
        assert evaluate(criterion.logic, case.facts).truth == case.state

    @each
    def test_is_proved_both_ways(self, criterion):
        states = {case.state for case in criterion.cases}
        # A criterion that holds wherever any value is known cannot be false.
        always = all(wanted == {"known": True} for _, wanted in _tests(criterion.logic))
        assert {"true"} if always else {"true", "false"} <= states

    @each
    def test_each_limit_is_proved_at_it_and_on_its_other_side(self, criterion):
        for fact, edges in limits(criterion.logic).items():
            for edge in edges:
                cases = [case for case in criterion.cases if fact in case.facts]
                assert any(case.facts[fact] == edge for case in cases), f"no case at {fact} = {edge}"
                near = [c for c in cases if c.facts[fact] != edge and abs(c.facts[fact] - edge) <= 1]
                assert near, f"no case beside {fact} = {edge}"
                assert {c.state for c in cases if abs(c.facts[fact] - edge) <= 1} >= {"true", "false"}, fact

    @each
    def test_places_stand_in_the_digest(self, criterion, digest):
        assert criterion.places
        assert [place for place in criterion.places if not digest.at(place)] == []

    @each
    def test_facts_and_values_are_those_of_the_contract(self, criterion):
        assert facts_of(criterion.logic) <= set(SPECS)
        for key, wanted in _tests(criterion.logic):
            spec = SPECS[key]
            asked = wanted.get("has", ()) if isinstance(wanted, dict) else wanted
            values = FLAGS if spec.type == "flag" else spec.values
            for value in asked if isinstance(asked, list) else [asked] if asked != () else []:
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
    def test_every_fact_value_is_used_or_its_key_says_why_not(self):
        read: dict[str, list[object]] = {}
        for criterion in CRITERIA:
            for key, wanted in _tests(criterion.logic):
                read.setdefault(key, []).append(wanted)
        unread = [key for key, spec in SPECS.items() if key not in read and not spec.unused]
        assert unread == []
        assert [key for key, spec in SPECS.items() if key in read and spec.unused] == []

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
