"""What the user has imported, kept in the data folder: a copy of the review, and other documents by name."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.digest import Digest
from corpus.errors import NameTakenError, NothingImportedError, UnreadableError
from corpus.importing.hashes import review_hash, source_hash
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
        """Keep another document under its name, in place of an earlier or damaged one of the same title; returns where.

        Raises NameTakenError where a document of another title has the name.
        """
        path = self._source(source.name)
        title = _title(path)
        if title is not None and title != source.title:
            raise NameTakenError(source.name, f"which another document has ({title!r})")
        return self._write(path, source.model_dump_json())

    def review(self) -> Digest:
        """The user's copy. Raises NothingImportedError where there is none, UnreadableError where it is damaged."""
        path = self._folder / f"{NAME}.json"
        if not path.is_file():
            raise NothingImportedError(path)
        return _read(path)

    def sources(self) -> tuple[Digest, ...]:
        """The other documents, by name. Raises UnreadableError where one is damaged."""
        return tuple(_read(path) for path in sorted((self._folder / "sources").glob("*.json")))

    def has_source(self, name: str) -> bool:
        """Whether a document of this name is kept."""
        return self._source(name).is_file()

    def has_review(self) -> bool:
        """Whether a copy of the review was imported."""
        return (self._folder / f"{NAME}.json").is_file()

    def remove(self, name: str) -> bool:
        """Forget the copy ("full") or another document; whether there was one."""
        if name == NAME:
            (self._folder / f"{NAME}.report.json").unlink(missing_ok=True)
        # A name that is a path must not lead out of the folder.
        if not name or Path(name).name != name:
            return False
        path = self._folder / f"{NAME}.json" if name == NAME else self._source(name)
        there = path.is_file()
        path.unlink(missing_ok=True)
        return there

    def _source(self, name: str) -> Path:
        return self._folder / "sources" / f"{name}.json"

    def _write(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_text(text, encoding="utf-8")
        os.replace(new, path)
        return path


def _read(path: Path) -> Digest:
    try:
        held = Digest.model_validate_json(path.read_text(encoding="utf-8"))
        if held.hash not in (source_hash(held.passages), review_hash(held.passages)):
            raise ValueError("its text is not the one that was imported")
        return held
    except (ValueError, OSError) as error:  # pydantic's errors are ValueErrors, as is text that is no UTF-8
        wanted = "a document as `cd19 corpus import` keeps it"
        mend = f"Import it again, or take it away: cd19 corpus remove {path.stem}"
        raise UnreadableError(str(path), "a damaged file", wanted, mend) from error


def _title(path: Path) -> str | None:
    """The title of the document kept in a file; None where there is none that can be read."""
    try:
        return _read(path).title if path.is_file() else None
    except UnreadableError:
        return None
