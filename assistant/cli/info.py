"""`cd19 info`: the whole resolved configuration, secrets masked. Loads neither models nor the index."""

from __future__ import annotations

import json
from typing import Any

from assistant.cli.options import (
    BaseUrlOption,
    ChromaOption,
    CorpusOption,
    DatabaseOption,
    DataDirOption,
    JsonOption,
    ModelOption,
    settings,
)

_LIBRARIES = (
    "pydantic", "chromadb", "onnxruntime", "bm25s", "langchain-core", "langchain", "langchain-openai", "gradio",
    "torch", "psycopg",
)  # fmt: skip


def info(
    as_json: JsonOption = False,
    corpus: CorpusOption = "digest",
    model: ModelOption = "",
    base_url: BaseUrlOption = "",
    data_dir: DataDirOption = None,
    chroma: ChromaOption = "",
    database: DatabaseOption = "",
) -> None:
    """Say what would answer: engine, model, corpus, criteria, index, folders, versions."""
    from assistant.library import open_library

    chosen = settings(corpus, model, data_dir, base_url, chroma, database)
    library = open_library(chosen)
    told = {
        **_engine(chosen.model),
        "corpus": {"name": library.shown.name, "hash": library.shown.hash, "other_documents": len(library.sources)},
        **_rules(),
        "index": _index(chosen, library),
        "data_dir": str(chosen.data_dir),
        "kept_in": _kept_in(chosen),
        "embedding_model": chosen.embedding_model,
        "versions": _versions(),
    }
    if as_json:
        return print(json.dumps(told, indent=2))
    for name, value in told.items():
        _show(name, value)


def _engine(model: Any) -> dict[str, Any]:
    """The engine, and for a language model where and within which bounds it is asked."""
    from assistant.model.masks import without_credentials
    from assistant.model.prompts import load_prompts
    from assistant.model.spec import parse_spec

    spec = parse_spec(model.spec, model.base_url)
    if spec is None:
        return {"engine": "built-in", "model": None, "prompts_hash": load_prompts().hash}
    bounds = model.model_dump(exclude={"spec", "base_url"})
    server = without_credentials(spec.base_url) if spec.base_url else "the provider's own"
    return {
        "engine": spec.label,
        "model": {"provider": spec.provider, "name": spec.label.partition(":")[2], "base_url": server, **bounds},
        "prompts_hash": load_prompts().hash,
    }


def _rules() -> dict[str, str]:
    from assistant.api import AS_OF
    from corpus.criteria import criteria_hash

    return {"criteria_hash": criteria_hash(), "as_of": AS_OF}


def _index(chosen: Any, library: Any) -> dict[str, Any]:
    """Where the index lies and what state it is in, by its manifest alone."""
    from assistant.api import index_name
    from index.errors import DamagedIndexError, NoIndexError
    from index.home import home_at
    from index.manifest import FORMAT
    from index.status import info as info_of

    home = home_at(chosen.chroma)
    folder = home.folder(chosen.data_dir, index_name(library))
    told: dict[str, Any] = {"folder": str(folder), "format": FORMAT}
    try:
        found = info_of(folder, home)
    except NoIndexError:
        return {**told, "state": "not built; the first question builds it"}
    except DamagedIndexError:
        return {**told, "state": "damaged; the next question builds it anew"}
    current = found.corpus == library.shown.hash
    state = "built" if current else "of an older corpus; the next question builds it anew"
    return {
        **told,
        "state": state,
        "passages": found.passages,
        "vectors": found.units,
        "embedder": found.embedder,
        "kept_in": found.vectors,
    }


def _kept_in(chosen: Any) -> dict[str, Any]:
    """Where conversations and study are kept, and whether a server there answers; never its password."""
    from assistant.stores import open_database

    database = open_database(chosen)
    return {"database": database.shown, "state": database.state()} if database else {"files": str(chosen.data_dir)}


def _versions() -> dict[str, str]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    found = {"cd19-assistant": version("cd19-assistant"), "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _show(name: str, value: Any) -> None:
    if not isinstance(value, dict):
        return print(f"{name:<16} {'none' if value is None else value}")
    print(name)
    for own, one in value.items():
        print(f"  {own:<18} {one}")
