"""Learns what questions ask and where their answers lie; run it after a change to the examples.

The examples are corpus/asking, corpus/scope and corpus/questions.

.venv/bin/python scripts/asking.py            learn and write layers.npz and heads.npz (half an hour)
.venv/bin/python scripts/asking.py --words    write the known words alone (seconds; after a change to digest or lexicon)
.venv/bin/python scripts/asking.py --try      learn from five sixths, say how well the rest is sensed
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from rich.progress import Progress

from assistant.sense.learn import Passages, learn, named
from assistant.sense.sense import Sense, Sensed
from assistant.sense.vocabulary import OF_NOTES, VOCABULARY, words_of
from assistant.sense.weights import HEADS, LAYERS, Weights
from corpus.asking import ANSWERED, Example, asking_hash, load_examples
from corpus.digest import load_digest
from corpus.lexicon import load_concepts
from corpus.meaning import load_marked_notes
from corpus.questions import load_questions
from corpus.references import load_references
from corpus.tables import TRIAL_TABLES, load_rows
from index.adapted import Adapters, adapted_layers, through, write_adapters
from index.embed import States, Vectors, load_sentence_transformer
from index.model import find_model
from index.units import searched_text

_FOLDS = 6
_EVEN = 0.5
_NAMES = 40
"""Names a study gets."""
_WAYS = (
    *("{name}",) * 8, "{author} {year}", "{author} et al", "{author}'s {study}", "{author}'s {year} {study}",
    "the {n}-patient {study}", "the {n}-patient {therapy} {study}", "the {n} {people} of {name}",
    "{name}'s {n} {people}",
    "the {n} {people} given {therapy}", "the {n} {people} given {therapy} by {author}", "the {study} of {n} {people}",
    "{name} ({author} {year})", "{name} (n = {n})", "the {therapy} {study} by {author}", "{name}'s {therapy} {study}",
    "the {year} {study} of {therapy} in {journal}", "{author}'s {n} {people}", "the {name} {study}",
)  # fmt: skip
_PEOPLE = ("patients", "people", "adults", "pts", "subjects", "recipients", "individuals", "children", "participants")
_STUDY = ("study", "trial", "cohort", "series", "paper", "report", "group", "experience")
_THERAPY = {
    "blinatumomab": ("blinatumomab", "blina", "blin", "the bispecific", "the antibody"),
    "car_t": ("CAR T cells", "CAR-T", "CD19 CAR T cells", "CARs", "the engineered cells", "CART"),
}


def main(arguments: Sequence[str]) -> None:
    """Learns, and writes or tries."""
    if "--words" in arguments:
        return write_vocabulary()
    model = load_sentence_transformer(find_model().source)
    transformer, tokenizer = model[0].auto_model, model.tokenizer
    examples, names = all_examples(), study_names()
    trying = "--try" in arguments
    held = np.random.default_rng(1).integers(0, _FOLDS, len(examples)) == 0 if trying else [False] * len(examples)
    kept = [one for one, out in zip(examples, held, strict=True) if not out]
    with Progress() as progress:
        task = progress.add_task("Learning", total=None)
        adapters, weights = learn(
            kept, names, answering(model), transformer, tokenizer, asking_hash(),
            lambda done, of: progress.update(task, completed=done, total=of),
        )  # fmt: skip
    if trying:
        asked = [one for one, out in zip(examples, held, strict=True) if out]
        return _say(asked, names, Sense(weights, _Torch(transformer, tokenizer, adapters)), weights)
    write_adapters(LAYERS, adapters)
    HEADS.write_bytes(weights.as_bytes())
    write_vocabulary()


def all_examples() -> tuple[Example, ...]:
    """The examples, and the questions that passages are known to answer."""
    known = [
        Example(text=text, kind="answerable", asks=None if own.startswith(("ref", "patient")) else (), answered_by=own)
        for own, texts in load_questions().items()
        if not own.startswith(TRIAL_TABLES)
        for text in texts
    ]
    return (*load_examples(), *known)


def answering(model: Any) -> Passages:
    """The digest's passages, as the index embeds them."""
    passages = load_digest().passages
    known: dict[str, Vectors] = {}

    def embed(texts: Sequence[str]) -> Vectors:
        new = [text for text in texts if text not in known]
        found = model.encode(new, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        known.update(zip(new, found, strict=True))
        return np.asarray([known[text] for text in texts], dtype=np.float32)

    return Passages([one.id for one in passages], embed([searched_text(one) for one in passages]), embed)


def write_vocabulary() -> None:
    """The words of the review, of the vocabulary and of questions that are answered; then the further ones of notes."""
    own = words_of(review_texts())
    notes = sorted(set(words_of(note_texts())) - set(own))
    for path, words in ((VOCABULARY, own), (OF_NOTES, notes)):
        path.write_text("\n".join(words) + "\n", encoding="utf-8")


def review_texts() -> list[str]:
    """All texts whose words count as the review's own."""
    passages = [f"{one.text} {one.header} {one.label}" for one in load_digest().passages]
    phrases = [" ".join((one.name, *one.phrases)) for one in load_concepts().all]
    answered = [one.text for one in all_examples() if one.kind == "answerable"]
    return [*passages, *phrases, *answered, *(one.vancouver() for one in load_references())]


def note_texts() -> list[str]:
    """What tells of patients."""
    told = [one.text for one in all_examples() if one.kind in ANSWERED and one.kind != "answerable"]
    return [*told, *(note.text for note in load_marked_notes())]


def study_names() -> dict[str, list[str]]:
    """What people call the studies of Tables 1 and 2, by row: phrase, author, year, size, therapy and journal."""
    chance, references = Random(4), {one.number: one for one in load_references()}
    places = {place: one for one in load_concepts().all if one.id.startswith("study:") for place in one.places}
    found = {}
    for row in load_rows():
        phrases = [phrase.strip("=*") for phrase in places[row.locator].phrases]
        reference = references[int(row.fields["refs"].split()[0])]
        found[row.locator] = [
            chance.choice(_WAYS).format(
                name=chance.choice(phrases), n=row.fields["n"], people=chance.choice(_PEOPLE),
                therapy=chance.choice(_THERAPY[row.therapy]), study=chance.choice(_STUDY),
                author=reference.first_author, year=reference.year, journal=reference.journal,
            )
            for _ in range(_NAMES)
        ]  # fmt: skip
    return found


class _Torch:
    """Token states by torch, where no index has been built with the new layers."""

    def __init__(self, transformer: Any, tokenizer: Any, adapters: Adapters) -> None:
        self._transformer, self._tokenizer, self._first = transformer, tokenizer, adapters.first
        self._layers = adapted_layers(transformer, adapters).eval()

    def states(self, name: str, text: str) -> States:
        """See assistant.sense.sense.StateEmbedder."""
        import torch

        encoded = self._tokenizer(text, return_tensors="pt", truncation=True)
        with torch.no_grad():
            below = through(
                self._transformer.encoder.layer[: self._first],
                self._transformer.embeddings(input_ids=encoded["input_ids"]),
                encoded["attention_mask"],
            )
            return States(through(self._layers, below, encoded["attention_mask"])[0].numpy(), ())


def _say(asked: Sequence[Example], names: Mapping[str, Sequence[str]], sense: Sense, weights: Weights) -> None:
    chance = Random(2)
    sensed = [(one, sense.of(named(one, names, chance).text)) for one in asked]
    print("kind: declined with a chance of 0.5, 0.8, 0.9")
    for kind in weights.kinds:
        own = [found.declinable for one, found in sensed if one.kind == kind]
        shares = "  ".join(f"{sum(chance >= least for chance in own)}/{len(own)}" for least in (0.5, 0.8, 0.9))
        print(f"  {'answered' if kind in ANSWERED else 'declined'} {kind}: {shares}")
    _say_asked([(one, found) for one, found in sensed if one.asks is not None])


def _say_asked(sensed: Sequence[tuple[Example, Sensed]]) -> None:
    wanted, found, both = Counter[str](), Counter[str](), Counter[str]()
    for one, what in sensed:
        told, asks = set(what.asked(_EVEN)), set(one.asks or ())
        wanted.update(asks), found.update(told), both.update(asks & told)  # type: ignore[func-returns-value]
    print("asked for: found / wanted, and found wrongly")
    for ask in sorted(wanted):
        print(f"  {ask}: {both[ask]}/{wanted[ask]}, {found[ask] - both[ask]}")
    print(f"  all: {both.total()}/{wanted.total()}, {found.total() - both.total()}")


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[1])
    main(sys.argv[1:])
