"""Text kept with a seal, a hash of it in a line below: what a failing disk changed is told from what was written.

SQLite notices a damaged structure, not a changed letter; and 34 years that became 74 would weigh as if they were true.
"""

from __future__ import annotations

import hashlib

_CHARS = 16


def sealed(text: str) -> str:
    """The text with its seal below; `text` is JSON on one line."""
    return f"{text}\n{_seal(text)}"


def unsealed(kept: str) -> str:
    """The text of `sealed`, or one that was kept before there were seals. ValueError where it is another now."""
    text, line, seal = kept.partition("\n")
    if line and seal != _seal(text):
        raise ValueError("the text is not the one that was kept")
    return text


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_CHARS]
