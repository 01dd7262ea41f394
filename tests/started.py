"""Servers started for tests as an administrator starts them: Debian's and PyPI's own programs, on loopback alone."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PASSWORD = "pa55: word/@"
"""With signs that an address has to spell."""
WAIT_S = 240.0


def found(name: str) -> str:
    """A program's path; skips the test with the reason where it is not here."""
    beside = Path(sys.executable).with_name(name)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    path = shutil.which(name) or next(
        (str(one) for one in (beside, *debian, Path("/usr/sbin") / name) if one.is_file()), None
    )
    if path is None:
        pytest.skip(f"{name} is not installed: `make servers` installs it where there is Debian's apt")
    return path


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def until(true: Callable[[], bool], told: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Waits for something; fails where it does not come, or the process ends before."""
    end = time.monotonic() + WAIT_S
    while not true():
        assert process is None or process.poll() is None, f"{told}: the process ended with {process and process.poll()}"
        assert time.monotonic() < end, f"{told}: not after {WAIT_S:.0f} s"
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


class Server:
    """A program that listens on a port of this machine, started, stopped and killed at will."""

    def __init__(self, command: list[str], port: int, log: Path, user: str | None = None, **environment: str) -> None:
        self.command, self.port, self._log, self._user = command, port, log, user
        self._environment = {**os.environ, **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Starts it and waits for nothing."""
        if self.process is not None:
            return
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, user=self._user,
                env=self._environment, cwd="/" if self._user else None,
            )  # fmt: skip

    def start(self) -> None:
        """Returns once it listens."""
        self.launch()
        until(lambda: listens(self.port), f"{self.command[0]} (see {self._log})", self.process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends it; nothing where it does not run."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=WAIT_S)
            self.process = None

    def log(self) -> str:
        """What it said so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")


class PostgresServer(Server):
    """A PostgreSQL server over a folder of its own, with one user who has a password."""

    def __init__(self, folder: Path) -> None:
        port, user = free_port(), _unprivileged()
        secret = folder / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        if user:
            for path in (folder, secret):
                shutil.chown(path, user)
        initdb = [found("initdb"), "-D", str(folder / "data"), "-U", "cd19", "-A", "scram-sha-256", "--no-sync"]
        subprocess.run(
            [*initdb, f"--pwfile={secret}", "--encoding=UTF8", "--locale=C"],
            check=True, capture_output=True, user=user, cwd="/" if user else None,
        )  # fmt: skip
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"port={port}", "-c", "unix_socket_directories="]
        super().__init__(
            [found("postgres"), "-D", str(folder / "data"), *options, "-c", "shared_buffers=16MB"],
            port, folder / "log", user,
        )  # fmt: skip

    @property
    def address(self) -> str:
        """For --database, without the password."""
        return f"postgresql://cd19@127.0.0.1:{self.port}/postgres"

    @property
    def address_with_password(self) -> str:
        """As somebody writes it who does not know of PGPASSWORD."""
        from urllib.parse import quote

        return self.address.replace("cd19@", f"cd19:{quote(PASSWORD, safe='')}@")

    def start(self) -> None:
        super().start()
        until(self._lets_in, "PostgreSQL", self.process)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """At once, but cleanly; SIGQUIT is a crash."""
        super().stop(how)

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """A statement behind the stores' back."""
        import psycopg

        with psycopg.connect(self.address_with_password, autocommit=True, options="-c search_path=cd19") as own:
            done = own.execute(statement)
            return done.fetchall() if done.description else []

    def _lets_in(self) -> bool:
        import psycopg

        with contextlib.suppress(psycopg.OperationalError):
            self.run("SELECT 1")
            return True
        return False


def chroma_server(folder: Path) -> Server:
    """A Chroma server over a folder: the program that comes with the package, written in Rust; not started yet."""
    port, config = free_port(), folder / "chroma.yaml"
    config.write_text(
        f'persist_path: "{folder / "data"}"\nlisten_address: "127.0.0.1"\nport: {port}\n', encoding="utf-8"
    )
    return Server([found("chroma"), "run", str(config)], port, folder / "chroma.log")


def nginx_server(folder: Path, pages: tuple[int, ...]) -> Server:
    """nginx with the site of docs/nginx.conf as it is shipped, but for its ports; its log tells which page answered."""
    port, shipped = free_port(), (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    for ours, theirs in zip((port, *pages), (8080, 7860, 7861), strict=True):
        assert f"127.0.0.1:{theirs}" in shipped
        shipped = shipped.replace(f"127.0.0.1:{theirs}", f"127.0.0.1:{ours}")
    (folder / "site.conf").write_text(shipped, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder / kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{'user root; ' if os.geteuid() == 0 else ''}daemon off; worker_processes 1; pid {folder / 'pid'}; "
        f"error_log {folder / 'error.log'}; events {{}} http {{ {temporary}"
        f"log_format whose '$upstream_addr'; access_log {folder / 'access.log'} whose; include site.conf; }}\n",
        encoding="utf-8",
    )
    return Server([found("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")], port, folder / "nginx.log")


@contextlib.contextmanager
def a_postgres() -> Iterator[PostgresServer]:
    """A running one, gone with its folder at the end."""
    found("postgres")
    folder = Path(tempfile.mkdtemp(prefix="cd19-postgres-"))  # pytest's own folders are closed to other users
    server = PostgresServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """Who runs PostgreSQL, which refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
