"""The audit of the review itself: the findings verified by hand, the data behind them, the page that tells of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.audit.claims import load_claims
from corpus.audit.kept import PATH, REMARKS_PATH, as_json, questioned
from corpus.audit.page import markdown
from corpus.audit.run import audit_review
from corpus.tables import load_columns, load_rows

ROOT = Path(__file__).parents[3]
CLAIMS = load_claims()
ROWS = {row.locator: row for row in load_rows()}
KNOWN = {"table": {row.table for row in ROWS.values()}, "row": set(ROWS)}
FINDINGS = {
    "table1-blast-post-hct": "does not add up",
    "table2-mskcc-low-disease": "does not add up",
    "table2-carpall-low-disease": "does not add up",
    "table3-cd19-negative-car-t": "does not add up",
    "table3-response-rr-car-t": "range leaves out a study",
    "text-cd19-negative-coh": "two places disagree",
    "text-relapse-by-hct-nci": "two places disagree",
    "text-direction-hebei": "two places disagree",
}
REMARKS = {
    *("table1-mrd-pilot-post-hct", "table1-phase3-randomized-post-hct", "table1-blast-relapse"),
    *("table2-seattle-post-hct", "table2-seattle-relapse", "table2-hebei-post-hct"),
    *("table1-coh-retrospective-mrd-neg", "table2-upenn-chop-mrd-neg", "table2-mskcc-mrd-neg"),
    *("table2-novartis-mrd-neg", "table2-fhcrc-mrd-neg", "table2-hebei-mrd-neg", "table2-carpall-mrd-neg"),
    *("text-enrolled-mskcc", "text-ucart19-response"),
}


class TestReview:
    def test_exactly_the_verified_findings(self):
        assert {one.id: one.kind for one in audit_review().findings} == FINDINGS

    def test_exactly_the_verified_remarks(self):
        assert {one.id for one in audit_review().remarks} == REMARKS

    def test_every_id_is_used_once(self):
        audit = audit_review()
        ids = [one.id for one in (*audit.findings, *audit.remarks, *audit.confirmed)]
        assert len(ids) == len(set(ids))

    def test_every_place_is_one_of_the_review(self, digest):
        audit = audit_review()
        for one in (*audit.findings, *audit.remarks, *audit.confirmed):
            assert [place for place in (*one.places, *one.against) if not digest.at(place)] == [], one.id

    @pytest.mark.parametrize(
        ("own", "parts"),
        [
            ("table2-mskcc-low-disease", ("21 of 53 = 39.6%", "44 responders")),
            ("table2-carpall-low-disease", ("10 of 14 = 71.4%", "none", "11 of 14")),
            ("table3-cd19-negative-car-t", ("48 of 113 = 42.5%", "no choice")),
            ("table3-response-rr-car-t", ("67% to 100%", "COH")),
            ("text-cd19-negative-coh", ("6 of 33 = 18.2%", "6 of 20 = 30%")),
            ("text-relapse-by-hct-nci", ("at least 7", "has 4")),
        ],
    )
    def test_a_finding_tells_both_values(self, own, parts):
        (found,) = (one for one in audit_review().findings if one.id == own)
        told = f"{found.recomputed} {found.denominator} {found.note}"
        assert [part for part in parts if part not in told] == []

    def test_many_figures_add_up(self):
        assert len(audit_review().confirmed) > 100


class TestClaims:
    @pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
    def test_its_places_hold_its_figures(self, claim, digest):
        texts = [digest.at(place)[0].text for place in claim.at if place in digest.at(place)[0].locators]
        assert len(texts) == len(claim.at)
        printed = re.findall(r"(?<![A-Za-z\d-])\d+", re.sub(r"Table \d", "", claim.printed))
        held = " ".join(texts)
        missing = [figure for figure in printed if not re.search(rf"(?<!\d){figure}(?!\d)", held)]
        assert set(missing) <= {"20"}, f"{claim.id}: {missing} stand at none of {claim.at}"

    @pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
    def test_its_rows_and_fields_exist(self, claim):
        record = claim.model_dump()
        named = [record, *record.get("cells", ()), *record.get("parts", ())]
        for part in named:
            assert "row" not in part or part["row"] in ROWS
            rows = [ROWS[part["row"]]] if "row" in part else [r for r in ROWS.values() if r.table == part.get("table")]
            fields = [part[name] for name in ("field", "part_field", "whole_field") if name in part]
            assert [field for field in fields if not rows or field not in rows[0].fields] == []

    def test_rules_name_columns_and_fields_of_the_tables(self, rules, digest):
        columns = {column.id for column in load_columns()}
        fields = {field for row in ROWS.values() for field in row.fields}
        assert {one.column for one in (*rules.shares, *rules.rates)} <= columns
        assert {one.percent for one in (*rules.shares, *rules.rates)} | {one.count for one in rules.shares} <= fields
        assert set(rules.responders_from) <= fields
        assert set(rules.evaluable) <= set(ROWS)
        assert [place for place in rules.notes if not digest.at(place)] == []

    def test_notes_are_about_findings(self, rules):
        assert set(rules.notes) <= set(questioned())


class TestFiles:
    @pytest.mark.parametrize(
        ("path", "wanted"),
        [
            (ROOT / "docs" / "audit.md", markdown),
            (PATH, lambda audit: as_json(audit.findings)),
            (REMARKS_PATH, lambda audit: as_json(audit.remarks)),
        ],
        ids=["docs/audit.md", "findings.json", "remarks.json"],
    )
    def test_it_is_as_the_audit_says(self, path, wanted):
        said = f"{path.name} is not as the audit has it: .venv/bin/python scripts/audit.py"
        assert path.read_text(encoding="utf-8") == wanted(audit_review()), said

    def test_findings_by_place(self):
        assert [one.id for one in questioned()["table2.mskcc#low-disease"]] == ["table2-mskcc-low-disease"]
        assert "table2.mskcc#n" not in questioned()
