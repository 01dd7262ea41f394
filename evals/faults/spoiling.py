"""Ways to spoil a file."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

Spoil = Callable[[Path, random.Random], None]


def _garble(path: Path, chance: random.Random) -> None:
    """Sixteen bytes in the middle are others."""
    held = bytearray(path.read_bytes())
    at = max(0, len(held) // 2 - 8)
    held[at : at + 16] = chance.randbytes(16)
    path.write_bytes(held)


def _flip(path: Path, chance: random.Random) -> None:
    """Some bytes anywhere have one bit turned."""
    held = bytearray(path.read_bytes())
    for _ in range(max(1, len(held) // 2000)):
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    path.write_bytes(held)


def _noise(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(max(64, path.stat().st_size)))


def _empty(path: Path, chance: random.Random) -> None:
    path.write_bytes(b"")


def _half(path: Path, chance: random.Random) -> None:
    held = path.read_bytes()
    path.write_bytes(held[: len(held) // 2])


def _delete(path: Path, chance: random.Random) -> None:
    path.unlink()


def _folder(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


SPOILS: Mapping[str, Spoil] = {
    "garbled": _garble, "bits turned": _flip, "noise": _noise, "empty": _empty, "cut in half": _half,
    "deleted": _delete, "a folder": _folder,
}  # fmt: skip
