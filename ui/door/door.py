"""The door: every request but /health needs a signed-in person, by cookie (people) or Basic authentication (programs).

1. POST /login with username and password: right, and a cookie is set; wrong, and the next try waits longer.
2. A request with the cookie, or with `Authorization: Basic`, goes on with the name as scope["cd19.user"].
3. All else: the sign-in page for a browser at /, 401 in words otherwise. /logout ends the session.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import TypeVar
from urllib.parse import parse_qs

import anyio
import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.threads import ThreadsError
from ui.door.passwords import Users
from ui.door.sessions import LASTS_S, Sessions
from ui.door.signin import signin_html
from ui.door.tries import Tries

Said = TypeVar("Said")
COOKIE = "cd19-session"
USER = "cd19.user"
"""Where the name stands in the scope of a request."""
OPEN = ("/health",)
_AT_ONCE = 2
"""Passwords looked at a time: hashing is slow by design, and the page must go on."""
_MAX_FORM_BYTES = 4096
_AWAY = "Nobody can be signed in just now: the database of this page does not answer. Please try again soon."
_WRONG = "That name and password do not belong together."


class Door:
    """ASGI middleware before all that a password protects."""

    def __init__(
        self, app: ASGIApp, users: Users, tries: Tries | None = None, sessions: Sessions | None = None
    ) -> None:
        self.app, self._users = app, users
        self._tries, self._sessions = tries or Tries(), sessions or Sessions()
        self._looking = anyio.CapacityLimiter(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN:
            return await self.app(scope, receive, send)
        try:
            name, answer = await self._looked_at(scope, receive)
        except ThreadsError:  # whoever stands before the door is told nothing of where the sessions are kept
            name, answer = "", _refused((503, _AWAY, 5))
        if answer:
            return await answer(scope, receive, send)
        await self.app({**scope, USER: name}, receive, send)

    async def _looked_at(self, scope: Scope, receive: Receive) -> tuple[str, Response | None]:
        """The person of a request; or nobody, and what is answered instead."""
        headers, path = Headers(scope=scope), scope["path"].rstrip("/")
        if path == "/login":
            return "", await self._login(scope, headers, receive)
        if path == "/logout":
            return "", await self._logout(headers)
        name, refusal = await self._who(scope, headers)
        return name, None if name else refusal or _asked(scope, headers)

    async def _who(self, scope: Scope, headers: Headers) -> tuple[str, Response | None]:
        """The person of a request; or nobody, and what to answer where a password was wrong."""
        name = await self._asked_of(self._sessions.name, _cookie(headers))
        if name:
            return name, None
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return "", None
        name = await self._asked_of(self._sessions.name, given)
        if name:
            return name, None
        try:
            name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", None
        wrong = await self._wrong(scope, name, password)
        if wrong:
            return "", _refused(wrong)
        self._sessions.keep(given, name)
        return name, None

    async def _login(self, scope: Scope, headers: Headers, receive: Receive) -> Response:
        if scope["method"] != "POST":
            return HTMLResponse(signin_html())
        form = await _form(receive)
        name, password = form.get("username", "").strip(), form.get("password", "")
        wrong = await self._wrong(scope, name, password)
        browser = "text/html" in headers.get("accept", "")
        if wrong:
            return _refused(wrong, signin_html(wrong[1], name) if browser else "")
        answer: Response = RedirectResponse("./", status_code=303) if browser else JSONResponse({"success": True})
        secure = scope["scheme"] == "https"
        token = await self._asked_of(self._sessions.open, name)
        answer.set_cookie(COOKIE, token, max_age=int(LASTS_S), httponly=True, samesite="lax", secure=secure)
        return answer

    async def _logout(self, headers: Headers) -> Response:
        await self._asked_of(self._sessions.close, _cookie(headers))
        answer = RedirectResponse("./", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    async def _asked_of(self, sessions_do: Callable[[str], Said], given: str) -> Said:
        """What the sessions say; beside all else where they may have to ask a database."""
        return await anyio.to_thread.run_sync(sessions_do, given) if self._sessions.waits else sessions_do(given)

    async def _wrong(self, scope: Scope, name: str, password: str) -> tuple[int, str, int] | None:
        """None for the right password; else status, words and seconds to wait."""
        address = str((scope.get("client") or ("",))[0])
        async with self._looking:  # the brake is asked in here too: many tries sent at once are no way around it
            wait = math.ceil(self._tries.wait_s(address, name))
            if wait:
                return 429, f"Too many wrong tries. Wait {wait} seconds, then try again.", wait
            if not await anyio.to_thread.run_sync(self._users.right, name, password):
                self._tries.wrong(address, name)
                return 401, _WRONG, 0
        self._tries.right(address, name)
        return None


def _asked(scope: Scope, headers: Headers) -> Response:
    """The sign-in page for a browser that opens the page; words for all else."""
    if scope["path"] == "/" and "text/html" in headers.get("accept", ""):
        return HTMLResponse(signin_html(), status_code=401)
    return _refused((401, "Sign in first: at / in a browser, or with Basic authentication from a program.", 0))


def _refused(wrong: tuple[int, str, int], page: str = "") -> Response:
    status, words, wait = wrong
    headers = {"retry-after": str(wait)} if wait else {}
    return HTMLResponse(page, status, headers) if page else PlainTextResponse(words, status, headers)


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _form(receive: Receive) -> dict[str, str]:
    """The fields of a sent form; none of one that is too long or no form."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = bool(message.get("more_body"))
        if len(body) > _MAX_FORM_BYTES or message["type"] == "http.disconnect":
            return {}
    try:
        fields = parse_qs(body.decode(), max_num_fields=10)
    except (UnicodeDecodeError, ValueError):
        return {}
    return {name: values[0] for name, values in fields.items()}
