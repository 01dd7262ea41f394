"""Passages as JSON lines, for other programs and for the audit of the digest."""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.digest import Digest


def json_lines(digest: Digest) -> Iterator[str]:
    """One JSON object a passage: {id, locators, text, refs, kind}, in reading order."""
    for passage in digest.passages:
        yield json.dumps(passage.model_dump(include={"id", "locators", "text", "refs", "kind"}), ensure_ascii=False)
