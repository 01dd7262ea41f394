"""A LangChain chat model behind one call: messages in, text out as it comes. All that knows LangChain is here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any, Protocol

from assistant.model.brief import Message
from assistant.model.deadline import within
from assistant.model.errors import FailedError, Kind, MissingExtraError, SpecError
from assistant.model.masks import masked
from assistant.model.spec import ModelSpec
from assistant.settings import ModelSettings

INSTALL = "pip install 'cd19-assistant[models]'"
KEY = "CD19_MODEL_API_KEY"
"""The key sent to a server named by its base URL; a provider's own key never goes to another address."""
_CHARS_PER_TOKEN = 12
"""A reply longer than this many characters for each token it was allowed is not read on."""
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("timeout", "timeout"), ("timedout", "timeout"), ("authentication", "denied"), ("permission", "denied"),
    ("ratelimit", "limited"), ("contextoverflow", "limited"), ("connect", "unreachable"),
    ("contentfilter", "refused"), ("decode", "broken"), ("validation", "broken"), ("protocol", "broken"),
)  # fmt: skip
"""What an error is, by what its class, or one it came from, has in its name."""


class Chat(Protocol):
    """Writes a reply piece by piece; raises FailedError where there is none."""

    def __call__(self, messages: Sequence[Message]) -> Iterator[str]: ...


class LangChainChat:
    """A chat model of LangChain as a Chat, with one deadline for the whole reply."""

    def __init__(self, model: Any, settings: ModelSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._model, self._settings, self._clock = model, settings, clock

    def __call__(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply as it comes. Raises FailedError; its words hold no secret."""
        try:
            yield from self._reply([(message.role, message.text) for message in messages])
        except FailedError:
            raise
        except Exception as error:  # each provider raises its own
            raise FailedError(_kind_of(error), masked(f"{type(error).__name__}: {error}"[:300])) from None

    def _reply(self, messages: list[tuple[str, str]]) -> Iterator[str]:
        length = 0
        for chunk in within(lambda: self._model.stream(messages), self._settings.timeout_s, self._clock):
            _check_refusal(chunk)
            text = str(chunk.text)
            length += len(text)
            if length > self._settings.max_tokens * _CHARS_PER_TOKEN:
                raise FailedError("broken", "a reply without end")
            yield text
        if not length:
            raise FailedError("empty")


def open_chat(spec: ModelSpec, settings: ModelSettings) -> LangChainChat:
    """The chat model named. Imports LangChain; reaches no network yet.

    Raises MissingExtraError where a package is not installed, SpecError where there is no such provider or no key.
    """
    if find_spec("langchain") is None:
        raise MissingExtraError("langchain", INSTALL)
    # Questions may hold patient details: LangSmith would send them elsewhere.
    os.environ.update(LANGSMITH_TRACING="false", LANGCHAIN_TRACING_V2="false")
    from langchain.chat_models import init_chat_model

    from assistant.model.wire import bounded_client

    options: dict[str, Any] = {
        "timeout": settings.timeout_s, "max_tokens": settings.max_tokens, "temperature": settings.temperature,
        "max_retries": settings.max_retries,
    }  # fmt: skip
    if spec.base_url:
        options |= {"base_url": spec.base_url, "api_key": os.environ.get(KEY) or "none"}
        options["http_client"] = bounded_client(settings.timeout_s)
    try:
        return LangChainChat(init_chat_model(spec.name, model_provider=spec.provider, **options), settings)
    except ImportError as error:
        package = f"langchain-{spec.provider.replace('_', '-')}"
        install = INSTALL if spec.provider == "openai" else f"pip install {package}"
        raise MissingExtraError(package, install) from error
    except Exception as error:  # an unknown provider, a missing key: each provider says it in its own way
        wanted = "a provider that LangChain knows, with its key in the environment"
        raise SpecError("--model", spec.label, masked(str(error).split("\n")[0][:200]), wanted) from None


def _check_refusal(chunk: Any) -> None:
    if (getattr(chunk, "additional_kwargs", None) or {}).get("refusal"):
        raise FailedError("refused")
    if (getattr(chunk, "response_metadata", None) or {}).get("finish_reason") == "content_filter":
        raise FailedError("refused", "content filter")


def _kind_of(error: BaseException) -> Kind:
    """What went wrong, by the names of the error and of those it came from."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 500:
        return "failed"
    seen: BaseException | None = error
    while seen is not None:
        for part, kind in _KINDS:
            if part in type(seen).__name__.lower():
                return kind
        seen = seen.__cause__ or seen.__context__
    return "failed"
