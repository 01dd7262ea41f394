"""Errors of the index, by what the caller does about them.

SearchIndexError
├── ModelError           the embedding model is missing, altered or unreadable: install or name another
├── EmptyCorpusError     there is nothing to search: name another corpus
├── PassageTooLongError  a passage would be cut by the model: shorten it
├── UnknownPlaceError    a question is said to be answered where the corpus has nothing: mend its file
├── NoIndexError         nothing is built here yet: build it
├── DamagedIndexError    the built index cannot be trusted: build it again
├── AdaptersError        the learned changes to the model are missing or damaged: learn them anew, or reinstall
├── FolderError          nothing can be written where the index lies: make it writable, make room, or name another
├── BuildError           building broke off; what was in service is as it was: make room, try again
├── BusyError            another process is building: wait, or stop it
├── ServerAddressError   --chroma is no address of a server: mend it
├── ServerAwayError      the Chroma server does not answer: start it; nothing else needs to be started again
├── ServerFailedError    it answers, and cannot do what was asked: look into its log
└── NoCollectionError    it does not hold these vectors: build the index there
"""

from __future__ import annotations

from pathlib import Path


class SearchIndexError(Exception):
    """Anything that keeps the review from being searched."""


class ModelError(SearchIndexError):
    """The embedding model cannot be used."""

    def __init__(self, model: str, got: str, wanted: str, remedy: str) -> None:
        super().__init__(f"Embedding model {model!r}: got {got}, wanted {wanted}. {remedy}")
        self.model = model


class EmptyCorpusError(SearchIndexError):
    """A corpus without a single passage."""

    def __init__(self) -> None:
        super().__init__("Got no passages, wanted at least one. Import the review again, or use the built-in digest.")


class PassageTooLongError(SearchIndexError):
    """A passage holds more tokens than the model reads; the rest would be lost without a word."""

    def __init__(self, passage: str, tokens: int, limit: int) -> None:
        super().__init__(
            f"Passage {passage!r}: got {tokens} tokens with its header, wanted at most {limit}. "
            "Split the passage or shorten its header."
        )
        self.passage, self.tokens, self.limit = passage, tokens, limit


class UnknownPlaceError(SearchIndexError):
    """A question's answer is said to stand at a place that the corpus does not have."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Question filed under {key!r}: wanted the id of a passage or the locator of a place of this corpus. "
            "Mend the key in the file of questions."
        )
        self.key = key


class NoIndexError(SearchIndexError):
    """No index has been built in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"No index in {folder}. Build it with: cd19 index build")
        self.folder = folder


class DamagedIndexError(SearchIndexError):
    """A file of the index is missing or altered, or its parts disagree."""

    def __init__(self, folder: Path, problems: tuple[str, ...]) -> None:
        super().__init__(f"The index in {folder} is damaged: {'; '.join(problems)}. Mend it with: cd19 index build")
        self.folder, self.problems = folder, problems


class AdaptersError(SearchIndexError):
    """The learned changes to the embedding model's layers cannot be used."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(
            f"{path.name}: got no readable changes ({fault}), wanted those learned beside it. "
            "Reinstall the package, or learn them anew: python scripts/meaning.py"
        )


class FolderError(SearchIndexError):
    """The folder of an index cannot be written, and what is in it cannot be used as it is."""

    def __init__(self, folder: Path, fault: str) -> None:
        super().__init__(
            f"The index in {folder} can be neither opened nor built: {fault}. Both need to write there: make it "
            "writable, make room on its disk, or name another folder with --data-dir (or CD19_DATA_DIR)."
        )
        self.folder = folder


class BuildError(SearchIndexError):
    """A build broke off for a reason that is not the corpus or the model: mostly the disk."""

    def __init__(self, folder: Path, fault: str) -> None:
        super().__init__(
            f"Building the index in {folder} broke off: {fault[:300]}. What was in service is as it was. Make room "
            "(some 200 MB) and try again: cd19 index build; or name another folder with --data-dir (or CD19_DATA_DIR)."
        )
        self.folder = folder


class BusyError(SearchIndexError):
    """Another process holds the lock on this folder."""

    def __init__(self, folder: Path, waited_s: float) -> None:
        super().__init__(
            f"Another process is building the index in {folder}; waited {waited_s:.0f} s. "
            "Try again when it is done, or stop that process."
        )
        self.folder, self.waited_s = folder, waited_s


class ServerAddressError(SearchIndexError):
    """An address that is none. It is not repeated: it may hold a password."""

    def __init__(self) -> None:
        super().__init__(
            "--chroma (CD19_CHROMA): got an address that cannot be read, wanted http://HOST:PORT of a server that "
            "`chroma run` started. Mend it, or leave it away to keep the vectors in the data folder."
        )


class ServerAwayError(SearchIndexError):
    """Nobody answers there, or not in time."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(
            f"The Chroma server at {where} does not answer ({fault[:200]}); wanted one that `chroma run` started. "
            "Start it, or mend --chroma (CD19_CHROMA); then ask again: nothing else needs to be started again."
        )
        self.where = where


class ServerFailedError(SearchIndexError):
    """It answered, but did not do it."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(
            f"The Chroma server at {where} did not do it ({fault}). See that `chroma run` is what runs there and has "
            "room on its disk, and look into its log; then try again."
        )


class NoCollectionError(SearchIndexError):
    """The server has no such collection: it was filled elsewhere, or deleted."""

    def __init__(self, where: str, name: str) -> None:
        super().__init__(
            f"The Chroma server at {where} holds no collection {name!r}. Build it there: "
            f"cd19 index build --chroma {where}"
        )
