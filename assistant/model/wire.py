"""What comes over the wire from a model's server, held to bounds: so many seconds, so many bytes, then the line is cut.

The reader of a reply stops at its deadline (`assistant.model.deadline`); this ends the connection behind it, so that no
thread is left listening to a server that never ends.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx

MAX_BYTES = 8_000_000
"""Of one reply: hundreds of bytes a token, for the longest reply that may be asked for."""


def bounded_client(timeout_s: float) -> httpx.Client:
    """An HTTP client whose replies end after so many seconds."""
    transport = _Bounded(httpx.HTTPTransport(), timeout_s)
    # Like the transport: no proxy of the environment is asked where the user named a server.
    return httpx.Client(transport=transport, timeout=timeout_s, trust_env=False)


class _Bounded(httpx.BaseTransport):
    def __init__(self, inner: httpx.BaseTransport, timeout_s: float) -> None:
        self._inner, self._timeout_s = inner, timeout_s

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        until = time.monotonic() + self._timeout_s
        response = self._inner.handle_request(request)
        stream: Any = response.stream
        response.stream = _Stream(stream, until)
        return response

    def close(self) -> None:
        self._inner.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, inner: httpx.SyncByteStream, until: float) -> None:
        self._inner, self._until = inner, until

    def __iter__(self) -> Iterator[bytes]:
        came = 0
        for piece in self._inner:
            came += len(piece)
            if time.monotonic() > self._until:
                raise httpx.ReadTimeout("the reply took longer than it was given")
            if came > MAX_BYTES:
                raise httpx.RemoteProtocolError(f"a reply of more than {MAX_BYTES:,} bytes")
            yield piece

    def close(self) -> None:
        self._inner.close()
