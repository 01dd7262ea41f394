"""What all tests share: the review as data, one assistant with one index, and no way out of this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# Prepended test folders hold folders named as the packages: the packages must be found first.
sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.api import Assistant, open_assistant
from assistant.settings import Settings
from corpus.digest import Digest, load_digest
from corpus.lexicon import Concepts, load_concepts

if TYPE_CHECKING:
    from started import PostgresServer

    from assistant.database.postgres import Postgres

# No test times itself: another busy process would fail it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

LOOPBACK = ("127.0.0.1", "::1", "localhost", "", None)
SHARED = Path(__file__).parents[2] / "shared"


NOWHERE = ("192.0.2.1", "2001:db8::1", "example.org")
"""What tests try to reach on purpose: addresses and a name that belong to nobody."""
TRIED: list[str] = []
"""Other machines that something in this process tried to reach: whoever caught the error, it stands here."""


class OutsideAccessError(RuntimeError):
    """Something in this process tried to reach another machine."""


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    """Unix sockets and loopback stay open: asyncio and the browser's driver need them."""
    if event == "socket.getaddrinfo":
        host: object = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in LOOPBACK:
        TRIED.append(str(host))
        raise OutsideAccessError(f"{event}: got host {host!r}; tests reach 127.0.0.1 and ::1 alone")


def pytest_configure(config: pytest.Config) -> None:
    """An audit hook holds for the whole run, session fixtures included, and no test can take it off."""
    sys.addaudithook(_refuse_outside)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One file that needs the index comes first and builds it; those that do without follow, so that no worker waits.

    Then the rest, last ones first: the page's tests are the longest of all.
    """
    needing = {item.path for item in items if "data_dir" in getattr(item, "fixturenames", ())}
    files = list(dict.fromkeys(item.path for item in items))
    first = next((path for path in files if path in needing), None)
    rank = {path: (path in needing) * (len(files) - at) for at, path in enumerate(files)} | {first: -1}
    items.sort(key=lambda item: rank[item.path])


@pytest.fixture(scope="session", autouse=True)
def _nothing_leaves() -> Iterator[None]:
    """The page, its functions, import and study run in this process: none of them so much as tried to reach out."""
    yield
    assert not [host for host in TRIED if host not in NOWHERE]


@pytest.fixture(scope="session")
def digest() -> Digest:
    """The built-in digest."""
    return load_digest()


@pytest.fixture(scope="session")
def concepts() -> Concepts:
    """The vocabulary."""
    return load_concepts()


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's index lies, one for all its processes; CD19_TEST_DATA_DIR keeps it from one run to the next."""
    kept = os.environ.get("CD19_TEST_DATA_DIR")
    own = tmp_path_factory.getbasetemp()
    folder = Path(kept) if kept else (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "cd19"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def assistant(data_dir: Path) -> Assistant:
    """The real assistant, opened once; the first one builds the index."""
    return open_assistant(Settings(data_dir=data_dir))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the review's text and tools, beside the repository; not part of it."""
    if not (SHARED / "review" / "locators.json").is_file():
        pytest.skip(f"no {SHARED.name}/review beside the repository: the review's own text is not distributed")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this process's own."""
    from started import a_postgres

    with a_postgres() as server:
        yield server


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[Postgres]:
    """Its database, with nothing of ours in it."""
    from assistant.database.postgres import Postgres

    postgres.run("DROP SCHEMA IF EXISTS cd19 CASCADE")
    database = Postgres(postgres.address_with_password)
    yield database
    database.close()
