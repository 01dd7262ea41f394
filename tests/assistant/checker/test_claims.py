"""An answer is split where its statements end, and marks stay with the sentence they stand in."""

from __future__ import annotations

import pytest

from assistant.checker.claims import split_claims


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        ("Stein et al. saw GVHD [1]. It was mild [2].", ["Stein et al. saw GVHD [1].", "It was mild [2]."]),
        ("OS was worse (P = .02) vs. the rest [1].", ["OS was worse (P = .02) vs. the rest [1]."]),
        ("MRD was 0.15% by then. [1] He was treated. [2]", ["MRD was 0.15% by then. [1]", "He was treated. [2]"]),
        ("Blood. 2017;130(18):2027-2031 [1].", ["Blood. 2017;130(18):2027-2031 [1]."]),
        ("# Title\n\nOne thing [1].\n- an item [2]\n- **B:** more", ["One thing [1].", "an item [2]", "**B:** more"]),
        ("It is 75%. 6 of 8 responded [1].", ["It is 75%.", "6 of 8 responded [1]."]),
    ],
    ids=["et-al", "p-value", "mark-after-stop", "reference", "list", "digit-starts"],
)
def test_sentences_and_items(answer: str, texts: list[str]) -> None:
    claims = split_claims(answer)
    assert [claim.text for claim in claims] == texts
    assert all(answer[claim.start : claim.end] == claim.text for claim in claims)


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [("[1][2]", ("1", "2")), ("[1, 2]", ("1", "2")), ("[2-4]", ("2", "3", "4")), ("[^3]", ("3",)), ("[abstract]", ())],
)
def test_marks(mark: str, numbers: tuple[str, ...]) -> None:
    assert split_claims(f"CD19 may be lost {mark}.")[0].numbers == numbers


def test_a_table_row_is_read_with_its_header() -> None:
    row = split_claims("| Study | N | Relapse, % |\n|:--|--:|---|\n| NCI | 21 | 14 [1] |")
    assert len(row) == 1
    assert "nci" in row[0].plain
    assert "relapse, %: 14" in row[0].plain
    assert row[0].numbers == ("1",)


def test_a_list_knows_the_line_that_leads_in_to_it() -> None:
    assert split_claims("For the Novartis trial:\n- EFS 50% [1]")[-1].context == "For the Novartis trial:"
