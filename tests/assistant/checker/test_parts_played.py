"""Who is spoken of: therapies given before or compared with, groups, studies; each fault with a faithful twin."""

from __future__ import annotations

import pytest

from assistant.checker.check import check_answer
from assistant.checker.roles import given_before, spoken_of
from assistant.checker.subjects import subjects
from corpus.digest import Digest

TWINS = {
    "a therapy given before": (
        "table3.sequence",
        "Blinatumomab first does not compromise later CAR T cells as long as CD19 stays [1].",
        "CAR T cells first do not compromise later blinatumomab as long as CD19 stays [1].",
    ),
    "a therapy only compared with": (
        "patient4.4",
        "CAR T cells seemed likelier to work than going back to blinatumomab, where 36% responded [1].",
        "Blinatumomab seemed likelier to work than going back to CAR T cells, where 36% responded [1].",
    ),
    "earlier treatment counted in a row": (
        "table2.seattle",
        "Of the Seattle patients 6 (13%) had previously been given blinatumomab [1].",
        "Of the Seattle patients 6 (13%) had previously been given CAR T cells [1].",
    ),
    "a reference about the other therapy": (
        "ref.33",
        "In 2017 Kantarjian et al reported a comparison of blinatumomab with chemotherapy [1].",
        "In 2017 Kantarjian et al reported a comparison of CAR T cells with chemotherapy [1].",
    ),
    "what goes on about the therapy named first": (
        "table3.consolidation",
        "After CAR T cells opinions differ: durable remissions were observed at U Penn and MSKCC [1].",
        "After blinatumomab opinions differ: durable remissions were observed at U Penn and MSKCC [1].",
    ),
    "what the other therapy is called": (
        "intro.2",
        "Blinatumomab is a bispecific antibody [1].",
        "The CAR T cell is a bispecific antibody [1].",
    ),
    "a short part between commas": (
        "patient4.2",
        "Manufacturing takes 4 to 6 weeks, hard in fast disease, and blinatumomab is available immediately [1].",
        "Manufacturing takes 4 to 6 weeks, hard in fast disease, and making blinatumomab takes as long [1].",
    ),
    "a group beside figures": (
        "patient3.3",
        "Stein et al treated 64 patients with blinatumomab after a prior allo-HCT, and 7 had GVHD [1].",
        "Stein et al treated 64 patients with blinatumomab without a prior allo-HCT, and 7 had GVHD [1].",
    ),
    "one group for both figures": (
        "patient3.5",
        "Responders left without a transplant had an EFS of 6%, against 56% for those who got one [1].",
        "Responders given a transplant had an EFS of 6%, against 56% for those who got one [1].",
    ),
    "a group where another sentence names both": (
        "patient3.4",
        "An early relapse may spoil T cells, mostly under immunosuppression or with an unrelated donor [1].",
        "An early relapse may spoil T cells, mostly under immunosuppression or with a sibling donor [1].",
    ),
    "the finding of another study": (
        "patient3.7",
        "MSKCC found no effect of allo-HCT consolidation on long-term outcomes [1].",
        "The NCI found no effect of allo-HCT consolidation on long-term outcomes [1].",
    ),
    "the costimulation of another study": (
        "patient3.7",
        "CD28 served in the MSKCC and NCI products [1].",
        "CD28 served in the MSKCC and CHOP products [1].",
    ),
    "an end of what a whole sentence holds": (
        "patient1.2",
        "Older patients more often carry high-risk genetics, and they withstand chemotherapy badly [1].",
        "Older patients more often carry high-risk genetics, and they withstand chemotherapy well [1].",
    ),
}

HONEST = {
    "a limit that is a result": (
        "table3.severe-crs",
        "Severe CRS is commoner with CAR T cells, 23% to 47%, than with blinatumomab, at most 6% [1].",
    ),
    "another group within a sentence": (
        "table3.severe-neurotoxicity",
        "Severe neurotoxicity occurs in 9% to 13% on blinatumomab, more often in the elderly [1].",
    ),
    "a study without a name": (
        "patient5.4",
        "Seattle reported 39% CD19-negative relapses after CAR T cells, the multicenter study 68% [1].",
    ),
    "a hedge in another word and place": (
        "patient5.7",
        "Earlier blinatumomab seems not to spoil the response to CAR T cells so long as CD19 is kept [1].",
    ),
    "a denial that ends at the verb": (
        "table3.cd19-negative-relapse",
        "Relapses without CD19 are commoner after CAR T cells (33 of 83) than after blinatumomab (15 of 53) [1].",
    ),
    "a measure behind a comma": (
        "patient1.3",
        "The CR/CRh rate was 56% in those aged 65 or more and 46% in younger patients, with comparable median OS [1].",
    ),
    "no difference told by likeness": (
        "table3.older-adults",
        "Older adults respond to blinatumomab as others do [1].",
    ),
    "an adjective that a denial does not turn": (
        "patient3.7",
        "MSKCC found that a later transplant did not change long-term outcome after CAR T cells [1].",
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_faithful_twin_holds(name: str, digest: Digest) -> None:
    place, faithful, _ = TWINS[name]
    assert check_answer(faithful, {"1": (place,)}, digest=digest).findings == ()


@pytest.mark.parametrize("name", TWINS)
def test_the_other_side_is_found(name: str, digest: Digest) -> None:
    place, _, swapped = TWINS[name]
    assert check_answer(swapped, {"1": (place,)}, digest=digest).findings


@pytest.mark.parametrize("name", HONEST)
def test_honest_wording_is_no_fault(name: str, digest: Digest) -> None:
    place, said = HONEST[name]
    assert check_answer(said, {"1": (place,)}, digest=digest).findings == ()


@pytest.mark.parametrize(
    ("said", "about", "before"),
    [
        ("prior blinatumomab does not matter", None, {"blinatumomab"}),
        ("car t cells work after blinatumomab", "car_t", {"blinatumomab"}),
        ("relapse after blinatumomab", "blinatumomab", set()),
        ("blinatumomab is slower than car t cells", "blinatumomab", set()),
    ],
)
def test_the_part_a_therapy_plays(said: str, about: str | None, before: set[str]) -> None:
    named = subjects(said, said)
    assert (spoken_of(said, named), set(given_before(said, named))) == (about, before)
