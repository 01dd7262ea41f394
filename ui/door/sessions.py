"""Who is signed in: random tokens, kept as digests alone, gone after a working day.

Where conversations are kept on a database server, so are the sessions: who signed in at one page is known to all, and
who signed out is gone from all. Else they are kept in memory, and gone with the process.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from assistant.database.protocol import Database

LASTS_S = 12 * 3600.0
SEEN_S = 5.0
"""How long a page goes by what it last heard of a session."""
_KEPT = 10_000


class Sessions:
    """Tokens and the names they stand for; safe between threads."""

    waits = False
    """Whether an answer may take time, so that it is asked for beside all else."""

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


class SharedSessions(Sessions):
    """The same in a database. A program's credentials stay in memory: no digest of a password is kept anywhere."""

    waits = True

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        super().__init__(clock)
        self._database = database
        self._seen: dict[bytes, tuple[str, float]] = {}

    def open(self, name: str) -> str:
        """See Sessions. Raises ThreadsError where the database is away."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._database.writing(name) as database:
            database.execute("DELETE FROM sessions WHERE since < ?", (now - LASTS_S,))
            database.execute("INSERT INTO sessions VALUES (?, ?, ?)", (_digest(token).hex(), name, now))
        return token

    def name(self, token: str) -> str:
        """See Sessions; what was found a moment ago is not asked for again. Raises ThreadsError."""
        known = super().name(token) if token else ""
        key, now = _digest(token), self._clock()
        name, at = self._seen.get(key, ("", 0.0))
        if known or not token or (name and 0 <= now - at < SEEN_S):
            return known or name
        with self._database.reading() as database:
            asked = "SELECT owner FROM sessions WHERE token = ? AND since > ?"
            row = database.execute(asked, (key.hex(), now - LASTS_S)).fetchone() if database else None
        if row is None:
            self._seen.pop(key, None)
            return ""
        if len(self._seen) >= _KEPT:
            self._seen.clear()
        self._seen[key] = (str(row[0]), now)
        return str(row[0])

    def close(self, token: str) -> None:
        """See Sessions; the other pages know of it within SEEN_S. Raises ThreadsError."""
        super().close(token)
        self._seen.pop(_digest(token), None)
        with self._database.writing("") as database:
            database.execute("DELETE FROM sessions WHERE token = ?", (_digest(token).hex(),))


def sessions_beside(where: Path | Database) -> Sessions:
    """Sessions for a page whose conversations are kept there."""
    return Sessions() if isinstance(where, Path) else SharedSessions(where)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
