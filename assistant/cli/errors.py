"""What goes wrong on the command line, in words.

UsageError   the command was given something it cannot use: say what, what was wanted, and how to mend it
"""

from __future__ import annotations

import os

from corpus.signs import seen


class UsageError(Exception):
    """A bad option, file or value."""


def plain_words(error: Exception) -> str:
    """An error as one message. CD19_DEBUG=1 raises it instead, for a traceback."""
    if os.environ.get("CD19_DEBUG"):
        raise error
    own = type(error).__module__.split(".")[0] in ("corpus", "index", "assistant", "ui", "evals")
    known = own or isinstance(error, OSError)
    told = str(error) if known else f"{type(error).__name__}: {error} (CD19_DEBUG=1 shows where)"
    return seen(told)
