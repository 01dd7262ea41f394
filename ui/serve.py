"""The page on a local address: next free port, no outside request, no door open without a password."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request

from ui import assets, health
from ui.app import create_app
from ui.closing import Closing, Server
from ui.door.door import USER, Door
from ui.door.passwords import MEND, Users, load_users, read_users
from ui.door.sessions import sessions_beside
from ui.errors import UiError
from ui.limits import Limits
from ui.shield import Shield
from ui.theme import clinical_theme
from ui.turns import Asking
from ui.waiting import is_busy

import gradio as gr  # isort: skip  # after ui.app, which tells it to keep quiet

AUTH_VARIABLE = "CD19_UI_AUTH"
PORTS_TRIED = 50
SWITCH_S = 0.001
"""How long a thread may hold Python. Answers are computed beside the loop that sends them, which waits so long for its
turn several times an update: with Python's own 5 ms the first words come a tenth later."""
SIGN_IN = frozenset({"/login", "/logout"})
MAX_FILE_SIZE = "16kb"
TOOLS_PATH = "/mcp"


def serve(
    assistant: Asking,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: Path | None = None,
    tools: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the page until Ctrl-C or SIGTERM; UiError for an address of others without passwords, or no free port.

    `auth` is a file of "user:hash" lines; when None they are read from the environment variable CD19_UI_AUTH, and
    where that is empty too, no password is asked. `tools` offers the functions for programs over MCP too.
    """
    sys.setswitchinterval(SWITCH_S)
    users = find_users(auth, os.environ.get(AUTH_VARIABLE, ""), say)
    check_door(host, users)
    door = open_door(host, port)
    with door:
        free = door.getsockname()[1]
        if port and free != port:
            say(f"Port {port} is taken; using {free}.")
        server = server_of(assistant, host, users, tools)
        say(f"CD19 assistant is ready at {address(host, free)}  (Ctrl-C stops it)")
        if tools:
            say(f"Tools for programs (MCP): {address(host, free)}{TOOLS_PATH}")
        server.run(sockets=[door])
    say("Stopped.")


def server_of(assistant: Asking, host: str = "127.0.0.1", users: Users | None = None, tools: bool = False) -> Server:
    """The server of the whole site, not yet running; its health is tried out once it runs."""
    closing = threading.Event()
    closable = Closing(assistant, closing)
    page = create_app(closable)
    state = health.Health(closable, closing, told=users is None)
    site = build_site(closable, host, users, tools, page, state)
    state.start()
    gradio_app = site.router.routes[-1].app  # type: ignore[attr-defined]  # mounted last
    return Server(server_config(site), closing, lambda: is_busy(page), lambda: gradio_app.stop_event.set())


def build_site(
    assistant: Asking,
    host: str = "127.0.0.1",
    users: Users | None = None,
    tools: bool = False,
    page: gr.Blocks | None = None,
    state: health.Health | None = None,
) -> FastAPI:
    """The whole site: the page mounted behind shield and door, without any API description."""
    site = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    state = state or health.Health(assistant, threading.Event(), told=users is None)
    health.add_health(site, state.report)
    if tools:
        from ui.tools import mount_tools  # mcp is loaded where it is asked for, nowhere else

        mount_tools(site, assistant, version("cd19-assistant"))
    gr.mount_gradio_app(
        site,
        page or create_app(assistant),
        path="/",
        server_name=host,
        auth_dependency=_signed_in if users else None,
        app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None},
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=MAX_FILE_SIZE,
        theme=clinical_theme(),
        css=assets.styles(),
        head=f"<script>{assets.scripts()}</script>",
        favicon_path=str(Path(__file__).with_name("icon.svg")),
    )
    # The last one added stands first: shield (what is open, whence it comes), size, password.
    if users:
        site.add_middleware(Door, users=users, sessions=sessions_beside(assistant.threads.where))
    site.add_middleware(Limits)
    site.add_middleware(Shield, more=frozenset({TOOLS_PATH} if tools else ()) | (SIGN_IN if users else frozenset()))
    if is_loopback(host) and not users:
        # A page elsewhere must not reach this one through a name that resolves to 127.0.0.1 (DNS rebinding). Where
        # passwords are asked, such a name has no cookie of ours, and a proxy may hand on the name it is known by.
        site.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", host])
    return site


def _signed_in(request: Request) -> str | None:
    """Who the door let in."""
    name: str | None = request.scope.get(USER)
    return name


def server_config(site: FastAPI) -> uvicorn.Config:
    """Quiet server settings; no access log, since addresses and times are nobody's business."""
    config = uvicorn.Config(
        site, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2, ws="none"
    )
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    return config


def _is_news(record: logging.LogRecord) -> bool:
    """False for what always happens when Ctrl-C ends the open connection of a page: no reason for a traceback."""
    ended = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not (ended or record.getMessage().endswith("timeout graceful shutdown exceeded"))


def find_users(auth: Path | None, variable: str, say: Callable[[str], None] = print) -> Users | None:
    """The people of the file, else of the environment; None where neither is given. UiError where they cannot be read.

    What others can read is said.
    """
    if auth is None:
        return read_users(variable, f"{AUTH_VARIABLE} in the environment") if variable else None
    users, warning = load_users(auth)
    if warning:
        say(f"Warning: {warning}")
    return users


def check_door(host: str, users: Users | None) -> None:
    """Nothing when the address may be served; UiError when it is open to others without passwords."""
    if users is None and not is_loopback(host):
        raise UiError(
            f"host {host!r} can be reached by other machines, and no password is set. {MEND} Or stay on 127.0.0.1."
        )


def is_loopback(host: str) -> bool:
    """True for addresses that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def open_door(host: str, port: int) -> socket.socket:
    """A listening socket on the first free port from `port` on; UiError when none of PORTS_TRIED is free."""
    name = host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        door = socket.socket(family, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((name, candidate))
            door.listen(128)
        except OSError:
            door.close()
            continue
        return door
    raise UiError(
        f"no free port on {host!r} from {port} to {port + PORTS_TRIED - 1}. "
        "Close another server, or choose another range with --port."
    )


def address(host: str, port: int) -> str:
    """The address to open in a browser."""
    name = host.strip("[]")
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
