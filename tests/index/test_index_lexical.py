"""Keyword scores: ours are bm25s's own, to the last bit."""

import json

import bm25s
import numpy as np
import pytest
from index_sample import sample_passages

from index.build import LEXICAL
from index.errors import UnknownPlaceError
from index.lexical import Bm25Lexical, documents
from index.words import terms


@pytest.mark.parametrize(
    "question",
    ["relapse", "Does relapse follow relapse, and relapse again?", "MSKCC 57% relapse in 4-6 weeks", "zymurgy", ""],
    ids=["one term", "a repeated term", "several terms", "an unknown term", "no term"],
)
def test_scores_are_those_of_bm25s(build, question):
    asked, wanted = terms(question), {}
    for name in ("passages", "places"):
        model = bm25s.BM25.load(str(build / LEXICAL / name))
        ids = json.loads((build / LEXICAL / name / "ids.json").read_text(encoding="utf-8"))
        known = [term for term in asked if term in model.vocab_dict]
        scores = model.get_scores(known) if known else np.zeros(len(ids))
        wanted |= {own: float(score) for own, score in zip(ids, scores, strict=True) if score > 0}
    assert Bm25Lexical(build / LEXICAL).scores(asked) == wanted
    assert bool(wanted) == (question not in ("zymurgy", ""))


def test_a_question_that_leads_nowhere_is_named():
    with pytest.raises(UnknownPlaceError, match=r"patient9\.9"):
        documents(sample_passages(), {"patient9.9": ("Where?",)})
