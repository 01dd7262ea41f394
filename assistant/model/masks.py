"""Text without secrets: keys from the environment, credentials in addresses, and what looks like a key."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

MASK = "***"
_SECRET_NAME = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)S?$", re.IGNORECASE)
_SHORTEST = 6
"""Values shorter than this are no secrets: masking "none" or "1" would spoil ordinary words."""
_LOOKS = re.compile(
    r"(?P<keep>://)[^/\s@]*@"
    r"|(?P<name>(?:bearer|basic)\s+|(?:api[-_ ]?key|token|secret|password|key)[\"']?\s*[=:]\s*[\"']?)"
    r"[^\s\"'&,;)}\]]{4,}"
    r"|\b(?:sk|pk|rk|gsk|hf|xai|AIza)[-_][A-Za-z0-9_-]{8,}",
    re.IGNORECASE,
)


def masked(text: str, environment: Mapping[str, str] | None = None) -> str:
    """The text with every secret replaced by ***: values of secret variables, and what is shaped like one."""
    for secret in _secrets(os.environ if environment is None else environment):
        text = text.replace(secret, MASK)
    return _LOOKS.sub(_hidden, text)


def without_credentials(url: str) -> str:
    """An address without user, password, query and fragment."""
    parts = urlsplit(url)
    if not parts.scheme:
        return masked(url)
    return masked(urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")))


def _secrets(environment: Mapping[str, str]) -> list[str]:
    """Longest first, so that one which holds another goes whole."""
    found = {value for name, value in environment.items() if _SECRET_NAME.search(name) and len(value) >= _SHORTEST}
    return sorted(found, key=len, reverse=True)


def _hidden(match: re.Match[str]) -> str:
    if match["keep"]:
        return f"://{MASK}@"
    return f"{match['name'] or ''}{MASK}"
