"""What the user has imported, kept in the data folder: a copy of the review, and other documents by name."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from corpus.digest import Digest
from corpus.errors import NothingImportedError, UnreadableError
from corpus.importing.report import Report

NAME = "full"
"""The name of the user's copy of the review."""


class Shelf:
    """The folder of imported documents; written in one step each, so that a crash leaves the old or the new."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "corpus"

    def put_review(self, copy: Digest, report: Report) -> Path:
        """Keep a copy of the review and the report on it; returns where."""
        self._write(self._folder / f"{NAME}.report.json", report.model_dump_json(indent=1))
        return self._write(self._folder / f"{NAME}.json", copy.model_dump_json())

    def put_source(self, source: Digest) -> Path:
        """Keep another document under its name, in place of what had it before; returns where."""
        return self._write(self._folder / "sources" / f"{source.name}.json", source.model_dump_json())

    def review(self) -> Digest:
        """The user's copy. Raises NothingImportedError where there is none, UnreadableError where it is damaged."""
        path = self._folder / f"{NAME}.json"
        if not path.is_file():
            raise NothingImportedError(path)
        return _read(path)

    def sources(self) -> tuple[Digest, ...]:
        """The other documents, by name. Raises UnreadableError where one is damaged."""
        return tuple(_read(path) for path in sorted((self._folder / "sources").glob("*.json")))

    def has_review(self) -> bool:
        """Whether a copy of the review was imported."""
        return (self._folder / f"{NAME}.json").is_file()

    def remove(self, name: str) -> bool:
        """Forget the copy ("full") or another document; whether there was one."""
        path = self._folder / f"{NAME}.json" if name == NAME else self._folder / "sources" / f"{Path(name).name}.json"
        there = path.is_file()
        path.unlink(missing_ok=True)
        return there

    def _write(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_text(text, encoding="utf-8")
        os.replace(new, path)
        return path


def _read(path: Path) -> Digest:
    try:
        return Digest.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        wanted = "a document as `cd19 corpus import` keeps it"
        raise UnreadableError(
            path.name, type(error).__name__, wanted, f"Import it again; {path} is damaged."
        ) from error
