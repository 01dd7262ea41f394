"""An answer as people paste it - text with [n] marks and a list of sources - made into an answer with citations.

1. A list of sources closes the text: lines "[1] Table 1, TOWER" or "1. Patient 2, paragraph 4", under a heading or not.
2. A place inside the text in brackets, "[table1.blast]" or "[Patient 2, paragraph 4]", becomes a mark of its own.
3. A source is a locator, a place's name, or a study's name with its table. What names no place of the review is kept as
   it stands, so that the checker says of it that there is no such place.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.checker.lexicon import words
from corpus.digest import Digest
from corpus.lexicon import fold, load_concepts

_ENTRY = re.compile(r"\s*(?:[-*]\s*)?(?:\[\^?(\d+)\]:?|(\d+)[.):])\s*(\S.*)$")
_LOCATOR = re.compile(r"(?<![\w.])[a-z]+\d*\.[\w-]+(?:#[\w-]+)?|(?<!\w)(?:abstract|article|disclosures)(?:#\d+)?(?!\w)")
_INLINE = re.compile(r"\[([^\[\]\n]{3,120})\]")
_SPLIT = re.compile(r"\s*(?:;|\band\b|\+)\s*")


class Pasted(NamedTuple):
    """An answer with marks only, and the places each mark stands for."""

    answer: str
    citations: dict[str, tuple[str, ...]]


def read_pasted(text: str, digest: Digest) -> Pasted:
    """The answer in a pasted text and its citations; none where it lists no sources and names no place."""
    body, listed = _sources_apart(text.replace("\r\n", "\n"))
    citations = {number: _places(source, digest) or (source.strip(),) for number, source in listed.items()}
    return _marked(body, citations, digest)


def _sources_apart(text: str) -> tuple[str, dict[str, str]]:
    """The text without the list of sources that closes it, and the list."""
    lines = text.rstrip().split("\n")
    listed: dict[str, str] = {}
    at = len(lines)
    while at and (not lines[at - 1].strip() or _ENTRY.match(lines[at - 1])):
        at -= 1
        entry = _ENTRY.match(lines[at])
        if entry:
            listed[entry[1] or entry[2]] = entry[3]
    headed = at > 0 and fold(lines[at - 1]).strip(" #*:_-") in words("pasted")["headings"]
    marked = any(f"[{number}]" in "\n".join(lines[:at]) for number in listed)
    if not listed or not (headed or marked):
        return text, {}
    return "\n".join(lines[: at - headed]).rstrip() + "\n", dict(reversed(listed.items()))


def _marked(body: str, citations: dict[str, tuple[str, ...]], digest: Digest) -> Pasted:
    """The text with places in brackets made into marks, numbered on from the list's."""
    found = dict(citations)

    def mark(match: re.Match[str]) -> str:
        places = _places(match[1], digest)
        if re.fullmatch(r"[\s\d,;–^-]+", match[1]) or not places:
            return match[0]
        known = next((number for number, held in found.items() if held == places), None)
        number = known or str(max((int(one) for one in found), default=0) + 1)
        found[number] = places
        return f"[{number}]"

    return Pasted(_INLINE.sub(mark, body), found)


def _places(source: str, digest: Digest) -> tuple[str, ...]:
    """The places a source names, in order; none for words that name no place."""
    found: list[str] = []
    for part in _SPLIT.split(source):
        located = _LOCATOR.findall(part.lower())
        found += [_known(locator, digest) for locator in located] or _named(part, digest)
    return tuple(dict.fromkeys(found))


def _known(locator: str, digest: Digest) -> str:
    """A locator, or the row that "table1.tower" means by a study's name; else as it stands."""
    if digest.at(locator):
        return locator
    table, _, name = locator.partition(".")
    return next(iter(_rows(table, name.partition("#")[0].replace("-", " "), digest)), locator)


def _named(part: str, digest: Digest) -> list[str]:
    """The place whose name a text is: "Patient 2, paragraph 4", "Table 1, TOWER", "ref 41", "Table 3: CNS"."""
    plain = _plain(part)
    for place in digest.places:
        if f"{plain} ".startswith(f"{_plain(place.label)} "):
            return [place.locator]
    reference = re.search(r"\bref(?:erence)?s? (\d+)", plain)
    if reference:
        return [f"ref.{reference[1]}"]
    table = re.match(r"table ([123])(?: row)? (.+)", plain)
    return _rows(f"table{table[1]}", table[2], digest) if table else []


def _rows(table: str, name: str, digest: Digest) -> list[str]:
    """The row of a table that a name means: a study's by the names it goes by, another by its words."""
    studies = [load_concepts()[one] for one in load_concepts().ids(name) if one.startswith("study:")]
    rows = [place for one in studies for place in one.places if place.startswith(f"{table}.") and digest.at(place)]
    worded = set(_plain(name).split())
    held = [
        (len(worded & set(_plain(place.label).split())), place.locator)
        for place in digest.places
        if place.locator.startswith(f"{table}.")
    ]
    best = max(held, default=(0, ""))
    return rows[:1] or ([best[1]] if best[0] else [])


def _plain(text: str) -> str:
    plain = re.sub(r"[¶§]", " paragraph ", fold(text))
    plain = re.sub(r"\bpara?\.? (?=\d)", "paragraph ", plain)
    return " ".join(re.findall(r"[a-z0-9/%≥≤<]+", plain))
