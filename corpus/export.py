"""Passages as JSON lines, for other programs and for the audit of the digest."""

from __future__ import annotations

import json

from corpus.models import Passage


def json_line(passage: Passage) -> str:
    """A passage as a JSON object {id, locators, text, refs, kind} on one line."""
    return json.dumps(passage.model_dump(include={"id", "locators", "text", "refs", "kind"}), ensure_ascii=False)
