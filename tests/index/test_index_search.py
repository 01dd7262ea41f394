"""Questions find the places that answer them: each place once, best passage first."""

import pytest
from index_sample import SampleConcepts, sample_passages

from index.settings import SearchSettings
from index.subjects import subjects_of
from index.units import places_of, searched_text


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Do CAR T cells get into the CSF?", "patient2.3"),
        ("How often did responders at Sloan Kettering relapse?", "table2.mskcc"),
        ("What is the price of a product?", "intro.4"),
        ("How many weeks does production take?", "patient4.2"),
        ("How long until the modified lymphocytes are ready?", "patient4.2"),
        ("First author and journal of the Seattle data?", "ref.21"),
        ("What became of the fourth patient?", "patient4.1"),
    ],
    ids=["synonym", "study's other name", "concept", "paraphrase", "known question", "publication", "patient"],
)
def test_the_place_that_answers_comes_first(index, question, place):
    assert index.search(question, 1)[0].passage.place == place


def test_every_place_comes_once_with_its_best_passages(index):
    hits = index.search("How often did CAR T-cell responders relapse, and what did it cost?", 50)
    places = [hit.passage.place for hit in hits]
    assert sorted(places) == sorted(places_of(sample_passages()))
    for hit in hits:
        assert {other.place for other in hit.others} <= {hit.passage.place}
        assert hit.passage not in hit.others


def test_the_cell_that_answers_stands_before_its_rows_other_cells(index):
    hit = index.search("MSKCC: what share of responders relapsed?", 1)[0]
    assert hit.passage.id == "table2.mskcc#relapse"
    assert [other.id for other in hit.others] == ["table2.mskcc#cr-mrd"]


def test_studies_named_together_lead_in_turns(index):
    hits = index.search("Compare relapse at MSKCC, where 25 responders of 57% relapsed, with relapse at NCI.", 2)
    assert {hit.passage.place for hit in hits} == {"table2.mskcc", "table2.nci"}


def test_references_stand_back_unless_publications_are_asked_for(index):
    asked = index.search("Which publication holds the long-term follow-up at MSKCC?", 10)
    unasked = index.search("What did long-term follow-up at MSKCC show?", 10)
    assert asked[0].passage.place == "ref.14"
    assert unasked[0].passage.place != "ref.14"


@pytest.mark.parametrize("question", ["", "  \n "], ids=["empty", "blank"])
def test_nothing_asked_finds_nothing(index, question):
    assert index.search(question) == ()
    assert index.rank_passages(question) == ()
    index.begin(question)


def test_a_question_begun_ahead_is_embedded_once_and_ranked_the_same(index, monkeypatch):
    question, embedded = " How soon do the cells come back from the factory? ", []
    embed = index.embedder.embed
    monkeypatch.setattr(index.embedder, "embed", lambda texts: (embedded.append(tuple(texts)), embed(texts))[1])
    index.begin(question)
    begun = index.rank(question)
    assert embedded == [(question.strip(),)]
    for other in range(20):  # until it is forgotten
        index.rank(f"Question {other}")
    assert index.rank(question) == begun
    assert embedded.count((question.strip(),)) == 2


def test_an_endless_question_is_searched_all_the_same(index):
    hits = index.search("Does manufacturing take weeks? " * 20_000, 3)
    assert hits[0].passage.place == "patient4.2"


def test_a_late_sentence_of_a_long_note_still_counts(index):
    note = "She feels well and walks the dog every day. " * 30
    assert index.search(f"{note} Do CAR T cells reach the spinal fluid?", 1)[0].passage.place == "patient2.3"


@pytest.mark.parametrize(("k", "count"), [(0, 0), (1, 1), (4, 4), (999, 10)], ids=str)
def test_k_limits_the_hits(index, k, count):
    assert len(index.search("relapse", k)) == count


def test_passages_come_with_what_spoke_for_them(index):
    ranked = index.rank_passages("How often did MSKCC responders relapse?", 5)
    best = ranked[0]
    assert best.passage.id == "table2.mskcc#relapse"
    assert best.lexical > 0
    assert 0.3 < best.semantic <= 1
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_the_same_question_gives_the_same_answer(index):
    question = "Does blinatumomab work outside the marrow?"
    assert index.search(question) == index.search(question)


def test_a_known_question_lifts_the_very_passage_that_answers_it(index):
    ranked = index.rank_passages("How long until the modified lymphocytes are ready?", 1)
    assert ranked[0].passage.id == "patient4.2#1"


def test_rarer_concepts_are_worth_more():
    named = {"patient2.3#1": ("topic:csf", "topic:rare"), "patient2.4#1": ("topic:csf",)}
    subjects = subjects_of(places_of(sample_passages()), named, ())
    assert subjects.worth["topic:rare"] > subjects.worth["topic:csf"] > 0
    assert subjects.shared(["topic:csf", "topic:rare", "topic:unheard-of"]) == {
        "patient2.3": subjects.worth["topic:csf"] + subjects.worth["topic:rare"],
        "patient2.4": subjects.worth["topic:csf"],
    }


def test_places_known_to_be_about_a_concept_share_it_whatever_their_words():
    subjects = subjects_of(places_of(sample_passages()), {}, SampleConcepts.all)
    assert subjects.places["study:mskcc"] == {"table2.mskcc", "ref.14"}
    assert subjects.references == {"ref.14", "ref.21"}


def test_a_shift_toward_a_passage_lifts_it(index):
    question, passage = "Which study is from Seattle?", index.search("cerebrospinal fluid", 1)[0].passage
    toward = 5 * index.embedder.embed([searched_text(passage)])[0]
    plain, moved = index.rank(question), index.rank(question, tuple(map(float, toward)))
    assert list(moved.passages).index(passage.id) < list(plain.passages).index(passage.id)
    assert max(moved.answering, key=moved.answering.__getitem__) == passage.id
    assert plain.answering == {}


@pytest.mark.parametrize("field", ["rank_constant", "dense_passage", "concepts", "reference_prior"])
def test_settings_refuse_values_out_of_bounds(field):
    with pytest.raises(ValueError, match=field):
        SearchSettings(**{field: -1})
