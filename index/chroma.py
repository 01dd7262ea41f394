"""A Chroma server (`chroma run`, the one in Rust) over its HTTP interface, version 2: what an index needs of it.

Chroma's own HTTP client waits for an answer without end and takes a second to import: hence these few calls.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from index.embed import Vectors
from index.errors import NoCollectionError, ServerAddressError, ServerAwayError, ServerFailedError

CONNECT_S, ANSWER_S = 10.0, 30.0
_HOME = "/api/v2/tenants/default_tenant/databases/default_database/collections"
_TOLD_CHARS = 300


class ChromaServer:
    """The collections of one server; safe for several threads. Whoever can reach it can change them: it asks nobody."""

    def __init__(self, address: str, answer_s: float = ANSWER_S) -> None:
        """`answer_s`: seconds that it may be silent. Raises ServerAddressError; connects to nothing yet."""
        self.shown = _shown(address)
        """For people: without credentials."""
        timeout = httpx.Timeout(answer_s, connect=min(CONNECT_S, answer_s))
        # The server named is asked and no other: no proxy of the environment.
        self._client = httpx.Client(timeout=timeout, trust_env=False)
        self._home = address.rstrip("/") + _HOME

    def create(self, name: str, ef_search: int) -> str:
        """The id of a new collection, compared by cosine."""
        space = {"space": "cosine", "ef_search": ef_search, "ef_construction": 200, "max_neighbors": 32}
        return str(self._call("POST", "", {"name": name, "configuration": {"hnsw": space}})["id"])

    def id_of(self, name: str) -> str:
        """A collection's id. Raises NoCollectionError."""
        return str(self._call("GET", f"/{name}")["id"])

    def rename(self, own: str, name: str) -> bool:
        """Gives a collection another name in one step; False where one of that name is there already."""
        try:
            self._call("PUT", f"/{own}", {"new_name": name})
        except ServerFailedError as error:
            if "UNIQUE" in str(error) or "already exists" in str(error):
                return False
            raise
        return True

    def delete(self, name: str) -> None:
        """Deletes a collection; nothing where there is none."""
        try:
            self._call("DELETE", f"/{name}")
        except NoCollectionError:
            return

    def count(self, own: str) -> int:
        """How many units a collection holds."""
        return int(self._call("GET", f"/{own}/count"))

    def ask(self, own: str, what: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A call on a collection: add, get, query. Raises NoCollectionError where it is not there any more."""
        return dict(self._call("POST", f"/{own}/{what}", body) or {})

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        try:
            answer = self._client.request(method, self._home + path, json=body)
        except httpx.HTTPError as error:
            raise ServerAwayError(self.shown, str(error) or type(error).__name__) from error
        try:
            told = answer.json()
        except ValueError:
            told = None
        if answer.is_success and told is not None:
            return told
        if isinstance(told, dict) and told.get("error") == "NotFoundError":
            raise NoCollectionError(self.shown, path.split("/")[1])
        fault = told.get("message") if isinstance(told, dict) else "no answer of a Chroma server"
        raise ServerFailedError(self.shown, f"{answer.status_code}: {fault}"[:_TOLD_CHARS])


def packed(vectors: Vectors) -> list[str]:
    """Vectors as the server takes them at a quarter of the length of their digits: float32 in base64."""
    return [base64.b64encode(vector.astype("<f4").tobytes()).decode() for vector in vectors]


def _shown(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ServerAddressError from None
    if parts.scheme not in ("http", "https") or not host:
        raise ServerAddressError
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
