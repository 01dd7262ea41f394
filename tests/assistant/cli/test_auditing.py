"""`cd19 corpus audit`."""

from __future__ import annotations

import json


class TestAudit:
    def test_it_is_readable_and_exits_0(self, cd19):
        done = cd19("corpus", "audit")
        assert done.returncode == 0
        for said in ("table2.carpall#low-disease", "10 (79%)", "10 of 14 = 71.4%", "does not add up", "8 findings"):
            assert said in done.stdout
        assert "5 of 53 = 9.4%" not in done.stdout

    def test_all_tells_what_adds_up_and_over_which_group(self, cd19):
        done = cd19("corpus", "audit", "--all")
        assert "5 of 53 = 9.4%" in done.stdout
        assert "all 53 patients" in done.stdout

    def test_json_is_for_programs(self, cd19):
        done = cd19("corpus", "audit", "--json")
        record = json.loads(done.stdout)
        assert done.returncode == 0
        assert set(record) == {"findings", "remarks", "recomputed"}
        wanted = {"id", "kind", "places", "against", "what", "printed", "recomputed", "denominator", "note"}
        assert all(set(one) == wanted for one in record["findings"])
        assert record["recomputed"] > 100

    def test_json_with_all(self, cd19):
        record = json.loads(cd19("corpus", "audit", "--json", "--all").stdout)
        assert len(record["confirmed"]) + len(record["findings"]) + len(record["remarks"]) == record["recomputed"]
