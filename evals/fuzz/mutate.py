"""An input made into another: bytes turned, pieces cut, doubled, swapped, repeated, words of the language put in."""

from __future__ import annotations

import random
from collections.abc import Sequence

NASTY = (
    b"\x00", b"\xff", b"\xed\xa0\x80", "\u202e".encode(), "\u200b".encode(), "\u0130".encode(), "\ufdfa".encode(),
    "\u2028".encode(), "\U000e0041".encode(), "²".encode(), "٣".encode(), "①".encode(), b"9" * 400, b"9" * 4400,
    b"-1", b"1e999", b"NaN", b"\r", b"\f", b"\x1b[2J", b"<script>alert(1)</script>", b"![x](http://x.example/)",
    b"[x](javascript:alert(1))", b"=cmd|' /C calc'!A0", b"../../etc/passwd", b"{}", b"[]", b"null", b"%s{0}{x.y}",
)  # fmt: skip


def mutated(rng: random.Random, pool: Sequence[bytes], words: Sequence[bytes], most: int) -> bytes:
    """One to six changes to an input of the pool; at most `most` bytes."""
    data = rng.choice(pool)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        data = _changed(rng, data, pool, words)[:most]
    return data


def _changed(rng: random.Random, data: bytes, pool: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, end = _span(rng, data)
    piece = data[start:end]
    match rng.randrange(9):
        case 0:
            return data[:start] + bytes([rng.randrange(256)]) + data[start + 1 :]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:end] + piece + data[end:]
        case 3:
            return data[:start] + piece * rng.choice((3, 10, 60)) + data[end:]
        case 4 | 5:
            return data[:start] + rng.choice(words or NASTY) + data[start:]
        case 6:
            return data[:start] + rng.choice(NASTY) + data[end if rng.random() < 0.5 else start :]
        case 7:
            other = rng.choice(pool)
            return data[:start] + other[slice(*_span(rng, other))] + data[end:]
        case _:
            to, _end = _span(rng, data)
            rest = data[:start] + data[end:]
            return rest[:to] + piece + rest[to:]


def _span(rng: random.Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 2, 4, 8, 16, 64, 256)))
