"""An answer split into claims: sentences, list items and table rows, each with the marks that stand in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.lexicon import words
from assistant.models import Finding
from corpus.lexicon import fold

_MARK = re.compile(r"\s?\[\s*\^?\d+(?:\s*[,;–-]\s*\d+)*\s*\]")
_STOP = re.compile(r"[.!?]+[\"')\]*_”’]*(?:\s?\[\s*\^?\d+(?:\s*[,;–-]\s*\d+)*\s*\])*(?=\s|$)")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
_MARKUP = re.compile(r"[*_`#]+|^>+(?=\s)")
_PLURAL = re.compile(r"(?<!\w)CRs(?!\w)")
_NEXT = re.compile(r"\s+[\"'(*_“‘\[]*([A-Z0-9~<>≥≤])")

_MOST = 50
"""Marks a range such as [1-4] may hold; a longer one is cut."""


class Claim(NamedTuple):
    """A sentence, list item or table row."""

    start: int
    end: int
    text: str
    """As it stands in the answer."""
    clean: str
    """Without marks and markup; a table row with its header's words before each cell."""
    plain: str
    """`clean` in small letters without accents, character by character."""
    context: str
    """What leads in to it: the line before a list, the header of a table."""
    marks: tuple[tuple[str, int], ...]
    """Each mark's number and where it stands in `clean`."""
    kind: str
    """"sentence", "item" or "row"."""
    question: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """The marks' numbers, each once, in order."""
        return tuple(dict.fromkeys(number for number, _ in self.marks))

    def finding(self, check: str, expected: str, found: str, where: tuple[str, ...] = ()) -> Finding:
        """A fault that a check found in this claim."""
        span = (self.start, self.end)
        return Finding(check=check, span=span, claim=self.text, expected=expected, found=found, where=where)


def split_claims(answer: str) -> tuple[Claim, ...]:
    """The claims of an answer, in order; headings, rules and table headers are none."""
    claims: list[Claim] = []
    header: list[str] = []
    lead, offset = "", 0
    for line in answer.splitlines(keepends=True):
        stripped = line.strip()
        if not stripped:
            header = []
        elif stripped.startswith("|"):
            if not header:
                header = _cells(stripped)
            elif not _RULE.fullmatch(stripped):
                claims.append(_row(line, offset, header))
        elif not stripped.startswith("#"):
            bullet = _BULLET.match(line)
            begin = bullet.end() if bullet else len(line) - len(line.lstrip())
            found = _sentences(line, begin, offset, lead if bullet else "", "item" if bullet else "sentence")
            claims += found
            if not bullet:
                lead = found[-1].clean.strip() if found and stripped.endswith(":") else ""
        offset += len(line)
    return tuple(claims)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _row(line: str, offset: int, header: list[str]) -> Claim:
    """A table row said as a sentence: its first cell, then each header's words with the cell."""
    cells = _cells(line)
    said, marks = "", []
    for number, cell in enumerate(cells):
        title = header[number] if number < len(header) else ""
        said += f"{'; ' if said else ''}{title + ': ' if number and title else ''}"
        body = _blank(cell)
        marks += [(mark, len(said) + at) for mark, at in _marks(cell)]
        said += body.strip()
        said += ":" if number == 0 else ""
    start = offset + len(line) - len(line.lstrip())
    text = line.strip()
    return Claim(start, start + len(text), text, said, fold(said), " ".join(header), tuple(marks), "row")


def _sentences(line: str, begin: int, offset: int, lead: str, kind: str) -> list[Claim]:
    found, start = [], begin
    body = line.rstrip()
    for stop in _STOP.finditer(body, begin):
        if stop.end() < len(body) and not _ends(body, start, stop):
            continue
        found.append(_claim(body[start : stop.end()], offset + start, lead, kind))
        start = stop.end()
    if body[start:].strip():
        found.append(_claim(body[start:], offset + start, lead, kind))
    return [claim for claim in found if re.search(r"\w", claim.clean)]


def _ends(line: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not one after "et al", an initial, or before "2020;135"."""
    if "[" in stop[0] or line[: stop.start()].endswith("]"):
        return True
    following = _NEXT.match(line, stop.end())
    if following is None or re.match(r"\s+\d{4};", line[stop.end() :]):
        return False
    if not stop[0].startswith("."):
        return True
    before = fold(line[max(start, stop.start() - 12) : stop.start()])
    word = re.search(r"[\w.]+$", before)
    if word is None:
        return True
    if re.fullmatch(r"[a-z]", word[0]) and not re.search(r"\d\s*$", before[: word.start()]):
        return False
    short = re.search(r"[\w.]+(?: al)?$", before)
    return not (short and (short[0] in words("reading")["abbreviations"]))


def _claim(text: str, offset: int, lead: str, kind: str) -> Claim:
    indent = len(text) - len(text.lstrip())
    text = text.strip()
    clean = _blank(text)
    start = offset + indent
    asks = bool(re.search(r"\?\W*$", clean))
    return Claim(start, start + len(text), text, clean, fold(clean), lead, tuple(_marks(text)), kind, asks)


def _blank(text: str) -> str:
    """The text with marks and markup as spaces: every character keeps its place."""
    for pattern in (_notes(), _MARK):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    text = _PLURAL.sub("CR ", text)  # folded, it would be CRS
    return _MARKUP.sub(lambda match: " " * len(match[0]), text)


@lru_cache(maxsize=1)
def _notes() -> re.Pattern[str]:
    return re.compile("|".join(words("reading")["notes"]), re.IGNORECASE)


def _marks(text: str) -> list[tuple[str, int]]:
    found = []
    for match in _MARK.finditer(text):
        inside = re.sub(r"[\[\]\s^]", "", match[0])
        for part in re.split(r"[,;]", inside):
            low, _, high = part.replace("–", "-").partition("-")
            numbers = range(int(low), min(int(high or low), int(low) + _MOST) + 1)
            found += [(str(number), match.start()) for number in numbers]
    return found
