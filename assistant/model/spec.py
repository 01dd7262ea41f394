"""Which chat model is meant: "provider:name", as LangChain's init_chat_model takes it, or a name with a base URL."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from assistant.model.errors import SpecError
from assistant.model.masks import masked, without_credentials
from corpus.models import Frozen

NONE = "none"
"""The spec of the built-in engine: no model."""
_WANTED = (
    '"none", "provider:name" such as openai:NAME or anthropic:NAME, or the name of a model on an '
    "OpenAI-compatible server with --base-url http://127.0.0.1:8080/v1"
)
_PROVIDER = re.compile(r"[a-z][a-z0-9_]*")
_NAME = re.compile(r"[^\s\x00-\x1f]{1,200}")


class ModelSpec(Frozen):
    """A chat model, by provider and name, and where it is served; an empty base URL is the provider's own."""

    provider: str
    name: str
    base_url: str = ""

    @property
    def label(self) -> str:
        """As answers name it: "openai:NAME"; never a secret."""
        return masked(f"{self.provider}:{self.name}")


def parse_spec(spec: str, base_url: str = "") -> ModelSpec | None:
    """The model meant; None for the built-in engine. Raises SpecError, which lists what is wanted."""
    spec, base_url = spec.strip(), base_url.strip()
    if spec in ("", NONE):
        if base_url:
            raise SpecError("--base-url", without_credentials(base_url), "no model is named", "--model with it")
        return None
    if base_url:
        _check_url(base_url)
    provider, colon, name = spec.partition(":")
    if base_url and not _names_a_provider(provider, colon):
        provider, name = "openai", spec  # "qwen3:8b", as Ollama names its models
    elif not colon:
        raise SpecError("--model", masked(spec), "no provider is named and no base URL given", _WANTED)
    if not _PROVIDER.fullmatch(provider) or not _NAME.fullmatch(name):
        raise SpecError("--model", masked(spec), "no provider:name", _WANTED)
    return ModelSpec(provider=provider, name=name, base_url=base_url)


def _names_a_provider(provider: str, colon: str) -> bool:
    """With a base URL only OpenAI's own protocol is certain; any other name before a colon is part of the model's."""
    return bool(colon) and provider == "openai"


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        sound = False
    if not sound:
        wanted = "an address such as http://127.0.0.1:8080/v1"
        raise SpecError("--base-url", without_credentials(url), "no http address", wanted)
