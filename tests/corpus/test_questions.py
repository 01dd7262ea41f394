"""Known questions lead to passages that exist."""

from __future__ import annotations

from corpus.questions import load_questions


def test_each_leads_to_a_passage(digest):
    known = {passage.id for passage in digest.passages}
    assert sorted(set(load_questions()) - known) == []


def test_all_are_texts_and_none_is_told_twice_of_one_passage():
    for passage, questions in load_questions().items():
        assert questions, passage
        assert [q for q in questions if not isinstance(q, str) or not q.strip()] == [], passage
        assert len(set(questions)) == len(questions), passage


def test_files_add_to_each_other(digest):
    """Both halves of the prose are asked about: front matter and the last patient."""
    places = {passage.split("#")[0] for passage in load_questions()}
    assert {"article", "abstract", "patient1.5", "patient5.7"} <= places
