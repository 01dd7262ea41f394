"""A small corpus in the shape of the review's, and a small vocabulary, for the tests of the index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus.models import Passage
from index.open import open_index
from index.rank import Index

CORPUS_HASH = "sample-1"
QUESTIONS = {"patient4.2#1": ("How long until the modified lymphocytes are ready?",)}
_PROSE = {
    ("patient2.3", "Patient 2: disease outside the marrow"): (
        "CAR T cells reach the spinal fluid, where they can clear leukemia.",
        "More CAR T cells are found in spinal fluid when neurotoxicity occurs.",
        "In one study of 51 patients, 16 had disease outside the marrow.",
    ),
    ("patient2.4", "Patient 2: disease outside the marrow"): (
        "Whether blinatumomab reaches the spinal fluid has hardly been studied.",
        "Active or past extramedullary disease predicts a poor response to blinatumomab.",
    ),
    ("patient4.1", "Patient 4: waiting for cells"): (
        "Patient 4, a man of 36 with a KMT2A-rearranged leukemia, relapsed 3 months after transplant.",
        "Liver GVHD kept him from the infusion, and he died of septic shock.",
    ),
    ("patient4.2", "Patient 4: waiting for cells"): (
        "Manufacturing takes 4-6 weeks, which is hard with fast-growing disease.",
        "At MSKCC, 24 of 78 patients never received their cells.",
    ),
    ("intro.4", "Introduction"): (
        "Both treatments are very expensive.",
        "One product of tisagenlecleucel costs about $500,000, one cycle of blinatumomab about $89,000.",
    ),
}
_ROWS = {
    ("table2.mskcc", "MSKCC"): ("25 responders (57%) relapsed", "83% had a complete remission, 67% without MRD"),
    ("table2.seattle", "Seattle"): ("18 responders (45%) relapsed", "93% had a complete remission, all without MRD"),
    ("table2.nci", "NCI"): ("2 responders (14%) relapsed", "67% had a complete remission, 86% without MRD"),
}
_REFERENCES = {
    "ref.14": ("Long-term follow-up at MSKCC.", "Park JH, et al. N Engl J Med. 2018."),
    "ref.21": ("CAR T cells of defined dose at Seattle.", "Gardner RA, et al. Blood. 2017."),
}


class SampleConcept(NamedTuple):
    """A concept, the plain words that name it, and the places known to be about it."""

    id: str
    words: tuple[str, ...]
    places: tuple[str, ...] = ()


class SampleConcepts:
    """Finds a handful of concepts by plain words."""

    all: Sequence[SampleConcept] = (
        SampleConcept("study:mskcc", ("mskcc", "sloan kettering"), ("table2.mskcc", "ref.14")),
        SampleConcept("study:seattle", ("seattle",), ("table2.seattle", "ref.21")),
        SampleConcept("study:nci", ("nci",), ("table2.nci",)),
        SampleConcept("patient:2", ("patient 2", "second patient")),
        SampleConcept("patient:4", ("patient 4", "fourth patient")),
        SampleConcept("topic:csf", ("spinal fluid", "csf")),
        SampleConcept("measure:cost", ("expensive", "costs", "price")),
        SampleConcept("measure:refs", ("first author", "journal", "publication")),
    )

    def ids(self, text: str) -> tuple[str, ...]:
        """Concepts whose words stand in the text, in the vocabulary's order."""
        return tuple(one.id for one in self.all if any(word in text.lower() for word in one.words))


def sample_passages() -> tuple[Passage, ...]:
    """The corpus: five paragraphs, three studies' rows, two references."""
    return (
        *(
            _passage(f"{place}#{number}", place, text, "sentence", header)
            for (place, header), sentences in _PROSE.items()
            for number, text in enumerate(sentences, 1)
        ),
        *(
            _passage(f"{place}#{column}", place, f"The {study} study: {said}.", "cell", f"Table 2; {study}")
            for (place, study), cells in _ROWS.items()
            for column, said in zip(("relapse", "cr-mrd"), cells, strict=True)
        ),
        *(
            _passage(own, own, text, "reference", f"Reference, publication cited for: {cited}")
            for own, (cited, text) in _REFERENCES.items()
        ),
    )


def _passage(own: str, place: str, text: str, kind: str, header: str) -> Passage:
    locators = (own,) if own == place else (own, place)
    return Passage(id=own, locators=locators, text=text, kind=kind, label=place, header=header)


def open_sample(data_dir: Path, **changes: Any) -> Index:
    """The sample corpus, opened or built in a data folder, with any argument of open_index changed."""
    arguments = {"concepts": SampleConcepts(), "questions": QUESTIONS, "name": "sample"} | changes
    corpus_hash = arguments.pop("corpus_hash", CORPUS_HASH)
    passages = arguments.pop("passages", sample_passages())
    return open_index(corpus_hash, passages, data_dir, **arguments)
