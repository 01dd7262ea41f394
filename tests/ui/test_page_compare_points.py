"""Every plotted figure against the CSV read anew, without the code that plots it."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

import corpus.tables as tables_module
from corpus.audit.kept import questioned
from ui.compare.models import Plot
from ui.compare.plots import as_csv
from ui.compare.points import all_plots
from ui.compare.said import aloud

FOLDER = Path(tables_module.__file__).parent / "tables"
PLOTS = {plot.id: plot for plot in all_plots()}
COLUMNS = {"response": "cr_pct", "mrd": "mrd_neg_pct", "relapse": "relapse_pct", "cd19-relapse": "cd19_relapse_pct"}
POINTS = [(plot, point) for plot in PLOTS.values() for point in plot.points]


def _csv(name: str) -> dict[str, dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {record["locator"]: record for record in csv.DictReader(file)}


TRIALS = _csv("table1") | _csv("table2")
TOPICS = _csv("table3")


def _plotted(plot: Plot) -> dict[str, float]:
    return {point.place.split("#")[0]: point.value for point in plot.points if not point.pooled}


class TestFiguresAreThoseOfTheTables:
    @pytest.mark.parametrize("name", COLUMNS)
    def test_percentages_of_every_study_that_reports_them(self, name):
        field = COLUMNS[name]
        printed = {at: float(row[field]) for at, row in TRIALS.items() if row.get(field, "").isdigit()}
        assert _plotted(PLOTS[name]) == printed

    @pytest.mark.parametrize(("name", "field"), [("relapse", "relapse_n"), ("cd19-relapse", "cd19_relapse_n")])
    def test_printed_counts(self, name, field):
        points = [point for point in PLOTS[name].points if not point.pooled]
        assert all(point.count == int(TRIALS[point.place.split("#")[0]][field]) for point in points)

    def test_attrition_is_those_not_infused_of_them_and_the_infused(self):
        known = {at: row for at, row in TRIALS.items() if row.get("no_car_t_n", "").isdigit()}
        shares = {
            at: 100 * int(row["no_car_t_n"]) / (int(row["no_car_t_n"]) + int(row["n"])) for at, row in known.items()
        }
        assert _plotted(PLOTS["attrition"]) == pytest.approx(shares)
        assert all(point.computed for point in PLOTS["attrition"].points)

    @pytest.mark.parametrize(("name", "unit"), [("medians", " months"), ("landmarks", "%")])
    def test_survival_as_printed_and_none_left_out(self, name, unit):
        shown = sorted((point.place.split("#")[0], point.value) for point in PLOTS[name].points)
        pattern = r"median \w+ ([\d.]+) months" if name == "medians" else r"\d+-(?:month|year) \w+ (\d+)%"
        printed = [(at, float(one)) for at, row in TRIALS.items() for one in re.findall(pattern, row["survival"])]
        assert shown == sorted(printed)
        for point in PLOTS[name].points:
            said = f"{point.name.removesuffix(' in responders')} {point.value:g}{unit}"
            assert said in TRIALS[point.place.split("#")[0]]["survival"]

    def test_ranges_of_table_3(self):
        points = PLOTS["toxicity"].points
        assert len(points) == 4
        for point in points:
            at, therapy = point.place.split("#")
            assert f"({point.low:g}% to {point.high:g}%)" in TOPICS[at][therapy]

    def test_pooled_relapses_of_table_3(self):
        pooled = [point for point in PLOTS["cd19-relapse"].points if point.pooled]
        assert len(pooled) == 2
        for point in pooled:
            at, therapy = point.place.split("#")
            assert f"{point.count} of {point.of} relapses ({point.value:g}%)" in TOPICS[at][therapy]


class TestGroups:
    @pytest.mark.parametrize(
        ("name", "place", "of"),
        [
            ("response", "table2.fhcrc", 53),
            ("response", "table2.coh", 11),  # its footnote: 11 of 13 evaluable
            ("mrd", "table2.fhcrc", 45),  # 85% of 53 is 45 responders
            ("mrd", "table1.blast", 116),  # CR does not apply: all patients
            ("relapse", "table1.blast", 90),  # 90 or 91 of 116 are 78%: the fewer
            ("cd19-relapse", "table2.novartis", 22),
            ("attrition", "table2.novartis", 92),
        ],
    )
    def test_size_of_the_group(self, name, place, of):
        assert next(point.of for point in PLOTS[name].points if point.place.split("#")[0] == place) == of

    def test_interval_holds_the_printed_figure(self):
        shares = [point for _, point in POINTS if point.interval == "wilson"]
        assert len(shares) > 50
        assert all(point.low <= point.value <= point.high for point in shares)

    def test_interval_of_a_known_share(self):
        novartis = next(point for point in PLOTS["cd19-relapse"].points if point.place.startswith("table2.novartis"))
        assert (round(novartis.low, 1), round(novartis.high, 1)) == (47.3, 83.6)  # 15 of 22


class TestWords:
    def test_questioned_figures_are_said_to_be(self):
        for _, point in POINTS:
            assert bool(point.doubt) == (point.place in questioned()), point.place
        assert sum(bool(point.doubt) for _, point in POINTS) == 3

    @pytest.mark.parametrize(("plot", "point"), POINTS, ids=[f"{p.id}-{q.place}-{q.name}" for p, q in POINTS])
    def test_point_names_study_place_and_reference(self, plot, point):
        said = aloud(point, plot)
        assert point.series in said
        assert point.label in said
        assert all(f"ref {number}," in said for number in point.refs)
        assert point.interval != "wilson" or (f"{point.count} of " in said and "Wilson" in said)

    def test_file_has_a_line_for_each_point(self):
        for plot in PLOTS.values():
            assert len(list(csv.DictReader(as_csv(plot).splitlines()))) == len(plot.points)


def test_matplotlib_is_not_loaded_with_the_page():
    script = "import sys, ui.app, assistant.cli.main; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
