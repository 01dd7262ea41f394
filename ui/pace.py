"""Updates no faster than the page can draw them: what is newest is shown, what it overtook is left out.

1. The first is given out as it comes. Then the source runs in a thread of its own and never waits for the page.
2. What is urgent (the first words, the end) is handed on at once; all else once PACE_S has gone by since the last.
3. What the source raises is raised here; when nobody takes more, the source is closed at its next word.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
PACE_S = 0.12
"""An update costs some 7 ms of the server, and one of nine steps of an answer takes little more."""


def paced(source: Iterator[T], urgent: Callable[[T, T], bool], pace_s: float = PACE_S) -> Iterator[T]:
    """The newest of the source each time; the last of it always. `urgent` sees what was given out last, and the new."""
    try:
        first = next(source)
    except StopIteration:
        return
    slot: _Slot[T] = _Slot(urgent, first)
    thread = threading.Thread(target=slot.fill, args=(source,), name="cd19-answer", daemon=True)
    thread.start()
    try:
        yield first
        while (found := slot.take(pace_s)) is not None:
            yield found[0]
    finally:
        slot.abandon()


class _Slot(Generic[T]):
    """One place for the newest, between the thread that fills it and the one that takes."""

    def __init__(self, urgent: Callable[[T, T], bool], first: T) -> None:
        self._urgent, self._changed = urgent, threading.Condition()
        self._new: tuple[T] | None = None
        self._last = first
        self._over = self._abandoned = False
        self._error: BaseException | None = None
        self._given_at = time.monotonic()

    def fill(self, source: Iterator[T]) -> None:
        """Puts in whatever the source has, until it ends or nobody takes more."""
        try:
            for item in source:
                with self._changed:
                    if self._abandoned:
                        break
                    self._new = (item,)
                    self._changed.notify()
        except BaseException as error:  # handed to the one who takes
            self._error = error
        finally:
            if close := getattr(source, "close", None):
                close()
            with self._changed:
                self._over = True
                self._changed.notify()

    def take(self, pace_s: float) -> tuple[T] | None:
        """The newest, once it is time; None at the end. Raises what the source raised, after the last."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._new is not None)
            left = self._given_at + pace_s - time.monotonic()
            self._changed.wait_for(self._pressing, timeout=max(0.0, left))
            found, self._new = self._new, None
            if found is None and self._error is not None:
                raise self._error
            if found is not None:
                self._last, self._given_at = found[0], time.monotonic()
            return found

    def abandon(self) -> None:
        """Nobody takes more."""
        with self._changed:
            self._abandoned = True

    def _pressing(self) -> bool:
        return self._over or (self._new is not None and self._urgent(self._last, self._new[0]))
