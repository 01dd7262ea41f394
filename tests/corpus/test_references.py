"""The reference list: complete, typed, and as the review prints it."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

import corpus.references
from corpus.references import Reference, load_references

REVIEW = Path(__file__).parents[2].parent / "shared" / "review"
REFERENCES = load_references()
each_reference = pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.locator)


def _folded(text: str) -> str:
    """Letters without their marks: the copy of the review spells some names with the wrong ones."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.replace("*", "")) if not unicodedata.combining(c))


@pytest.fixture(scope="module")
def source_lines() -> dict[str, str]:
    """The review's own line of each reference, its reference number taken off."""
    if not REVIEW.exists():
        pytest.skip("../shared/review is missing: the references cannot be compared with their source")
    lines = next(REVIEW.glob("*.txt")).read_text(encoding="utf-8").split("\n")
    places = json.loads((REVIEW / "locators.json").read_text(encoding="utf-8"))
    return {
        place["locator"]: re.sub(r"^(-|\d+\.) ", "", _folded(" ".join(lines[i - 1] for i in place["lines"])))
        for place in places
        if place["kind"] == "reference"
    }


def test_all_66_are_there_in_order():
    assert [reference.number for reference in REFERENCES] == list(range(1, 67))


@each_reference
def test_its_fields_are_filled_and_plausible(reference):
    assert re.fullmatch(r"[^\d\W][^\d;]+ [A-Z]{1,4}(, et al)?(; .+)?", reference.authors)
    assert len(reference.title) > 20
    assert not reference.title.endswith(".")
    assert 1995 <= reference.year <= 2019
    assert reference.volume.isdigit()
    assert reference.journal


@each_reference
def test_its_line_is_the_reviews_own_up_to_accents(reference, source_lines):
    printed = source_lines[reference.locator].strip()
    printed = re.sub(r":$", ".", printed)  # two articles without pages end in a colon
    printed = printed.replace("(suppl 1). Abstract", "(suppl 1):Abstract")
    assert _folded(reference.vancouver()) == printed


def test_conference_abstracts_are_told_from_papers():
    assert [r.number for r in REFERENCES if r.abstract] == [13, 23, 37, 42, 43, 63, 64, 66]


@each_reference
def test_its_doi_and_pmid_are_well_formed(reference):
    assert not reference.doi or re.fullmatch(r"10\.\d{4,5}/\S+", reference.doi)
    assert not reference.pmid or re.fullmatch(r"\d{8}", reference.pmid)
    assert reference.doi_url == (f"https://doi.org/{reference.doi}" if reference.doi else "")


def test_no_doi_or_pmid_stands_for_two_references():
    for found in ([r.doi for r in REFERENCES if r.doi], [r.pmid for r in REFERENCES if r.pmid]):
        assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [
        (16, "Aldoss I, Khaled SK, Budde E, Stein AS. Cytokine", "treatment. Curr Oncol Rep. 2019;21(1):4."),
        (
            2,
            "Fielding AK, Richards SM, Chopra R, et al; Eastern Cooperative Oncology Group. Outcome",
            "109(3):944-950.",
        ),
        (45, "Jacoby E, Nguyen SM, Fountaine TJ, et al. CD19 CAR", "plasticity. Nat Commun. 2016;7:12320."),
    ],
    ids=["all authors named", "written for a group", "no issue"],
)
def test_vancouver_line(number, start, end):
    line = REFERENCES[number - 1].vancouver()
    assert line.startswith(start)
    assert line.endswith(end)


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({"pages": "1-9"}, "T. J. 2018;132(suppl 1):1-9."),
        ({"abstract": True, "abstract_number": "15"}, "T [abstract]. J. 2018;132(suppl 1):Abstract 15."),
        ({"correction": "J. 2019;1:2"}, "T [published correction appears in J. 2019;1:2]. J. 2018;132(suppl 1)."),
    ],
    ids=["pages", "abstract by number", "corrected, no pages"],
)
def test_vancouver_line_says_what_is_known_and_no_more(changes, end):
    made = Reference(
        number=1, authors="A B", title="T", journal="J", year=2018, volume="132", issue="suppl 1", **changes
    )
    assert made.vancouver() == f"A B. {end}"


def test_the_file_is_csl_json():
    records = json.loads(Path(corpus.references.__file__).with_name("references.json").read_text(encoding="utf-8"))
    assert {record["type"] for record in records} == {"article-journal"}
    assert all({"family", "given"} == set(a) or {"literal"} == set(a) for record in records for a in record["author"])
