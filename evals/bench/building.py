"""Building an index (load, export, embed, Chroma, BM25) beside loading the model and encoding the same units.

The index of a sample has a smaller share of embedding in it than the index of the whole review: the model is loaded
and exported once whatever the size.
"""

from __future__ import annotations

from corpus.lexicon import load_concepts
from corpus.models import Passage
from evals.bench.original import Original
from evals.bench.shared import Shared
from evals.bench.timing import Sides
from index.build import build_index
from index.settings import BuildSettings
from index.units import places_of, units_of


def sides(shared: Shared) -> Sides:
    """Items are units: passages and places."""
    passages = sample(shared)
    here = {own for passage in passages for own in (passage.id, passage.place)}
    known = {own: asked for own, asked in shared.assistant.library.questions().items() if own in here}
    texts = [unit.text for unit in units_of(passages, shared.original.count_tokens, BuildSettings().max_tokens)]

    def ours(number: int) -> int:
        folder = shared.scratch / f"build{number}"
        return build_index(passages, folder, concepts=load_concepts(), questions=known).units

    def encode(number: int) -> int:
        return len(Original(shared.original.threads).encode(texts))

    return Sides(ours, encode)


def sample(shared: Shared) -> tuple[Passage, ...]:
    """The passages of every so many places, whole places at a time."""
    places = list(places_of(shared.assistant.library.shown.passages).values())
    return tuple(passage for members in places[:: shared.every] for passage in members)
