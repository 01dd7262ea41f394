"""Where conversations and study are kept, as the settings say: files of the data folder, or one database server."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.threads.store import ThreadStore

if TYPE_CHECKING:
    from assistant.database.postgres import Postgres
    from assistant.study.store import StudyStore

THREADS = "threads.sqlite"
"""The file of conversations in the data folder."""


def open_threads(settings: Settings) -> ThreadStore:
    """Kept conversations. Raises AddressError; a database is not asked for yet."""
    return ThreadStore(open_database(settings) or settings.data_dir / THREADS)


def open_study(settings: Settings) -> StudyStore:
    """Answers and cards of study. Raises AddressError."""
    return study_beside(open_threads(settings))


def study_beside(threads: ThreadStore) -> StudyStore:
    """Study, where these conversations are kept: a file in the same folder, or the same database."""
    from pathlib import Path

    from assistant.study.store import NAME, StudyStore

    where = threads.where
    return StudyStore(where.parent / NAME if isinstance(where, Path) else where)


def open_database(settings: Settings) -> Postgres | None:
    """The database that the settings name, one for all of this process; None for files. Raises AddressError."""
    address = settings.database.get_secret_value()
    return _postgres(address) if address else None


@lru_cache(maxsize=4)
def _postgres(address: str) -> Postgres:
    from assistant.database.postgres import Postgres

    return Postgres(address)
