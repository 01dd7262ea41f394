"""Hashes of imported documents, made of their passages: the same text, the same hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.models import Passage


def source_hash(passages: Sequence[Passage]) -> str:
    """sha256 of a further source."""
    lines = "\n".join(passage.model_dump_json() for passage in passages)
    return hashlib.sha256(lines.encode()).hexdigest()


def review_hash(passages: Sequence[Passage]) -> str:
    """sha256 of a copy of the review."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(passage.model_dump_json().encode() + b"\n")
    return digest.hexdigest()
