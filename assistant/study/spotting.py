"""Spot the error: a true statement with one figure or one word of direction altered; the key is what was altered.

1. A table's figure becomes that of another study in its column; a percentage of the text becomes another one of its
   paragraph. It differs from the true one and stands nowhere else in the statement.
2. A word of direction is turned round (corpus/study/asking.yaml) where the statement holds one such word, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.study.items import Item, label_of
from assistant.study.tabled import asked_figures, cell_text, neighbours
from assistant.study.textual import PERCENT, sentences, topic_of
from corpus.digest import Digest
from corpus.models import Passage
from corpus.study import load_asking, study_words

_OPEN = "\0"


def spot_items(digest: Digest) -> Iterator[Item]:
    """Every statement that can be altered soundly, each alteration an item."""
    yield from _cells(digest)
    for passage in sentences(digest):
        yield from _figures(passage, digest)
        yield from _directions(passage, digest)


def _cells(digest: Digest) -> Iterator[Item]:
    for row, field, asked in asked_figures():
        true = cell_text(row, asked.column)
        opened = cell_text(row.model_copy(update={"fields": {**row.fields, field: _OPEN}}), asked.column).text
        if opened.count(_OPEN) != 1:
            continue
        at = opened.index(_OPEN)
        for other in neighbours(row, field)[:1]:
            if not re.search(rf"(?<![\d.]){re.escape(other)}(?![\d.]*\d)", true.text):
                own = f"spot:{row.locator}:{field}:{other}"
                yield _item(own, true, (at, at + len(row.fields[field])), other, asked.column, digest)


def _figures(passage: Passage, digest: Digest) -> Iterator[Item]:
    around = {found[1] for one in digest.at(passage.place) for found in PERCENT.finditer(one.text)}
    own = [found for found in PERCENT.finditer(passage.text) if passage.text.count(found[0]) == 1]
    for found in own[:1]:
        others = sorted(
            (one for one in around if one not in passage.text), key=lambda one: abs(float(one) - float(found[1]))
        )
        for other in others[:1]:
            key = f"spot:{passage.id}:{found.start()}:{other}"
            yield _item(key, passage, found.span(1), other, topic_of(passage), digest)


def _directions(passage: Passage, digest: Digest) -> Iterator[Item]:
    turns = load_asking().turns
    pattern = "|".join(re.escape(word) for word in sorted(turns, key=len, reverse=True))
    found = list(re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", passage.text))
    if len(found) == 1:
        one = found[0]
        yield _item(f"spot:{passage.id}:{one.start()}", passage, one.span(), turns[one[0]], topic_of(passage), digest)


def _item(own: str, true: Passage, span: tuple[int, int], became: str, topic: str, digest: Digest) -> Item:
    start, stop = span
    sentence = true.text[:start] + became + true.text[stop:]
    words = study_words()
    return Item(
        id=own, kind="spot", topic=topic, prompt=words["question"]["spot"], key=became,
        sentence=sentence, span=(start, start + len(became)), locators=true.locators[:1],
        label=label_of(true.id, digest),
        explanation=words["explain"]["spot"].format(became=became, was=true.text[start:stop], text=true.text),
    )  # fmt: skip
