"""Shares and rates of Tables 1 and 2: planted errors are found, correct cells are not."""

from __future__ import annotations

import pytest

from corpus.audit.denominators import sizes, unstated_responders
from corpus.audit.rates import audit_rates
from corpus.audit.shares import audit_shares


def _kinds(row, rules):
    return {one.id.removeprefix("table2-small-"): one.kind for one in audit_shares([row], rules)}


class TestShares:
    @pytest.mark.parametrize(
        ("fields", "kind"),
        [
            ({"prior_hct_n": 5, "prior_hct_pct": 12}, "adds up"),
            ({"prior_hct_n": 5, "prior_hct_pct": 13}, "adds up"),
            ({"prior_hct_n": 5, "prior_hct_pct": 14}, "does not add up"),
            ({"prior_hct_n": 5, "prior_hct_pct": 25}, "does not add up"),
            ({"post_hct_n": 5, "post_hct_pct": 25}, "adds up"),
            ({"post_hct_n": 5, "post_hct_pct": 13}, "another denominator"),
            ({"post_hct_n": 5, "post_hct_pct": 26}, "an unstated denominator"),
            ({"post_hct_n": 5, "post_hct_pct": 33}, "does not add up"),
        ],
        ids=["half down", "half up", "past the half", "of responders, in a column of patients", "of responders",
             "of patients", "of responders if one was not evaluable", "of nothing"],
    )  # fmt: skip
    def test_a_count_against_its_groups(self, study, rules, fields, kind):
        assert list(_kinds(study(**fields), rules).values()) == [kind]

    def test_relapses_are_the_group_of_cd19_negative_ones(self, study, rules):
        fields = {"relapse_n": 10, "relapse_pct": 50, "cd19_relapse_n": 3}
        assert _kinds(study(**fields, cd19_relapse_pct=30), rules)["cd19-relapse"] == "adds up"
        assert _kinds(study(**fields, cd19_relapse_pct=33), rules)["cd19-relapse"] == "does not add up"
        assert _kinds(study(**fields, cd19_relapse_pct=15), rules)["cd19-relapse"] == "another denominator"

    @pytest.mark.parametrize("blank", [("NR", "NR"), ("0", ""), ("", ""), ("<1", "5")])
    def test_what_is_not_printed_is_not_audited(self, study, rules, blank):
        assert _kinds(study(prior_hct_n=blank[0], prior_hct_pct=blank[1]), rules) == {}

    def test_every_number_of_responders_that_the_rate_allows_counts(self, study, rules):
        row = study(n=189, cr_pct=43, post_hct_n=32, post_hct_pct=39)
        assert sizes(row, "responders", rules) == (81, 82)
        assert _kinds(row, rules) == {"post-hct": "adds up"}

    def test_stated_evaluable_patients_count(self, study, rules):
        row = study("table2.coh", n=13, cr_pct=100, post_hct_n=8, post_hct_pct=73)
        assert 11 in sizes(row, "responders", rules)
        assert [one.kind for one in audit_shares([row], rules)] == ["adds up"]

    def test_unstated_evaluable_patients_are_few(self, study, rules):
        assert unstated_responders(study(), rules) == {19: 38}

    def test_a_finding_says_what_would_fit(self, study, rules):
        (found,) = audit_shares([study(prior_hct_n=5, prior_hct_pct=25)], rules)
        assert (found.printed, found.recomputed) == ("5 (25%)", "5 of 40 = 12.5% (all patients)")
        assert found.denominator.startswith("20 responders")
        assert found.note == "10 of 40 would be 25%."
        assert found.places == ("table2.small#prior-hct",)


class TestRates:
    def _kinds(self, row, rules):
        return {one.id.removeprefix("table2-small-"): one.kind for one in audit_rates([row], rules)}

    @pytest.mark.parametrize(
        ("fields", "kind"),
        [
            ({"mrd_neg_pct": 85}, "adds up"),
            ({"mrd_neg_pct": 48}, "another denominator"),
            ({"mrd_neg_pct": 58}, "an unstated denominator"),
        ],
        ids=["17 of 20 responders", "19 of 40 patients", "11 of 19 responders"],
    )
    def test_mrd_negative(self, study, rules, fields, kind):
        assert self._kinds(study(**fields), rules)["mrd-neg"] == kind

    def test_no_more_patients_are_mrd_negative_than_responded(self, study, rules):
        assert self._kinds(study(mrd_neg_pct=98), rules)["mrd-neg"] != "another denominator"

    def test_a_response_rate_that_no_count_gives(self, study, rules):
        assert self._kinds(study(n=20, cr_pct=88), rules)["cr"] == "does not add up"

    def test_a_rate_from_which_responders_are_worked_out_proves_nothing(self, study, rules):
        assert self._kinds(study(cr_pct="NA", mrd_neg_pct=80), rules) == {}
