"""What stands before Gradio: security headers, a short list of open paths, and no requests from other sites."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
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
    "referrer-policy": "same-origin",  # with "no-referrer" a browser would send a form of ours as if from nowhere
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}
PAGES = frozenset(["/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/health"])
FOLDERS = ("/assets/", "/static/", "/svelte/")
CALLS = frozenset(
    {
        *("queue/join", "queue/data", "cancel", "reset", "startup-events", "info", "theme.css"),
        *("login_check", "user", "app_id"),
    }
)
NAMED = re.compile(rf"heartbeat/[\w-]+|call(/v2)?/({'|'.join(NAMES)})(/[\w-]+)?")
"""Sessions, and the functions for programs (ui.exposed)."""


class Shield:
    """ASGI middleware: lets through what the page uses and nothing else, with headers on every response."""

    def __init__(self, app: ASGIApp, more: frozenset[str] = frozenset()) -> None:
        """`more`: addresses open beside those of the page."""
        self.app, self.more = app, more

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # the page uses none
            return await send({"type": "websocket.close", "code": 1008})
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["path"], Headers(scope=scope))
        await (refusal or self.app)(scope, receive, with_headers)

    def _refusal(self, path: str, headers: Headers) -> PlainTextResponse | None:
        if not is_open(path) and path not in self.more:
            return PlainTextResponse("Not found: the page does not use this address.", status_code=404)
        if not is_own(headers.get("origin", ""), headers.get("host", "")):
            return PlainTextResponse("Refused: this request comes from another site.", status_code=403)
        return None


def is_own(origin: str, host: str) -> bool:
    """True where a browser says that a request comes from the page itself, or where no browser asks."""
    return not origin or urlsplit(origin).netloc == host


def is_open(path: str) -> bool:
    """True for the addresses the page itself uses: no uploads, no files, no proxy, no monitoring."""
    path = unquote(path)
    if ".." in path.split("/"):
        return False
    if path in PAGES or path.rstrip("/") in PAGES or path.startswith(FOLDERS):
        return True
    name = path.removeprefix("/gradio_api/").rstrip("/")
    return path.startswith("/gradio_api/") and (name in CALLS or bool(NAMED.fullmatch(name)))
