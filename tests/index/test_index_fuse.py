"""Fusion by rank: properties that hold for any rankings."""

from hypothesis import given
from hypothesis import strategies as st

from index.fuse import best_by_group, fuse, interleave, ranking

_IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)
_RANKINGS = st.lists(st.tuples(st.floats(0.1, 5), _IDS), max_size=4)


@given(_RANKINGS)
def test_fusion_keeps_every_item_once_best_first(rankings):
    fused = fuse(rankings, 60)
    assert set(fused) == {own for _, ids in rankings for own in ids}
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(_IDS, st.floats(0.1, 5), st.floats(0, 1000))
def test_one_ranking_alone_stays_as_it_is(ids, weight, constant):
    assert list(fuse([(weight, ids)], constant)) == ids


@given(_RANKINGS, _IDS)
def test_a_weight_of_nought_leaves_a_ranking_out(rankings, ids):
    assert fuse([*rankings, (0.0, ids)], 60) == fuse(rankings, 60)


@given(st.lists(_IDS, min_size=1, max_size=4))
def test_an_item_first_in_every_ranking_is_first(rankings):
    assert next(iter(fuse([(1.0, ["winner", *ids]) for ids in rankings], 60))) == "winner"


def test_the_score_is_the_published_formula():
    fused = fuse([(1.0, ["a", "b"]), (2.0, ["b"])], 60)
    assert fused == {"b": 1 / 62 + 2 / 61, "a": 1 / 61}


@given(st.dictionaries(st.sampled_from(["a#1", "a#2", "b#1"]), st.floats(-1, 1)))
def test_a_group_scores_as_its_best_member(scores):
    best = best_by_group(scores, lambda own: own.split("#")[0])
    assert set(best) == {own.split("#")[0] for own in scores}
    assert all(best[own.split("#")[0]] >= score for own, score in scores.items())
    assert set(best.values()) <= set(scores.values())


@given(st.lists(_IDS, max_size=4))
def test_turns_keep_every_item_once_and_the_first_of_each_first(rankings):
    turns = interleave(rankings)
    assert sorted(turns) == sorted({own for ids in rankings for own in ids})
    firsts = {ids[0] for ids in rankings if ids}
    assert set(turns[: len(firsts)]) == firsts


def test_equal_scores_keep_their_order():
    assert ranking({"b": 1.0, "a": 1.0, "c": 2.0}) == ("c", "b", "a")
