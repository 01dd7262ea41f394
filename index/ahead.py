"""What takes a while, begun in a thread of its own before it is asked for: the model runs outside of Python's lock."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Ahead(Generic[Key, Value]):
    """A function that can be begun ahead, and remembers its last results. Safe to share between threads.

    Each run has a thread that ends with it: a pool's would be missing in a forked process.
    """

    def __init__(self, work: Callable[[Key], Value], remembered: int) -> None:
        """`work`: what is called, once for each key that is not among the last `remembered` ones."""
        self._work, self._remembered = work, remembered
        self._lock = Lock()
        self._known: dict[Key, Future[Value]] = {}

    def begin(self, key: Key) -> None:
        """Starts on a key, if nobody has, and does not wait. What fails is told to whoever asks for it."""
        future, new = self._claimed(key)
        if not new:
            return
        try:
            Thread(target=self._fill, args=(key, future), name="ahead").start()
        except RuntimeError:  # no thread is to be had: here, then
            self._fill(key, future)

    def __call__(self, key: Key) -> Value:
        """The result for a key: the one that was begun, else worked out here. Raises what the work raises."""
        future, new = self._claimed(key)
        if new:
            self._fill(key, future)
        return future.result()

    def _claimed(self, key: Key) -> tuple[Future[Value], bool]:
        """Where a key's result is or will be, and whether it is for the caller to work it out."""
        with self._lock:
            known = self._known.pop(key, None)
            future = self._known[key] = known or Future()
            while len(self._known) > self._remembered:
                del self._known[next(iter(self._known))]
            return future, known is None

    def _fill(self, key: Key, future: Future[Value]) -> None:
        try:
            future.set_result(self._work(key))
        except BaseException as error:  # whoever waits is told, and the next one tries anew
            with self._lock:
                if self._known.get(key) is future:
                    del self._known[key]
            future.set_exception(error)
