"""Answers as people paste them: a list of sources below, or places in the text."""

from __future__ import annotations

import pytest

from assistant.checker.pasted import read_pasted
from corpus.digest import Digest

SAID = "It gave 78% [1]. The rest is elsewhere [2].\n"


@pytest.mark.parametrize(
    "listed",
    [
        "\nSources:\n[1] table1.blast\n[2] patient2.4\n",
        "\n## References\n1. Table 1, BLAST\n2. Patient 2, paragraph 4\n",
        "\n[1]: Table 1: BLAST\n[2]: patient 2 \u00b64\n",
        "\n**Sources**\n\n- [1] Table 1 row BLAST\n- [2] Patient 2, para. 4\n",
    ],
    ids=["locators", "numbered", "colons", "bullets"],
)
def test_a_list_of_sources_becomes_citations(listed: str, digest: Digest) -> None:
    pasted = read_pasted(SAID + listed, digest)
    assert pasted.citations == {"1": ("table1.blast",), "2": ("patient2.4",)}
    assert pasted.answer.strip() == SAID.strip()


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("table1.tower", "table1.phase3-randomized"),
        ("Table 1, TOWER", "table1.phase3-randomized"),
        ("Table 3, severe CRS", "table3.severe-crs"),
        ("table2.fhcrc#age", "table2.fhcrc#age"),
        ("Reference 41", "ref.41"),
        ("Introduction, paragraph 2", "intro.2"),
        ("Conclusion", "conclusion.1"),
    ],
)
def test_a_place_in_the_text_becomes_a_mark(named: str, place: str, digest: Digest) -> None:
    pasted = read_pasted(f"It is so [{named}].", digest)
    assert (pasted.answer, pasted.citations) == ("It is so [1].", {"1": (place,)})


def test_several_places_stand_behind_one_mark(digest: Digest) -> None:
    pasted = read_pasted(
        "It is so [patient1.4; table3.cns]. And so [table3.cns; patient1.4] [patient1.4; table3.cns].", digest
    )
    assert pasted.citations["1"] == ("patient1.4", "table3.cns")
    assert pasted.answer == "It is so [1]. And so [2] [1]."


def test_a_source_that_is_no_place_is_kept_for_the_checker(digest: Digest) -> None:
    assert read_pasted("So it is [1].\n\n[1] Smith 2015, Lancet\n", digest).citations == {"1": ("Smith 2015, Lancet",)}


def test_a_numbered_list_that_no_mark_points_to_is_no_list_of_sources(digest: Digest) -> None:
    text = "Steps:\n1. Collect the cells\n2. Give them back\n"
    assert read_pasted(text, digest) == (text, {})
