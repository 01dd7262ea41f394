"""Factual answers: the figure asked for, cited; what is not reported is said so; sums and ranks are right."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import corpus
from assistant.answer.asked import understand
from assistant.sense.sense import Sensed

TABLES = Path(corpus.__file__).parent / "tables"
MARK = re.compile(r"\[(\d+)\]")


def _column(table: str, field: str) -> dict[str, float]:
    """A column read anew from the file, apart from the code under test."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = {record["locator"]: record[field] for record in csv.DictReader(file)}
    return {own: float(value) for own, value in found.items() if re.fullmatch(r"[\d.]+", value)}


def _medians(table: str, measure: str) -> dict[str, float]:
    """Median survival in months, read anew from the file."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        told = {
            record["locator"]: re.search(rf"median {measure} ([\d.]+)", record["survival"])
            for record in csv.DictReader(file)
        }
    return {own: float(match[1]) for own, match in told.items() if match}


def _cited(answer):
    return {locator for citation in answer.citations for locator in citation.locators}


class TestCells:
    @pytest.mark.parametrize(
        ("question", "place", "figures"),
        [
            ("CR and MRD-negativity at FHCRC", "table2.fhcrc", ("85%",)),
            ("What was the CR rate in ALCANTARA?", "table1.alcantara", ("36%",)),
            ("How many patients did CARPALL have?", "table2.carpall", ("14",)),
            ("Median age in the phase 3 randomized study?", "table1.phase3-randomized", ("41", "18-80")),
            ("How many relapsed in the Seattle Children's study?", "table2.seattle", ("18", "45%")),
            ("Survival in the NCI study?", "table2.nci", ("LFS 79%", "OS 52%")),
            ("CD19-negative relapse at Novartis?", "table2.novartis", ("15", "68%")),
            ("Prior transplant in the pediatric blinatumomab study?", "table1.pediatric", ("40", "57%")),
            ("How many had prior blinatumomab at the City of Hope CAR trial?", "table2.coh", ("9", "69%")),
            ("How many at MSKCC never received CAR T cells?", "table2.mskcc", ("24",)),
        ],
    )
    def test_of_a_named_study(self, assistant, question, place, figures):
        answer = assistant.ask(question)
        assert answer.status == "answered"
        assert place in _cited(answer)
        assert [figure for figure in figures if figure not in answer.answer] == []
        assert answer.recommendation is None

    @pytest.mark.parametrize(
        ("question", "cell"),
        [
            ("What is the survival at COH for CAR T cells?", "table2.coh#survival"),
            ("How many relapsed in the phase 3 randomized study?", "table1.phase3-randomized#relapse"),
            ("How many CD19-negative relapses were there in BLAST?", "table1.blast#cd19-relapse"),
            ("EMD in the Novartis study: how many patients?", "table2.novartis#emd"),
        ],
    )
    def test_what_is_not_reported_is_said_so(self, assistant, question, cell):
        answer = assistant.ask(question)
        assert cell in _cited(answer)
        assert re.search(r"not reported|\bNR\b", answer.answer)

    @pytest.mark.parametrize("question", ["What did TOWER report?", "TOWER?", "Summarise the TOWER trial"])
    def test_a_study_as_a_whole_is_told_by_its_row(self, assistant, question):
        answer = assistant.ask(question)
        cited = {citation.locators[0] for citation in answer.citations}
        columns = ("n", "setting", "cr-mrd", "post-hct", "survival")
        assert {f"table1.phase3-randomized#{column}" for column in columns} <= cited
        assert "not reported" not in answer.answer

    def test_two_studies_are_told_apart(self, assistant):
        answer = assistant.ask("CR rate in ALCANTARA and CARPALL?")
        assert {"table1.alcantara", "table2.carpall"} <= _cited(answer)
        assert all(figure in answer.answer for figure in ("36%", "86%"))


RANKED = [
    ("blinatumomab", "CR rate", "table1", "cr_pct"),
    ("CAR T-cell", "CR rate", "table2", "cr_pct"),
    ("blinatumomab", "relapse rate", "table1", "relapse_pct"),
    ("CAR T-cell", "relapse rate", "table2", "relapse_pct"),
    ("blinatumomab", "prior transplant rate", "table1", "prior_hct_pct"),
    ("CAR T-cell", "prior transplant rate", "table2", "prior_hct_pct"),
    ("blinatumomab", "number of patients", "table1", "n"),
    ("CAR T-cell", "number of patients", "table2", "n"),
    ("CAR T-cell", "median age", "table2", "age_median"),
]


class TestComputed:
    @pytest.mark.parametrize(("therapy", "measure", "table", "field"), RANKED)
    @pytest.mark.parametrize(("word", "best"), [("highest", max), ("lowest", min)])
    def test_first_of_a_ranking(self, assistant, therapy, measure, table, field, word, best):
        answer = assistant.ask(f"Which {therapy} study had the {word} {measure}?")
        column = _column(table, field)
        wanted = best(column, key=column.__getitem__)
        assert answer.citations[0].locators[1] == wanted
        assert f"{column[wanted]:g}" in answer.answer

    @pytest.mark.parametrize(
        ("therapy", "measure", "table", "field"), RANKED[:2] + RANKED[-2:], ids=lambda value: value.replace(" ", "-")
    )
    def test_both_ends_of_a_ranking(self, assistant, therapy, measure, table, field):
        answer = assistant.ask(f"Which {therapy} study had the highest {measure}, and which the lowest?")
        column = _column(table, field)
        highest, lowest = answer.answer.split("\n\n")[:2]
        assert highest.startswith("Highest among")
        assert lowest.startswith("Lowest among")
        places = {citation.marker: citation.locators[1] for citation in answer.citations}
        for said, best in ((highest, max), (lowest, min)):
            assert column[places[int(MARK.search(said)[1])]] == best(column.values())

    @pytest.mark.parametrize(
        ("question", "table", "field", "places"),
        [
            ("How many patients did MSKCC and NCI enrol in total?", "table2", "n", ("mskcc", "nci")),
            ("How many patients did ALCANTARA and BLAST have altogether?", "table1", "n", ("alcantara", "blast")),
            ("Relapses in FHCRC, CARPALL and MSKCC combined?", "table2", "relapse_n", ("fhcrc", "carpall", "mskcc")),
            (
                "How many never received CAR T cells at MSKCC and Novartis in total?",
                "table2",
                "no_car_t_n",
                ("mskcc", "novartis"),
            ),
        ],
    )
    def test_total(self, assistant, question, table, field, places):
        answer = assistant.ask(question)
        column = _column(table, field)
        rows = [f"{table}.{place}" for place in places]
        assert re.search(rf"= ?{sum(column[row] for row in rows):g}\b", answer.answer)
        assert set(rows) <= _cited(answer)

    @pytest.mark.parametrize(
        ("question", "field"),
        [
            ("How many patients had prior blinatumomab across the CAR-T studies?", "prior_blinatumomab_n"),
            ("How many EMD cases in all did the CAR-T studies report?", "emd_n"),
        ],
    )
    def test_total_of_all_that_report_it(self, assistant, question, field):
        answer, column = assistant.ask(question), _column("table2", field)
        assert re.search(rf"= {sum(column.values()):g}\b", answer.answer)
        assert set(column) <= _cited(answer)

    @pytest.mark.parametrize(
        ("question", "more", "less", "measure"),
        [
            ("How much longer was median OS in TOWER than in ALCANTARA?", "phase3-randomized", "alcantara", "OS"),
            ("By how many months did median RFS differ between BLAST and ALCANTARA?", "blast", "alcantara", "RFS"),
        ],
    )
    def test_difference_of_medians(self, assistant, question, more, less, measure):
        months = _medians("table1", measure)
        apart = months[f"table1.{more}"] - months[f"table1.{less}"]
        assert f"The difference is {apart:.4g} months" in assistant.ask(question).answer

    @pytest.mark.parametrize(("word", "best"), [("longest", max), ("shortest", min)])
    def test_first_by_median_survival(self, assistant, word, best):
        months = _medians("table1", "OS")
        answer = assistant.ask(f"Which blinatumomab study had the {word} median overall survival?")
        assert answer.citations[0].locators[1] == best(months, key=months.__getitem__)

    @pytest.mark.parametrize(
        ("question", "table", "field"),
        [
            ("Which trials report EMD?", ("table1", "table2"), "emd_n"),
            ("Which blinatumomab studies report median age?", ("table1",), "age_median"),
        ],
    )
    def test_list_has_every_study_that_reports_it(self, assistant, question, table, field):
        answer = assistant.ask(question)
        wanted = {own for one in table for own in _column(one, field)}
        assert wanted <= _cited(answer)


class TestComparison:
    @pytest.mark.parametrize(
        ("question", "place"),
        [
            ("Compare severe CRS with blinatumomab and CAR T cells", "table3.severe-crs"),
            ("Compare availability of blinatumomab and CAR T cells", "table3.availability"),
            ("GVHD with blinatumomab compared with CAR T cells", "table3.gvhd"),
            ("Does lymphodepletion differ between blinatumomab and CAR T cells?", "table3.lymphodepletion"),
            ("CNS involvement: blinatumomab vs CAR T cells", "table3.cns"),
            ("severe neurotoxicity, blinatumomab versus CAR T cells", "table3.severe-neurotoxicity"),
        ],
    )
    def test_has_both_sides(self, assistant, question, place):
        assert {f"{place}#blinatumomab", f"{place}#car_t"} <= _cited(assistant.ask(question))


class TestReferences:
    @pytest.mark.parametrize(
        ("question", "reference"),
        [
            ("Which publication reports the ALCANTARA study?", "ref.35"),
            ("Give the reference for CARPALL", "ref.36"),
            ("What is the citation for the Novartis multicenter trial?", "ref.17"),
            ("Reference for BLAST?", "ref.34"),
            ("Who authored the SWOG 1318 abstract?", "ref.13"),
            ("Which journal printed the BAFF-R CAR T-cell work?", "ref.58"),
            ("Publication on ponatinib together with blinatumomab: who wrote it?", "ref.65"),
        ],
    )
    def test_of_a_study(self, assistant, digest, question, reference):
        answer = assistant.ask(question)
        assert reference in _cited(answer)
        year = next(r.year for r in digest.references if f"ref.{r.number}" == reference)
        assert str(year) in answer.answer


QUESTIONS = (
    "How does blinatumomab work?",
    "How long does manufacturing of CAR T cells take?",
    "What happened to patient 3?",
    "What are the mechanisms of CD19 loss?",
    "Is TP53 mutation linked to response?",
    "What is CNS-3?",
    "Which trial compares both therapies head to head?",
    "When was the article accepted?",
    "CR and MRD-negativity at FHCRC",
    "Which CAR T-cell study had the highest CR rate?",
    "Compare severe CRS with blinatumomab and CAR T cells",
)


class TestEverySentence:
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_is_cited_and_every_mark_exists(self, assistant, question, uncited):
        answer = assistant.ask(question)
        assert answer.status == "answered"
        assert uncited(answer) == []
        markers = [citation.marker for citation in answer.citations]
        assert markers == list(range(1, len(markers) + 1))
        assert {int(n) for n in MARK.findall(answer.answer)} == set(markers)
        assert answer.checks
        assert all(check.passed for check in answer.checks)

    @pytest.mark.parametrize("question", QUESTIONS)
    def test_citations_are_the_digests_passages(self, assistant, digest, question):
        for citation in assistant.ask(question).citations:
            (passage,) = digest.at(citation.locators[0])
            assert (citation.text, citation.refs, citation.label) == (passage.text, passage.refs, passage.label)
            assert citation.locators == passage.locators

    @pytest.mark.parametrize("question", QUESTIONS)
    def test_answers_are_short(self, assistant, question):
        assert len(assistant.ask(question).answer.split()) <= 220

    def test_the_same_question_has_the_same_answer(self, assistant):
        one, two = (assistant.ask(QUESTIONS[0]) for _ in range(2))
        assert one.model_copy(update={"timings_ms": {}}) == two.model_copy(update={"timings_ms": {}})


class TestUnderstanding:
    @pytest.mark.parametrize(
        ("question", "want"),
        [
            ("Which study had the highest CR rate?", "highest"),
            ("Which study had the fewest relapses?", "lowest"),
            ("How many patients in NCI and COH combined?", "total"),
            ("Which studies report EMD?", "list"),
            ("CR rate in NCI?", "fact"),
        ],
    )
    def test_kind_of_answer(self, concepts, question, want):
        assert understand(question, concepts).want == want

    def test_an_institution_with_two_studies_is_narrowed_by_the_therapy(self, concepts):
        rows = {row.locator for row in understand("CR rate at City of Hope with CAR T cells?", concepts).rows}
        assert rows == {"table2.coh"}
        both = {row.locator for row in understand("CR rate at City of Hope?", concepts).rows}
        assert both == {"table1.coh-retrospective", "table2.coh"}

    def test_a_column_of_one_table_alone_narrows_too(self, concepts):
        rows = {row.locator for row in understand("EMD relapse at City of Hope?", concepts).rows}
        assert rows == {"table1.coh-retrospective"}

    @pytest.mark.parametrize(
        ("question", "both"),
        [
            ("CRS with blinatumomab and CAR T cells?", True),
            ("Which of the two causes more CRS?", True),
            ("CRS with blinatumomab?", False),
        ],
    )
    def test_both_sides(self, concepts, question, both):
        assert understand(question, concepts).both_sides is both

    @pytest.mark.parametrize(
        "question", ["In which series was cytokine storm worst?", "Neurotoxicity, listed by study?"]
    )
    def test_a_measure_that_no_table_has_is_not_answered_with_another(self, concepts, question):
        """However sure the sense is of the column: asked for CRS by study, it once gave the rates of CR."""
        sure = Sensed(kinds={}, asks={"cr-mrd": 0.99}, shift=())
        assert understand("CR rate, and in which studies?", concepts, sure).columns == ("cr-mrd",)
        assert understand(question, concepts, sure).columns == ()
