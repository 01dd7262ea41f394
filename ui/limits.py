"""A limit on the size of every request, whichever route it goes to."""

from __future__ import annotations

import contextlib

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 512 * 1024
"""A question of 8,000 characters, or an answer to check with its places, many times over."""


class _TooLargeError(Exception):
    """More came than was announced or is allowed."""


class Limits:
    """ASGI middleware: a request beyond the limit is answered 413 in words, announced or not."""

    def __init__(self, app: ASGIApp, most: int = MAX_BODY_BYTES) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if announced(scope) > self.most:
            return await self._refusal()(scope, receive, send)
        taken, begun = 0, False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            # Whoever reads the body may turn our error into an answer of its own: ours is given instead.
            nonlocal begun
            if taken <= self.most or begun:
                begun = begun or message["type"] == "http.response.start"
                await send(message)

        with contextlib.suppress(_TooLargeError):
            await self.app(scope, counted, noted)
        if taken > self.most and not begun:
            await self._refusal()(scope, receive, send)

    def _refusal(self) -> PlainTextResponse:
        said = (
            f"Too large: a request may hold {self.most // 1024} kB. Send less: a question has up to 8,000 characters."
        )
        return PlainTextResponse(said, status_code=413, headers={"connection": "close"})


def announced(scope: Scope) -> int:
    """The size a request says it has; 0 where it says none, or nothing that is a size."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value[:20]) if value.isdigit() else 0  # bytes: ASCII digits alone
    return 0
