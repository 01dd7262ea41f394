"""The page on a local address: next free port, no outside request, no door open without a password."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ui import assets
from ui.app import create_app
from ui.errors import UiError
from ui.shield import Shield
from ui.theme import clinical_theme
from ui.turns import Asking

import gradio as gr  # isort: skip  # after ui.app, which tells it to keep quiet

Auth = tuple[str, str]
AUTH_VARIABLE = "CD19_UI_AUTH"
PORTS_TRIED = 50
MAX_FILE_SIZE = "16kb"
MIN_PASSWORD_CHARS = 12


def serve(
    assistant: Asking,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: Auth | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the page until Ctrl-C; UiError when the address is not loopback and has no password, or no port is free.

    `auth` is (user, password); when None it is read from the environment variable CD19_UI_AUTH, "user:password".
    """
    auth = auth or read_auth(os.environ.get(AUTH_VARIABLE, ""))
    check_door(host, auth)
    door = open_door(host, port)
    with door:
        free = door.getsockname()[1]
        if port and free != port:
            say(f"Port {port} is taken; using {free}.")
        server = uvicorn.Server(server_config(build_site(assistant, host, auth)))
        say(f"CD19 assistant is ready at {address(host, free)}  (Ctrl-C stops it)")
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once it has closed everything
            server.run(sockets=[door])
    say("Stopped.")


def build_site(assistant: Asking, host: str = "127.0.0.1", auth: Auth | None = None) -> FastAPI:
    """The whole site: the page mounted behind the shield, without any API description."""
    site = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    gr.mount_gradio_app(
        site,
        create_app(assistant),
        path="/",
        server_name=host,
        auth=auth,
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
    site.add_middleware(Shield)
    if is_loopback(host):
        # A page elsewhere must not reach this one through a name that resolves to 127.0.0.1 (DNS rebinding).
        site.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", host])
    return site


def server_config(site: FastAPI) -> uvicorn.Config:
    """Quiet server settings; no access log, since addresses and times are nobody's business."""
    config = uvicorn.Config(
        site, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=1, ws="none"
    )
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    return config


def _is_news(record: logging.LogRecord) -> bool:
    """False for what always happens when Ctrl-C ends the open connection of a page: no reason for a traceback."""
    ended = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not (ended or record.getMessage().endswith("timeout graceful shutdown exceeded"))


def check_door(host: str, auth: Auth | None) -> None:
    """Nothing when the address may be served; UiError when it is open to others without a good password."""
    if is_loopback(host):
        return
    if auth is None:
        raise UiError(
            f"host {host!r} can be reached by other machines, and the page has no password. "
            f"Set {AUTH_VARIABLE}=user:password in the environment, or stay on 127.0.0.1."
        )
    if len(auth[1]) < MIN_PASSWORD_CHARS:
        raise UiError(
            f"the password for host {host!r} has {len(auth[1])} characters, wanted at least {MIN_PASSWORD_CHARS}. "
            f"Set a longer one in {AUTH_VARIABLE}=user:password."
        )


def read_auth(text: str) -> Auth | None:
    """(user, password) from "user:password"; None from an empty text; UiError otherwise (the text is not repeated)."""
    if not text:
        return None
    user, colon, password = text.partition(":")
    if not (user and colon and password):
        raise UiError(f"{AUTH_VARIABLE} is set but is not of the form user:password.")
    return user, password


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
