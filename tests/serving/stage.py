"""Two pages over one Chroma server and one PostgreSQL, behind one nginx: all of it started for real."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
from started import PASSWORD, PostgresServer, Server, chroma_server, found, free_port, nginx_server

from ui.door.passwords import hashed_line

MAIN = "from assistant.cli.main import main; main()"
PEOPLE_PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Stage:
    """What runs."""

    pages: tuple[Server, ...]
    nginx: Server
    chroma: Server
    postgres: PostgresServer
    access: Path

    @property
    def url(self) -> str:
        """Of nginx."""
        return f"http://127.0.0.1:{self.nginx.port}"

    def answered_by(self) -> Server:
        """The page that answered nginx's last request."""
        last = self.access.read_text(encoding="utf-8").split()[-1]
        return next(page for page in self.pages if last.endswith(f":{page.port}"))


@contextlib.contextmanager
def a_stage(data_dir: Path, folder: Path, postgres: PostgresServer) -> Iterator[Stage]:
    """All of it, once the pages answer; the index of `data_dir` is taken over into `folder`."""
    for program in ("nginx", "chroma"):
        found(program)
    _linked(data_dir, folder)
    people, chroma = folder / "people", chroma_server(folder)
    people.write_text("".join(f"{hashed_line(name, PEOPLE_PASSWORD)}\n" for name in ("anna", "ben")), "utf-8")
    people.chmod(0o600)
    chroma.start()
    pages = tuple(_page(folder, number, people, chroma, postgres) for number in (1, 2))
    nginx = nginx_server(folder, tuple(page.port for page in pages))
    try:
        for page in pages:
            page.launch()
        for server in (*pages, nginx):
            server.start()
        until_healthy(pages)
        yield Stage(pages, nginx, chroma, postgres, folder / "access.log")
    finally:
        nginx.stop()  # killed, it would leave its workers behind
        for server in (*pages, chroma):
            server.stop(signal.SIGKILL)


def _page(folder: Path, number: int, people: Path, chroma: Server, postgres: PostgresServer) -> Server:
    port = free_port()
    command = [sys.executable, "-c", MAIN, "ui", "--port", str(port), "--auth", str(people)]
    servers = ["--chroma", f"http://127.0.0.1:{chroma.port}", "--database", postgres.address]
    log = folder / f"page{number}.log"
    return Server([*command, *servers], port, log, CD19_DATA_DIR=str(folder), PGPASSWORD=PASSWORD)


def until_healthy(pages: tuple[Server, ...]) -> None:
    """Waits until each page has answered its trial question."""
    end = time.monotonic() + 240
    for page in pages:
        while True:
            assert time.monotonic() < end, page.log()
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{page.port}/health").status_code == 200:
                    break
            time.sleep(0.2)


def _linked(data_dir: Path, folder: Path) -> None:
    """This run's index under another data folder: the same files, but Chroma's own, which it writes to."""

    def copy(source: str, target: str) -> object:
        with contextlib.suppress(OSError):  # on another disk it is copied too
            if "/chroma/" not in source:
                return os.link(source, target)
        return shutil.copy2(source, target)

    shutil.copytree(data_dir / "index" / "digest", folder / "index" / "digest", copy_function=copy)
