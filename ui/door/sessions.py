"""Who is signed in: random tokens, kept as digests in memory, gone after a working day or with the process."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

LASTS_S = 12 * 3600.0
_KEPT = 10_000


class Sessions:
    """Tokens and the names they stand for; safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._known: OrderedDict[bytes, tuple[str, float]] = OrderedDict()

    def open(self, name: str) -> str:
        """A new token for a person."""
        token = secrets.token_urlsafe(32)
        self.keep(token, name)
        return token

    def keep(self, token: str, name: str) -> None:
        """Takes a text as a token: the credentials of a program, so that they are not hashed at each request."""
        with self._lock:
            self._known[_digest(token)] = (name, self._clock())
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)

    def name(self, token: str) -> str:
        """Who a token stands for; empty for nobody, or no longer."""
        key = _digest(token)
        with self._lock:
            name, since = self._known.get(key, ("", 0.0))
            if name and self._clock() - since > LASTS_S:
                del self._known[key]
                return ""
            return name

    def close(self, token: str) -> None:
        """Forgets a token."""
        with self._lock:
            self._known.pop(_digest(token), None)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
