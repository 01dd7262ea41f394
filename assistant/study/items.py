"""A question of study, and what came of an answer to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Literal

from corpus.digest import Digest
from corpus.models import Frozen
from corpus.study import load_asking

Kind = Literal["cell", "fill", "text", "compare", "exclude", "spot"]
"""A table's figure by choice; by filling in; a figure of the text; two studies; what rules out; find the error."""
LETTERS = "abcd"
_BARE_FIGURE = re.compile(r"^(\d+(?:\.\d+)?) (?:patients|relapses|years)$")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_BETWEEN = re.compile(r"[\s,;:!?\"'()%]+|\.(?!\d)")
"""What stands between words; a point within a figure is part of it."""


class Item(Frozen):
    """One question with its key, its place and why."""

    id: str
    """Made of what is asked: the same question, the same id, in every version of the data that still holds it."""
    kind: Kind
    topic: str
    prompt: str
    options: tuple[str, ...] = ()
    """Empty where words or a figure are to be given."""
    key: str
    """The right option, figure or words."""
    unit: str = ""
    sentence: str = ""
    """What is asked about: the statement with its gap, the altered one, or a patient's note; empty where the question
    tells all."""
    span: tuple[int, int] | None = None
    """The altered characters of `sentence`."""
    locators: tuple[str, ...]
    label: str
    """The first place in words."""
    explanation: str

    @property
    def asked(self) -> str:
        """The question as one text: what is asked, then what about."""
        return "\n".join(part for part in (self.prompt, self.sentence) if part)

    @property
    def topic_title(self) -> str:
        """The topic in words."""
        return load_asking().topics.get(self.topic, self.topic)


class Outcome(Frozen):
    """An answer held against its key."""

    item: str
    given: str
    right: bool
    key: str
    explanation: str
    locators: tuple[str, ...]
    label: str


def judge(item: Item, given: str) -> Outcome:
    """Whether an answer is right: an option by its letter or words, a figure with or without its unit, or the altered
    words (more words around them count while they are less than half of the statement)."""
    return Outcome(
        item=item.id, given=given, right=_right(item, given.strip()), key=item.key, explanation=item.explanation,
        locators=item.locators, label=item.label,
    )  # fmt: skip


def _right(item: Item, given: str) -> bool:
    if not given:
        return False
    if item.options:
        return _chosen(item.options, given) == item.key
    if item.kind == "spot":
        return _spotted(_bare(given), _bare(item.key), _bare(item.sentence))
    figures = _FIGURE.findall(given)
    return len(figures) == 1 and float(figures[0]) == float(item.key)


def _spotted(given: str, key: str, whole: str) -> bool:
    few = len(given.split()) < max(len(key.split()) + 1, len(whole.split()) / 2)
    return few and f" {key} " in f" {given} " and f" {given} " in f" {whole} "


def _chosen(options: Sequence[str], given: str) -> str | None:
    """The option meant; words come before letters and numbers, since an option may be a figure."""
    for option in options:
        if _bare(given) in (_bare(option), _BARE_FIGURE.sub(r"\1", _bare(option))):
            return option
    lone = given.strip(" .)(").lower()
    if len(lone) == 1 and lone in LETTERS[: len(options)]:
        return options[LETTERS.index(lone)]
    return None


def _bare(text: str) -> str:
    return _BETWEEN.sub(" ", f" {text.lower()} ").strip()


def shuffled(key: str, others: Sequence[str], own: str) -> tuple[str, ...]:
    """Key and others in an order of the item's own: the same each time."""
    options = [key, *others]
    Random(own).shuffle(options)
    return tuple(options)


def label_of(locator: str, digest: Digest) -> str:
    """A place in words; the locator itself where the review has no such place."""
    place = digest.place(locator)
    return place.label if place else locator
