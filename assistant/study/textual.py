"""Questions on percentages of the text: fill in the one left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.study.items import Item, label_of
from assistant.study.tabled import sound
from corpus.digest import Digest
from corpus.models import Passage
from corpus.study import load_asking, study_words

PERCENT = re.compile(r"(?<![\d.,<>≤≥~-])(?<!to )(\d+(?:\.\d+)?)%(?! to)")
"""A percentage that is no limit and no end of a range: those are asked badly by a blank."""


def text_items(digest: Digest) -> Iterator[Item]:
    """One for each percentage of a sentence or a cell of Table 3 that stands there once."""
    words = study_words()["question"]
    for passage in sentences(digest):
        figures = [found for found in PERCENT.finditer(passage.text) if passage.text.count(found[0]) == 1]
        for found in figures:
            start, stop = found.span(1)
            sentence = passage.text[:start] + words["blank"] + passage.text[stop:]
            yield Item(
                id=f"text:{passage.id}:{found.start()}", kind="text", topic=topic_of(passage),
                prompt=words["fill"], sentence=sentence, key=found[1], unit="%", locators=passage.locators[:1],
                label=label_of(passage.id, digest), explanation=passage.text,
            )  # fmt: skip


def sentences(digest: Digest) -> Iterator[Passage]:
    """Sentences and cells of Table 3 that the audit does not doubt, on topics known to study."""
    for passage in digest.passages:
        told = passage.kind == "sentence" or passage.place.startswith("table3.")
        if told and topic_of(passage) in load_asking().topics and sound(passage.id) and sound(passage.place):
            yield passage


def topic_of(passage: Passage) -> str:
    """The part of the review a passage stands in: "patient2", "table3"."""
    return passage.place.split(".")[0]
