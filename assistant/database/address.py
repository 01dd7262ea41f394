"""The address of a PostgreSQL server, and how it is shown: never with its password."""

from __future__ import annotations

import re
from typing import Any

from assistant.database.errors import AddressError
from assistant.model.masks import masked

_SCHEMES = ("postgresql://", "postgres://")
CONNECT_S = 10


class Address:
    """Where a database is. The password, where one is given, goes to the driver alone; it is in no text of this."""

    def __init__(self, given: str) -> None:
        """`given`: `postgresql://...`, as libpq takes it; what it leaves out, libpq takes from PGPASSWORD, ~/.pgpass
        and its other sources. Raises AddressError."""
        from psycopg import Error
        from psycopg.conninfo import conninfo_to_dict

        if not given.startswith(_SCHEMES):
            raise AddressError
        try:
            parts = conninfo_to_dict(given)
        except Error:
            raise AddressError from None
        if _is_split_wrongly(parts):
            raise AddressError
        self._parts: dict[str, Any] = {"connect_timeout": CONNECT_S, "application_name": "cd19-assistant", **parts}
        self._secrets = [str(parts[name]) for name in ("password", "sslpassword") if parts.get(name)]
        self.shown = _shown(self._parts)
        """For people: without the password."""

    def __repr__(self) -> str:
        return f"Address({self.shown})"

    def arguments(self) -> dict[str, Any]:
        """For psycopg.connect."""
        return dict(self._parts)

    def without_secrets(self, error: Exception) -> str:
        """The first line of an error, without any password."""
        told = next(iter(str(error).splitlines()), "") or type(error).__name__
        for secret in self._secrets:
            told = told.replace(secret, "***")
        return masked(re.sub(r"^connection failed: ", "", told))


def _is_split_wrongly(parts: dict[str, Any]) -> bool:
    """Whether a sign in a password was taken for the end of it: a piece of it would be shown as host, port or name."""
    ports = re.fullmatch(r"[\d,]*", str(parts.get("port", "")))
    return ports is None or any("@" in str(parts.get(name, "")) for name in ("host", "dbname"))


def _shown(parts: dict[str, Any]) -> str:
    user = f"{parts['user']}@" if parts.get("user") else ""
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"postgresql://{user}{parts.get('host') or parts.get('hostaddr') or ''}{port}/{parts.get('dbname') or ''}"
