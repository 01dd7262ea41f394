"""References in Vancouver style, held against the samples by which the NLM teaches it, and over the whole list."""

from __future__ import annotations

import re

import pytest

from assistant.formats.references import the_review
from assistant.formats.vancouver import vancouver
from corpus.references import Reference, load_references


def _made(**changes) -> Reference:
    given = {"number": 1, "authors": "A B", "title": "T", "journal": "J", "year": 2002, "volume": "4", "issue": "7"}
    return Reference(**(given | changes))


SAMPLES = {
    "three authors": (
        {"authors": "Halpern SD, Ubel PA, Caplan AL", "volume": "347", "issue": "4", "pages": "284-287"},
        "Halpern SD, Ubel PA, Caplan AL. T. J. 2002;347(4):284-7.",
    ),
    "more than six authors": (
        {
            "authors": "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, Kochanek PM, Graham SH",
            "volume": "935", "issue": "1-2", "pages": "40-46",
        },
        "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. T. J. 2002;935(1-2):40-6.",
    ),
    "an organization": (
        {"authors": "Diabetes Prevention Program Research Group", "volume": "40", "issue": "5", "pages": "679-686"},
        "Diabetes Prevention Program Research Group. T. J. 2002;40(5):679-86.",
    ),
    "people and an organization": (
        {"authors": "Vallancien G, Emberton M; Alf-One Study Group", "year": 2003, "volume": "169", "issue": "6"},
        "Vallancien G, Emberton M; Alf-One Study Group. T. J. 2003;169(6).",
    ),
    "volume with supplement": (
        {"volume": "42", "issue": "suppl 2", "pages": "S93-S99"}, "A B. T. J. 2002;42 Suppl 2:S93-9.",
    ),
    "issue with supplement": (
        {"volume": "58", "issue": "12 suppl 7", "pages": "S6-S12"}, "A B. T. J. 2002;58(12 Suppl 7):S6-12.",
    ),
    "supplement without a number": ({"issue": "Suppl", "pages": "9"}, "A B. T. J. 2002;4 Suppl:9."),
    "no issue": ({"volume": "325", "issue": "", "pages": "184"}, "A B. T. J. 2002;325:184."),
    "roman pages": ({"volume": "16", "issue": "2", "pages": "iii-v"}, "A B. T. J. 2002;16(2):iii-v."),
    "letters behind pages": ({"pages": "126A-127A"}, "A B. T. J. 2002;4(7):126A-127A."),
    "last page longer": ({"pages": "98-102"}, "A B. T. J. 2002;4(7):98-102."),
    "an abstract": ({"abstract": True, "pages": "1285"}, "A B. T [abstract]. J. 2002;4(7):1285."),
    "an abstract by number": (
        {"abstract": True, "abstract_number": "31"}, "A B. T [abstract]. J. 2002;4(7). Abstract no. 31.",
    ),
    "with erratum": (
        {"pages": "1151-1168", "correction": "Clin Ther. 2001;23(2):309"},
        "A B. T. J. 2002;4(7):1151-68. Erratum in: Clin Ther. 2001;23(2):309.",
    ),
    "with identifiers": (
        {"doi": "10.1000/x", "pmid": "12140307", "correction": "J. 2003;1:2"},
        "A B. T. J. 2002;4(7). doi: 10.1000/x. Erratum in: J. 2003;1:2. PMID: 12140307.",
    ),
    "a title that asks": ({"title": "Which one?"}, "A B. Which one? J. 2002;4(7)."),
    "et al and a group": ({"authors": "A B, C D, et al; E Group"}, "A B, C D, et al.; E Group. T. J. 2002;4(7)."),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "line"), SAMPLES.values(), ids=SAMPLES)
def test_line_follows_the_nlms_sample(changes, line):
    assert vancouver(_made(**changes)) == line


def test_the_review_itself():
    line = vancouver(the_review())
    assert line.startswith("Aldoss I, Forman SJ. How I treat adults")
    assert line.endswith(" Blood. 2020;135(11):804-13. doi: 10.1182/blood.2019002132.")


def test_the_review_is_as_its_front_matter_has_it(digest):
    front = " ".join(passage.text for passage in digest.at("article"))
    review = the_review()
    assert review.title in front
    assert f"{review.year}, volume {review.volume}, issue {review.issue}, pages {review.pages}" in front
    assert review.doi in front


@pytest.mark.parametrize("reference", load_references(), ids=lambda reference: reference.locator)
def test_every_reference_of_the_review_is_whole(reference):
    line = vancouver(reference)
    assert re.match(r"[^.]+\.(; [^.]+\.)? ", line)
    assert reference.title in line
    assert re.search(rf" {re.escape(reference.journal)}\. {reference.year};{reference.volume}[(: .]", line)
    assert line.endswith(".")
    assert not re.search(r"\.\.|\s\s|,,|;;|\(\)|None", line)
    assert (f"doi: {reference.doi}." in line) == bool(reference.doi)
    assert (f"PMID: {reference.pmid}." in line) == bool(reference.pmid)
    assert ("[abstract]" in line) == reference.abstract
    assert ("Erratum in: " in line) == bool(reference.correction)
