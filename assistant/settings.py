"""Settings, read once from the environment and handed down."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, SecretStr, ValidationError

from assistant.model.errors import SettingError
from corpus.models import Frozen


def _data_dir() -> Path:
    return Path(os.environ.get("CD19_DATA_DIR") or platformdirs.user_data_path("cd19-assistant"))


class ModelSettings(Frozen):
    """Which language model writes, and how long and how much it may; keys are read by its own library alone."""

    spec: str = "none"
    """"none" (the built-in engine), "provider:name", or a name with a base URL; CD19_MODEL."""
    base_url: str = ""
    """An OpenAI-compatible server; CD19_MODEL_BASE_URL. Empty: the provider's own."""
    timeout_s: float = Field(default=60.0, gt=0, le=3600)
    """Seconds for one reply, from the request to its last word; CD19_MODEL_TIMEOUT_S."""
    max_tokens: int = Field(default=500, ge=16, le=8192)
    """Of one reply; CD19_MODEL_MAX_TOKENS."""
    temperature: float = Field(default=0.0, ge=0, le=2)
    """CD19_MODEL_TEMPERATURE."""
    max_retries: int = Field(default=0, ge=0, le=5)
    """Of a failed request; CD19_MODEL_MAX_RETRIES. None: the built-in answer is there at once."""
    max_context_chars: int = Field(default=12_000, ge=1_500, le=400_000)
    """Characters of all that is sent at once; CD19_MODEL_MAX_CONTEXT_CHARS. Passages beyond it are left out."""


_VARIABLES = {
    "spec": "CD19_MODEL", "base_url": "CD19_MODEL_BASE_URL", "timeout_s": "CD19_MODEL_TIMEOUT_S",
    "max_tokens": "CD19_MODEL_MAX_TOKENS", "temperature": "CD19_MODEL_TEMPERATURE",
    "max_retries": "CD19_MODEL_MAX_RETRIES", "max_context_chars": "CD19_MODEL_MAX_CONTEXT_CHARS",
}  # fmt: skip


def model_settings(**given: Any) -> ModelSettings:
    """The model's settings: those given, else those of the environment. Raises SettingError where out of bounds."""
    known = {name: os.environ[variable] for name, variable in _VARIABLES.items() if os.environ.get(variable)}
    try:
        return ModelSettings.model_validate({**known, **{name: value for name, value in given.items() if value}})
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        raise SettingError(_VARIABLES[name], fault["input"], fault["msg"].removeprefix("Input should be ")) from None


class Settings(Frozen):
    """Where data lies, which embedding model is used, and which language model if any."""

    data_dir: Path = Field(default_factory=_data_dir)
    """Folder for the index; CD19_DATA_DIR, else the system's folder for user data."""
    embedding_model: str = Field(default_factory=lambda: os.environ.get("CD19_EMBEDDING_MODEL") or "default")
    """"default" (all-MiniLM-L6-v2, from its package), or another sentence-transformers name or folder."""
    corpus: str = "digest"
    """Which form of the review is searched and quoted: "digest", "full" (the user's copy), or the path of a file."""
    model: ModelSettings = Field(default_factory=model_settings)
    """The language model that writes; none by default."""
    chroma: str = Field(default_factory=lambda: os.environ.get("CD19_CHROMA", ""))
    """A Chroma server that holds the vectors: http://host:port, CD19_CHROMA; empty for Chroma in this process."""
    database: SecretStr = Field(default_factory=lambda: SecretStr(os.environ.get("CD19_DATABASE", "")))
    """Where conversations and study are kept: postgresql://..., CD19_DATABASE; empty for files in the data folder."""
