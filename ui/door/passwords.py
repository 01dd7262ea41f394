"""People and their hashed passwords: lines of "user:hash", as `cd19 auth add` and Apache's `htpasswd -B` write them."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

import bcrypt

from ui.errors import UiError

MIN_CHARS = 12
MAX_BYTES = 72
"""bcrypt reads no further."""
_ROUNDS = 12
_NAME = re.compile(r"[\w.@+-]{1,64}")
_HASH = re.compile(r"\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}")
_LEAST_ROUNDS, _MOST_ROUNDS = 10, 15
MEND = "Make one with `cd19 auth add FILE USER` and start with --auth FILE."


class Users:
    """Those who may come in. An unknown name takes as long as a wrong password."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = {name: known.encode() for name, known in hashes.items()}
        self._nobody = bcrypt.hashpw(os.urandom(16).hex().encode(), bcrypt.gensalt(_ROUNDS))

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, name: str) -> bool:
        return name in self._hashes

    def right(self, name: str, password: str) -> bool:
        """Whether this is the person's password; takes about a quarter of a second, and the same for all."""
        given = password.encode()
        known = self._hashes.get(name, self._nobody)
        matches = bcrypt.checkpw(given[:MAX_BYTES], known)
        return matches and len(given) <= MAX_BYTES and name in self._hashes


def read_users(text: str, where: str) -> Users:
    """The people of "user:hash" lines; see `hashes_of`."""
    return Users(hashes_of(text, where))


def hashes_of(text: str, where: str) -> dict[str, str]:
    """Hashes by user, of "user:hash" lines; blank lines and # comments are passed over. UiError repeats no line."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, known = line.strip().partition(":")
        if not colon or not _NAME.fullmatch(name):
            raise UiError(f"{where}, line {number}: wanted user:hash. {MEND}")
        hashed = _HASH.fullmatch(known)
        if not hashed:
            raise UiError(
                f"{where}, line {number}: what follows {name!r} is no bcrypt hash, and plain passwords are not taken. "
                f"{MEND}"
            )
        if not _LEAST_ROUNDS <= int(hashed[1]) <= _MOST_ROUNDS:
            raise UiError(
                f"{where}, line {number}: a hash of cost {int(hashed[1])}; wanted {_LEAST_ROUNDS} to {_MOST_ROUNDS}. "
                f"{MEND}"
            )
        if name in found:
            raise UiError(f"{where}, line {number}: {name!r} stands there twice; remove one line.")
        found[name] = known
    if not found:
        raise UiError(f"{where}: holds nobody; wanted lines of user:hash. {MEND}")
    return found


def load_users(path: Path) -> tuple[Users, str]:
    """The people of a file, and a warning where others can read it (else empty). UiError where it cannot be used."""
    try:
        text, mode = path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "no text"
        raise UiError(f"--auth {str(path)!r}: cannot be read ({told}); wanted lines of user:hash. {MEND}") from error
    others = f"Others on this machine can read {path} (mode {mode:o}): run `chmod 600 {path}`." if mode & 0o077 else ""
    return read_users(text, f"--auth {str(path)!r}"), others


def hashed_line(name: str, password: str) -> str:
    """The "user:hash" line of a person; UiError for a name or password that will not do."""
    if not _NAME.fullmatch(name):
        raise UiError(f"user {name!r}: wanted 1 to 64 letters, digits or . @ + - _ .")
    if len(password) < MIN_CHARS:
        raise UiError(f"the password has {len(password)} characters; wanted at least {MIN_CHARS}. Choose a longer one.")
    if len(password.encode()) > MAX_BYTES:
        raise UiError(f"the password has {len(password.encode())} bytes; wanted at most {MAX_BYTES}. Shorten it.")
    return f"{name}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt(_ROUNDS)).decode()}"


def put_line(path: Path, line: str) -> None:
    """Writes a person's line into a file that only its owner can read, in place of an older line of the same name."""
    name = line.partition(":")[0]
    try:
        before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [own for own in before if own.partition(":")[0] != name]
        # The new file takes the old one's place whole: a stop in between loses nobody.
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join([*kept, line]) + "\n")
        os.replace(draft, path)
    except (OSError, UnicodeDecodeError) as error:
        raise UiError(f"{str(path)!r} cannot be written ({error}); name a file in a folder of yours.") from error
