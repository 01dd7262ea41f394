"""What goes wrong on the command line, in words.

UsageError   the command was given something it cannot use: say what, what was wanted, and how to mend it
"""

from __future__ import annotations

import errno
import os

from corpus.signs import seen

_REMEDY = "Mend what is named, and try again."
_REMEDIES = {
    errno.ENOSPC: "Make room on the disk, or name another folder with --data-dir, and try again.",
    errno.EDQUOT: "Make room on the disk, or name another folder with --data-dir, and try again.",
    errno.EFBIG: "Make room on the disk, or name another folder with --data-dir, and try again.",
    errno.EACCES: "Make the file or folder accessible, or name another folder with --data-dir, and try again.",
    errno.EPERM: "Make the file or folder accessible, or name another folder with --data-dir, and try again.",
    errno.EROFS: "Make the folder writable, or name another with --data-dir, and try again.",
}


class UsageError(Exception):
    """A bad option, file or value."""


def plain_words(error: Exception) -> str:
    """An error as one message. CD19_DEBUG=1 raises it instead, for a traceback."""
    if os.environ.get("CD19_DEBUG"):
        raise error
    own = type(error).__module__.split(".")[0] in ("corpus", "index", "assistant", "ui", "evals")
    if isinstance(error, OSError):
        return seen(f"{error}. {_REMEDIES.get(error.errno or 0, _REMEDY)}")
    return seen(str(error) if own else f"{type(error).__name__}: {error} (CD19_DEBUG=1 shows where)")
