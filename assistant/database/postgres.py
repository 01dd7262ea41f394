"""A PostgreSQL server as a Database: transactions on a few connections, kept open and made anew when they break.

1. Every change is one transaction under a lock of its owner: of two processes the second waits, turns number in a row.
2. A connection is tried by the statement that begins the transaction: one that broke since is replaced, and nothing was
   lost. So a server that went away and came back needs nothing of us.
3. Nobody waits without end: connecting, a place among the connections, and a whole transaction have their limits.

psycopg's own pool is left aside: where the server is away it tells of a time-out, not of the cause, and its threads
outlive a command that asks one question.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, cast

from assistant.database.address import Address
from assistant.database.errors import AwayError, FailedError, ServerError
from assistant.database.protocol import Connection, Rows
from assistant.database.schema import TABLES, VERSION, bring_up_to_date
from corpus.signs import whole

MOST_CONNECTIONS = 8
TRANSACTION_S = 20.0
_LATER_S = 1.0
"""After the server's own limit, so that it can say what it waited for."""
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class Postgres:
    """One database; safe for several threads, and for any number of processes on it."""

    def __init__(self, address: str, transaction_s: float = TRANSACTION_S) -> None:
        """`transaction_s`: seconds for one transaction, waiting for others included. Raises AddressError; connects to
        nothing yet."""
        self._address, self._limit_s = Address(address), transaction_s
        self._idle: list[Any] = []
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)

    @property
    def shown(self) -> str:
        """The address for people, without its password."""
        return self._address.shown

    @contextmanager
    def writing(self, owner: str) -> Iterator[Connection]:
        """See Database. Raises AwayError, FailedError, NewerSchemaError."""
        with self._transaction("BEGIN") as connection:
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 19))", (owner,))
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See Database; the same errors."""
        with self._transaction(_READ) as connection:
            yield connection

    def empty(self) -> None:
        """See Database: rows that were deleted are vacuumed. What the server's log and backups keep is its own."""
        with suppress(ServerError), self._lent("SELECT 1") as own:  # they are deleted all the same
            own.execute(f"VACUUM (SKIP_LOCKED) {', '.join(TABLES)}")

    def state(self) -> str:
        """Whether it answers, in words."""
        try:
            with self.reading():
                return f"answers, schema {VERSION}"
        except ServerError as error:
            return str(error)

    def close(self) -> None:
        """Let go of the connections that nobody uses just now."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with self._lent(begin) as own:
            try:
                yield _Spoken(own)
                own.execute("COMMIT")
            except BaseException:
                with suppress(Exception):  # a connection that broke has nothing to be taken back
                    own.execute("ROLLBACK")
                raise

    @contextmanager
    def _lent(self, first: str) -> Iterator[Any]:
        """A connection on which the statement `first` was done; psycopg's errors become ours."""
        import psycopg

        if not self._places.acquire(timeout=self._limit_s):
            raise AwayError(self.shown, f"{MOST_CONNECTIONS} of its connections are busy for {self._limit_s:.0f} s")
        own = None
        try:
            own = self._begun(first)
            with _limited(own, self._limit_s):
                yield own
        except psycopg.Error as error:
            away = isinstance(error, psycopg.OperationalError) and (own is None or own.closed)
            told = self._address.without_secrets(error)
            raise (AwayError if away else FailedError)(self.shown, told) from None
        finally:
            self._take_back(own)
            self._places.release()

    def _begun(self, first: str) -> Any:
        """A connection kept open, else a new one, with `first` done."""
        import psycopg

        while True:
            own, kept = self._kept_or_new()
            try:
                with _limited(own, self._limit_s):
                    own.execute(first)
                return own
            except BaseException as error:
                own.close()
                if not (kept and isinstance(error, psycopg.OperationalError)):
                    raise

    def _kept_or_new(self) -> tuple[Any, bool]:
        with suppress(IndexError):
            return self._idle.pop(), True
        import psycopg

        own = psycopg.connect(**self._address.arguments(), autocommit=True)
        try:
            with _limited(own, self._limit_s):
                own.execute(f"SET statement_timeout = {int(self._limit_s * 1000)}")
                bring_up_to_date(own, self.shown)
        except BaseException:
            own.close()
            raise
        return own, False

    def _take_back(self, own: Any) -> None:
        if own is None:
            return
        with suppress(Exception):
            if not own.closed and own.info.transaction_status.name == "IDLE":
                self._idle.append(own)
                return
        own.close()


@contextmanager
def _limited(own: Any, limit_s: float) -> Iterator[None]:
    """Ends the connection some time after the limit: a server that hangs heeds no limit of its own."""
    import psycopg

    taken = socket.socket(fileno=os.dup(own.fileno()))
    ended = threading.Event()

    def end() -> None:
        ended.set()
        with suppress(OSError):
            taken.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(limit_s + _LATER_S, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except psycopg.OperationalError as error:
        if ended.is_set():
            raise psycopg.OperationalError(f"no answer for {limit_s + _LATER_S:.0f} s") from error
        raise
    finally:
        timer.cancel()
        taken.close()


class _Spoken:
    """A connection that takes statements as they are written for SQLite too."""

    def __init__(self, own: Any) -> None:
        self._own = own

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """`?` stands for a value."""
        told = self._own.execute(statement.replace("?", "%s"), [_storable(value) for value in values])
        return cast(Rows, told)


def _storable(value: Any) -> Any:
    """PostgreSQL's texts have no sign of number 0 and no half characters: U+FFFD stands in their place."""
    return whole(value.replace("\0", "\ufffd")) if isinstance(value, str) else value
