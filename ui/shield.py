"""What stands before Gradio: security headers, a short list of open paths, and a brake on password guessing."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.programs import NAMES

CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}
PAGES = frozenset(["/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/login", "/logout"])
FOLDERS = ("/assets/", "/static/", "/svelte/")
CALLS = frozenset(
    {
        *("queue/join", "queue/data", "cancel", "reset", "startup-events", "info", "theme.css"),
        *("login_check", "user", "token", "app_id"),
    }
)
NAMED = re.compile(rf"heartbeat/[\w-]+|call(/v2)?/({'|'.join(NAMES)})(/[\w-]+)?")
"""Sessions, and the functions for programs (ui.exposed)."""
LOGIN_TRIES, LOGIN_WINDOW_S = 5, 60.0


class Shield:
    """ASGI middleware: lets through what the page uses and nothing else, with headers on every response."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.clock = clock
        self.tries: deque[float] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["method"], scope["path"])
        await (refusal or self.app)(scope, receive, with_headers)

    def _refusal(self, method: str, path: str) -> PlainTextResponse | None:
        if not is_open(path):
            return PlainTextResponse("Not found: the page does not use this address.", status_code=404)
        if method == "POST" and path.rstrip("/") == "/login" and self._too_many_tries():
            return PlainTextResponse("Too many tries: wait a minute, then sign in again.", status_code=429)
        return None

    def _too_many_tries(self) -> bool:
        """Counted over everybody, so that changing addresses does not help; LOGIN_TRIES in LOGIN_WINDOW_S."""
        now = self.clock()
        while self.tries and now - self.tries[0] > LOGIN_WINDOW_S:
            self.tries.popleft()
        self.tries.append(now)
        return len(self.tries) > LOGIN_TRIES


def is_open(path: str) -> bool:
    """True for the addresses the page itself uses: no uploads, no files, no proxy, no monitoring."""
    path = unquote(path)
    if ".." in path.split("/"):
        return False
    if path in PAGES or path.rstrip("/") in PAGES or path.startswith(FOLDERS):
        return True
    name = path.removeprefix("/gradio_api/").rstrip("/")
    return path.startswith("/gradio_api/") and (name in CALLS or bool(NAMED.fullmatch(name)))
