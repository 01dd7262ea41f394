"""What is measured of one size."""

from __future__ import annotations

from corpus.models import Frozen


class Built(Frozen):
    """An index of so many times the review, and what it took to make."""

    times: int
    passages: int
    units: int
    embedded: int
    """Units whose vectors are embedded texts; those of the others are generated."""
    units_per_s: float
    """Vectors stored in Chroma by second, its graph made; embedding is not in it."""
    texts_per_s: float
    """Passages and places by second whose words were read and indexed; beside the storing, on a second core."""
    store_mb: float
    """Chroma's files."""
    words_mb: float
    """BM25's files, and the concepts by passage."""


class Times(Frozen):
    """Milliseconds of what was done for many questions."""

    p50: float
    p95: float
    count: int


class Sized(Frozen):
    """One size, measured."""

    built: Built
    open_s: float
    """Seconds from files to an index that answered one question."""
    memory_mb: float
    """Resident memory of the process that answers, after its last answer."""
    index_mb: float
    """Of that, what came with opening the index."""
    search: Times
    """A question embedded, searched and ranked."""
    answer: Times
    """The whole checked answer."""
    recall: float
    """recall@5 of the review's places, 0 to 1, over the questions of the retrieval suite."""
    nearest_kept: float
    """Of the ten nearest units by exact arithmetic, the share that Chroma's graph finds among its ten nearest."""
    answered: float
    """Share of questions asked whole that were answered and whose checks passed."""


class ScaleReport(Frozen):
    """A whole run; times of all sizes were taken in turns, question by question."""

    date: str
    machine: str
    commit: str
    seed: int
    cosines: tuple[float, float, float]
    """Of embedded copies' units with their originals: 10%, half and 90% lie below."""
    rounds: int
    sizes: tuple[Sized, ...]
    """From the smallest on."""
