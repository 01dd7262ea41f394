"""A stream read in a thread of its own, so that no server can hold up an answer beyond its time.

Checking the time after each piece is not enough: a server that sends comments, or a line without end, keeps the
connection alive and gives no piece at all.
"""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assistant.model.errors import FailedError

_AHEAD = 64
"""Pieces read ahead of whoever takes them."""


class _End:
    """The last that comes: how the stream ended."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def within(
    opened: Callable[[], Iterable[Any]], seconds: float, clock: Callable[[], float] = time.monotonic
) -> Iterator[Any]:
    """The pieces of a stream as they come, for so many seconds in all. Raises FailedError after that.

    `opened` begins the stream; it is called in the other thread. What is not wanted any more is let go of at its next
    piece.
    """
    pieces: queue.Queue[Any] = queue.Queue(_AHEAD)
    given_up = threading.Event()
    # What LangChain keeps in context (callbacks, tracing switched off) is the caller's.
    reader = threading.Thread(
        target=contextvars.copy_context().run, args=(_read, opened, pieces, given_up), name="cd19-model", daemon=True
    )
    until = clock() + seconds
    reader.start()
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, until - clock()))
            except queue.Empty:
                raise FailedError("timeout", f"no whole reply within {seconds:g} s") from None
            if isinstance(piece, _End):
                if piece.error is not None:
                    raise piece.error
                return
            if clock() > until:
                raise FailedError("timeout", f"no whole reply within {seconds:g} s")
            yield piece
    finally:
        given_up.set()


def _read(opened: Callable[[], Iterable[Any]], pieces: queue.Queue[Any], given_up: threading.Event) -> None:
    end = _End()
    try:
        for piece in opened():
            while not given_up.is_set():
                try:
                    pieces.put(piece, timeout=0.2)
                    break
                except queue.Full:
                    continue
            if given_up.is_set():
                return
    except BaseException as error:  # whatever ends it is told to whoever waits
        end = _End(error)
    while not given_up.is_set():
        try:
            return pieces.put(end, timeout=0.2)
        except queue.Full:
            continue
