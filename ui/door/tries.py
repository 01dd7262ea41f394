"""A brake on guessing: after a few wrong passwords the next try has to wait, each time twice as long."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

FREE = 4
"""Wrong tries that cost nothing: slips of the finger."""
LONGEST_ADDRESS_S, LONGEST_USER_S = 900.0, 60.0
"""An address waits up to a quarter of an hour; a name only a minute, so that nobody can lock its owner out."""
_FORGOTTEN_S = 3600.0
_KEPT = 10_000


class Tries:
    """Wrong tries by address and by name; safe between threads. Kept in memory alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._wrong: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()

    def wait_s(self, address: str, name: str) -> float:
        """Seconds until a try is looked at; 0 for at once."""
        with self._lock:
            return max(self._left(key) for key in _keys(address, name))

    def wrong(self, address: str, name: str) -> None:
        """Counts a wrong try."""
        with self._lock:
            for key in _keys(address, name):
                self._wrong[key] = (self._count(key) + 1, self._clock())
                self._wrong.move_to_end(key)
            while len(self._wrong) > _KEPT:
                self._wrong.popitem(last=False)

    def right(self, address: str, name: str) -> None:
        """Forgets the wrong tries of one who got it right."""
        with self._lock:
            for key in _keys(address, name):
                self._wrong.pop(key, None)

    def _count(self, key: tuple[str, str]) -> int:
        count, last = self._wrong.get(key, (0, 0.0))
        return count if self._clock() - last < _FORGOTTEN_S else 0

    def _left(self, key: tuple[str, str]) -> float:
        count = self._count(key)
        if count <= FREE:
            return 0.0
        longest = LONGEST_ADDRESS_S if key[0] == "address" else LONGEST_USER_S
        delay = min(2.0 ** min(count - FREE, 20), longest)
        return max(0.0, self._wrong[key][1] + delay - self._clock())


def _keys(address: str, name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("address", address), ("name", name[:64])
