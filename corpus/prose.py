"""The digest's Markdown read into places and passages: one sentence a line, reference marks as `[^14]`."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import DataFileError, reading
from corpus.models import Passage, PassageKind, Place, PlaceKind

_MARKED = re.compile(r"([^\[]*(?:\[(?!\^)[^\[]*)*)((?:\[\^\d+\])+)")
_CLAUSE_WORDS = 4
_MARK = re.compile(r"\s*\[\^(\d+)\]")


def read_prose(path: Path) -> tuple[tuple[Place, ...], tuple[Passage, ...]]:
    """Places and passages of one Markdown file, in its order.

    `# ` opens a section, `## ` a place named by its locator; every other line is one passage.
    Raises DataFileError for text that stands under no place.
    """
    with reading(path):
        return prose_of(path.read_text(encoding="utf-8"), path)


def prose_of(text: str, path: Path) -> tuple[tuple[Place, ...], tuple[Passage, ...]]:
    """The same of a file's text; `path` names it in errors."""
    places: list[Place] = []
    passages: list[Passage] = []
    section, count = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            section = line[2:].strip()
        elif line.startswith("## "):
            locator, count = line[3:].strip(), 0
            places.append(Place(locator=locator, kind=place_kind(locator), label=place_label(locator), section=section))
        elif line.strip():
            if not places:
                raise DataFileError(path, number, line[:60], "a '## locator' heading before the first sentence")
            count += 1
            passages.append(_passage(places[-1], count, line.strip()))
    empty = {place.locator for place in places} - {passage.place for passage in passages}
    if empty or not places:
        got = f"nothing under {min(empty)}" if empty else "no places"
        raise DataFileError(path, 0, got, "one sentence or more under each place", ", or reinstall the package")
    return tuple(places), tuple(passages)


def _passage(place: Place, count: int, line: str) -> Passage:
    text = _MARK.sub("", line)
    refs = tuple(dict.fromkeys(int(number) for number in _MARK.findall(line)))
    own = f"{place.locator}#{count}"
    return Passage(
        id=own,
        locators=(own, place.locator),
        text=text,
        refs=refs,
        kind=_KINDS.get(place.kind, "sentence"),
        label=place.label,
        header=place.section,
    )


def citing_clauses(path: Path) -> dict[int, tuple[str, ...]]:
    """What each reference is cited for: the words before its mark, back to the mark before or the sentence's start."""
    found: dict[int, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        clause = ""
        for words, marks in _MARKED.findall(line):
            clause = words.strip() if len(words.split()) >= _CLAUSE_WORDS else f"{clause} {words}".strip()
            for number in _MARK.findall(marks):
                found.setdefault(int(number), []).append(clause)
    return {number: tuple(clauses) for number, clauses in found.items()}


_KINDS: dict[PlaceKind, PassageKind] = {"table-notes": "notes", "metadata": "metadata"}


def place_kind(locator: str) -> PlaceKind:
    """The kind of a prose place, told by its name."""
    if locator in ("article", "disclosures"):
        return "metadata"
    if locator.endswith(".notes"):
        return "table-notes"
    return "vignette" if re.fullmatch(r"patient\d\.1", locator) else "paragraph"


def place_label(locator: str) -> str:
    """A place in words: `patient2.4` is "Patient 2, paragraph 4"."""
    head, _, rest = locator.partition(".")
    name = re.sub(r"(\d)", r" \1", head).capitalize()
    name = {"Intro": "Introduction", "Article": "Article details"}.get(name, name)
    if rest == "notes":
        return f"{name}, notes"
    return f"{name}, paragraph {rest}" if rest and head != "conclusion" else name
