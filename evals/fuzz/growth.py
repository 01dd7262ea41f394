"""Parsers timed on one piece repeated: twice the input may take about twice the time, not four times."""

from __future__ import annotations

from collections.abc import Iterator

from evals.fuzz.models import Finding, Target
from evals.fuzz.mutate import NASTY
from evals.fuzz.run import run_one

MOST_S = 2.0
"""CPU seconds that the longest input may take."""
_PLAIN = (
    b" ", b"a", b"A", b"1", b"a ", b"A. ", b"a\n", b"a\n\n", b"\n", b"\t", b"a\t", b"|", b"| ", b"|a", b"*a ",
    b"_a ", b"*", b"**a", b"$a", b"[", b"]", b"(",
    b"[^", b"[^1]", b"[1] ", b"<", b"<sup>1", b"&", b"&a;", b"#", b"# ", b"# a ", b"- a\n", b"1. a\n", b">", b"> ",
    b"`", b"`a", b"~", b"\\", b"!", b"![", b"[a](",
    b"10.1234/", b"a-\n", b"-", b"--", b"<!--", b"<!---->", b"<!-- -->", b"-->", b"<p>", b"<p></p>", b"&ndash;",
    b"<a b='c'/>",
    b"36% ", b"<50% ", b"and ", b"not ", b"no CD19 ", b"CAR T cells ", b"34-year-old ", b"DOB ", b"Mr ", b"1/",
    b"1-", b"1, ", b"=", b": ", b"\"", b"'", b"{", b"{\"a\":", b"[1,",
    b"a, b; ", b"CR in TOWER ", b"Table 1. ", b"References\n\n", b"(a) ", b"a.b.", b"a@", b"a@b.", b"+1 ", b"0",
)  # fmt: skip
_CLOSED = (b"", b"x", b"\n\nEnd of it.")
PIECES = tuple(dict.fromkeys((*_PLAIN, *(piece for piece in NASTY if len(piece) < 30))))


def growth(target: Target, size: int, opened: tuple[bytes, ...] = (b"",)) -> Iterator[tuple[Finding, float]]:
    """Each piece repeated to `size` bytes and tried; those that break, or take more than MOST_S CPU seconds."""
    for piece in (*PIECES, *target.words):
        if len(piece) > 40:
            continue
        for start in opened:
            for end in _CLOSED:
                data = start + piece * max(1, size // len(piece)) + end
                finding, took, _ = run_one(target, data)
                if finding and finding.kind != "slow":
                    yield finding._replace(data=start + piece + end), took
                elif took > MOST_S:
                    shown = start + piece + b"..." + end
                    yield Finding(target.name, "slow", f"{took:.1f} s for {len(data)} bytes", shown), took
