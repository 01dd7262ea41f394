"""What a store needs of a database, whichever it is: a SQLite file of the data folder, or a PostgreSQL server.

Statements are written for both: `?` stands for a value, rows have a `rowid`, and `fold` and `instr` are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Rows(Protocol):
    """What a statement found."""

    def fetchone(self) -> Any: ...

    def fetchall(self) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """Takes statements inside a transaction."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows: ...


class Database(Protocol):
    """Where something is kept."""

    def writing(self, owner: str) -> AbstractContextManager[Connection]:
        """One transaction, undone whole where anything goes wrong; of two on one owner the second waits."""
        ...

    def reading(self) -> AbstractContextManager[Connection | None]:
        """All as it was when reading began; None where nothing was ever kept."""
        ...

    def empty(self) -> None:
        """What was deleted is cleared away, as far as nobody is just reading it."""
        ...
