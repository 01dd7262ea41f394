"""The page's functions as MCP tools (`cd19 ui --mcp`): ask, case, check, decide, retrieve, at /mcp. Loads mcp."""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import anyio
import anyio.to_thread
from fastapi import FastAPI
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings

from assistant.records import Record
from ui.limits import MAX_BODY_BYTES
from ui.programs import NAMES, Answering, Programs, Question, SomeFacts, Thread
from ui.turns import Asking, in_words

PATH = "/mcp"
_AT_ONCE, _QUEUE_SIZE = 4, 64
_SAID = (
    "Answers from one review (Aldoss and Forman, Blood 2020;135:804-813) on blinatumomab or CD19 CAR T cells in adults "
    "with B-cell ALL, as of January 2020. Every sentence cites a place of the review and is checked. It supports a "
    "professional's decision and prescribes nothing. Send no names, dates of birth or record numbers."
)


def mount_tools(site: FastAPI, assistant: Asking, version: str) -> None:
    """Adds /mcp to the site, before anything is mounted at /; hosts, origins and passwords are the site's matter."""
    server = tools(assistant, version)
    # The site's shield and door look at host, origin, password and size of every request, these too.
    unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    inner = server.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=unguarded,
        max_request_body_size=MAX_BODY_BYTES,
    )  # fmt: skip
    site.router.routes.extend(inner.routes)
    before = site.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with before(app) as state, server.session_manager.run():
            yield state

    site.router.lifespan_context = lifespan


def tools(assistant: Asking, version: str) -> MCPServer[Any]:
    """The MCP server with its five tools."""
    known, running = Programs(cast(Answering, assistant)), anyio.CapacityLimiter(_AT_ONCE)
    server = _Server("cd19-assistant", title="CD19 assistant", instructions=_SAID, version=version, log_level="ERROR")

    def ask(question: Question, thread: Thread = "", case: SomeFacts = None, context: Context | None = None) -> Record:
        return known.ask(question, thread, case, owner=_owner(context))

    ask.__doc__ = known.ask.__doc__
    for name in NAMES:
        function = ask if name == "ask" else getattr(known, name)
        server.add_tool(_worded(function, running), name=name, description=inspect.getdoc(function))
    return server


class _Server(MCPServer[Any]):
    """Tells what lacks and what went wrong in our own words, without the frame that the library puts around."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        tool = self._tool_manager.get_tool(name)
        lacking = [key for key in tool.parameters.get("required", ()) if key not in arguments] if tool else []
        if lacking:
            wanted = ", ".join(tool.parameters["properties"]) if tool else ""
            raise ToolError(f"{name}: {', '.join(lacking)} missing; wanted {wanted}. Give it as an argument.")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            raise ToolError(str(error).removeprefix(f"Error executing tool {name}: ")) from error


def _worded(function: Callable[..., Record], running: anyio.CapacityLimiter) -> Callable[..., Any]:
    """The same function beside the event loop; whatever goes wrong in it is told in words."""

    @functools.wraps(function)
    async def worded(*given: Any, **named: Any) -> Any:
        if running.statistics().tasks_waiting >= _QUEUE_SIZE:
            raise ToolError(f"{_QUEUE_SIZE} calls are waiting already. Try again in a few seconds.")
        try:
            return await anyio.to_thread.run_sync(functools.partial(function, *given, **named), limiter=running)
        except Exception as error:
            raise ToolError(in_words(error)) from error

    worded.__signature__ = inspect.signature(function, eval_str=True)  # type: ignore[attr-defined]
    return worded


def _owner(context: Context | None) -> str:
    """Who signed in, as the door noted it on the request."""
    request = context.request_context.request if context is not None else None
    return str(getattr(request, "scope", {}).get("cd19.user") or "")
