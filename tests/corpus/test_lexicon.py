"""The vocabulary: what people write leads to the concept they mean, and to nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexicon import Concept, Concepts, fold, load_concepts
from corpus.tables import load_columns, load_rows

CONCEPTS = load_concepts()
STUDIES = [concept for concept in CONCEPTS.all if concept.kind == "study"]
MEASURES = [concept for concept in CONCEPTS.all if concept.kind == "measure"]


def _toy(*phrases: str) -> Concepts:
    return Concepts((Concept(id="topic:toy", name="toy", phrases=phrases),))


class TestMatching:
    @pytest.mark.parametrize(
        "text", ["toy car", "Toy Car", "toy-car", "TOYCAR", "a toy  car!", "toy‑car", "tóy cär", "(toy car)"]
    )
    def test_case_hyphens_spaces_and_accents_do_not_matter(self, text):
        assert _toy("toy car").ids(text) == ("topic:toy",)

    @pytest.mark.parametrize("text", ["toy cars", "atoy car", "toy", "car toy", ""])
    def test_only_whole_words_count(self, text):
        assert _toy("toy car").ids(text) == ()

    @pytest.mark.parametrize(("text", "found"), [("relapsing", True), ("relaps", True), ("prerelapse", False)])
    def test_star_stands_for_any_ending(self, text, found):
        assert bool(_toy("relaps*").ids(text)) is found

    @pytest.mark.parametrize(("text", "found"), [("NAME", True), ("name", False), ("Name", False), ("NAMES", False)])
    def test_equals_sign_asks_for_the_same_capitals(self, text, found):
        assert bool(_toy("=NAME").ids(text)) is found

    def test_longest_phrase_wins_within_a_kind(self):
        both = Concepts((
            Concept(id="therapy:car", name="CAR", phrases=("CAR*",)),
            Concept(id="therapy:cd22-car", name="CD22 CAR", phrases=("CD22 CAR*",)),
        ))  # fmt: skip
        assert both.ids("a CD22 CAR product") == ("therapy:cd22-car",)

    def test_kinds_are_found_beside_each_other(self):
        both = Concepts((
            Concept(id="study:x", name="x", phrases=("city series",)),
            Concept(id="topic:city", name="city", phrases=("city",)),
        ))  # fmt: skip
        assert set(both.ids("the city series")) == {"study:x", "topic:city"}

    def test_mentions_stand_where_they_were_written(self):
        text = "Ünlike it, the toy‑car won"
        (mention,) = _toy("toy car").find(text)
        assert text[mention.start : mention.end] == "toy‑car"

    def test_ids_come_once_in_order_of_appearance(self):
        ids = CONCEPTS.ids("CARPALL, ALCANTARA and CARPALL again")
        assert ids == ("study:carpall", "study:alcantara")

    @given(st.text(max_size=80))
    def test_folding_keeps_every_character_at_its_place(self, text):
        assert len(fold(text)) == len(text)

    @given(st.text(max_size=80))
    def test_any_text_is_read_and_mentions_lie_within_it(self, text):
        assert all(0 <= m.start < m.end <= len(text) for m in CONCEPTS.find(text))


class TestWords:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("kymriah", "therapy:tisagenlecleucel"),
            ("Blincyto", "therapy:blinatumomab"),
            ("the bispecific", "therapy:blinatumomab"),
            ("CAR-T", "therapy:car_t"),
            ("chimeric antigen receptor T lymphocytes", "therapy:car_t"),
            ("Fred Hutch", "study:fhcrc"),
            ("Memorial Sloan‑Kettering", "study:mskcc"),
            ("gokbuget 2018", "study:blast"),
            ("Gökbuget 2018", "study:blast"),
            ("ELIANA", "study:novartis"),
            ("TOWER", "study:phase3"),
            ("paediatric", "study:pediatric"),
            ("the randomised trial", "study:phase3"),
            ("overall survival", "measure:os"),
            ("complete remission rates", "measure:cr"),
            ("MRD-negativity", "measure:mrd-negative"),
            ("previously transplanted", "measure:prior-hct"),
            ("cytokine-release syndrome", "measure:crs"),
            ("second vignette", None),
            ("vignette 2", "patient:2"),
            ("case four", "patient:4"),
        ],
        ids=lambda part: str(part),
    )
    def test_people_say_it_so(self, text, wanted):
        ids = CONCEPTS.ids(text)
        assert wanted in ids if wanted else not any(own.startswith("patient:") for own in ids)

    @pytest.mark.parametrize(
        ("text", "not_meant"),
        [
            ("12% blasts in the marrow", "study:blast"),
            ("the blast count", "study:blast"),
            ("R-CHOP chemotherapy".lower(), "study:upenn-chop"),
            ("a CD22 CAR product", "therapy:car_t"),
            ("UCART19 from healthy donors", "therapy:car_t"),
            ("scarcity", "therapy:car_t"),
            ("my patient 12", "patient:1"),
            ("relapse-free survival", "measure:efs"),
        ],
    )
    def test_and_not_so(self, text, not_meant):
        assert not_meant not in CONCEPTS.ids(text)

    def test_blast_the_study_is_told_from_blasts_by_its_capitals(self):
        assert "study:blast" in CONCEPTS.ids("CR in BLAST")

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("cases 1 and 3", (1, 3)),
            ("patients 2, 4 and 5", (2, 4, 5)),
            ("patient 1 vs. 2", (1, 2)),
            ("Cases 4/5", (4, 5)),
            ("case 3", (3,)),
            ("cases 1 & the 4", (1, 4)),
        ],
    )
    def test_several_patients_named_at_once(self, text, numbers):
        assert CONCEPTS.ids(f"What do {text} show?") == tuple(f"patient:{number}" for number in numbers)


class TestData:
    def test_ids_are_unique_and_of_known_kinds(self):
        ids = [concept.id for concept in CONCEPTS.all]
        assert len(ids) == len(set(ids))
        assert {concept.kind for concept in CONCEPTS.all} == {"therapy", "study", "measure", "topic", "patient"}

    def test_both_therapies_of_the_choice_are_there(self):
        assert {"therapy:blinatumomab", "therapy:car_t"} <= {concept.id for concept in CONCEPTS.all}

    @pytest.mark.parametrize("concept", CONCEPTS.all, ids=lambda concept: concept.id)
    def test_every_phrase_finds_its_concept(self, concept):
        lost = [p for p in concept.phrases if concept.id not in CONCEPTS.ids(p.removeprefix("=").removesuffix("*"))]
        # A longer phrase of another concept may rightly win; a concept must be found by most of its own words.
        assert len(lost) <= len(concept.phrases) // 3, lost

    @pytest.mark.parametrize("concept", STUDIES, ids=lambda concept: concept.id)
    def test_places_of_a_study_stand_in_the_digest(self, concept, digest):
        assert concept.places
        assert [place for place in concept.places if not digest.at(place)] == []

    def test_every_row_of_the_trial_tables_has_a_name(self):
        named = {place for concept in STUDIES for place in concept.places}
        assert {row.locator for row in load_rows()} - named == set()

    def test_the_name_printed_in_a_table_finds_its_row(self):
        for row in load_rows():
            places = {place for own in CONCEPTS.ids(f"the {row.study} study") for place in CONCEPTS[own].places}
            assert row.locator in places, row.study

    @pytest.mark.parametrize("concept", MEASURES, ids=lambda concept: concept.id)
    def test_columns_of_a_measure_exist(self, concept):
        assert set(concept.columns) <= {column.id for column in load_columns()} | {"refs"}

    def test_every_column_can_be_asked_for(self):
        asked = {column for concept in MEASURES for column in concept.columns}
        assert {column.id for column in load_columns()} - asked - {"refs"} == set()
