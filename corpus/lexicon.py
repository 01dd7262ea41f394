"""The field's vocabulary: concepts (therapies, studies, measures, topics) and the words people use for them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from pathlib import Path

from rapidfuzz import fuzz, process

from corpus.errors import reading
from corpus.models import Frozen
from corpus.phrases import Phrases
from corpus.signs import alike
from corpus.yamls import read_yaml

_FOLDER = Path(__file__).parent / "lexicon"
_FILES = ("therapies", "studies", "measures", "topics")
_EXACT = "="
"""A phrase that begins with = is matched as written, capitals included: =BLAST is not "blast"."""

_LONG_WORD = re.compile(r"\b[a-z]{8,}\b")
_NEARLY = 84
"""Similarity of 0 to 100 from which a word is taken for a misspelt name."""
_NUMBER = r"(?:[1-9]|first|second|third|fourth|fifth)"
_JOINED = rf"{_NUMBER}(?:\s*(?:,\s*and|,|and|or|&|/|-|to|vs\.?)\s*(?:the\s+)?{_NUMBER})+"
_LISTED = re.compile(
    rf"\b(?:(?:case|patient|pt|vignette)s?\s+({_JOINED})|({_JOINED})\s+(?:case|patient|vignette)s?)\b", re.I
)
"""Several patients named at once: "cases 1 and 3", "the fourth and the fifth patient"."""
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}


class Concept(Frozen):
    """Something the review speaks of, and the phrases that mean it."""

    id: str
    name: str
    phrases: tuple[str, ...]
    places: tuple[str, ...] = ()
    """Table rows and references of a study."""
    columns: tuple[str, ...] = ()
    """Columns of Tables 1 and 2 that hold a measure."""

    @property
    def kind(self) -> str:
        """ "therapy", "study", "measure", "topic" or "patient"."""
        return self.id.split(":")[0]


class Mention(Frozen):
    """A concept found in a text, with the characters it was found at."""

    id: str
    start: int
    end: int


class Concepts:
    """Finds concepts in text; longest phrase first, one concept a word within each kind of concept."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.all = concepts
        self._by_id = {concept.id: concept for concept in concepts}
        self.ids = lru_cache(maxsize=4096)(self._ids)
        """The ids of the concepts mentioned in a text, each once, in order of first appearance."""
        self._names = _long_names(concepts)
        own = [_phrases([c for c in concepts if c.kind == kind]) for kind in _kinds(concepts)]
        self._phrases = Phrases(own)
        self._kinds = tuple((ids, lru_cache(maxsize=4096)(partial(_wild, ids))) for ids in own)
        self._exact = {concept.id: _exact(concept) for concept in concepts}

    def __getitem__(self, concept_id: str) -> Concept:
        return self._by_id[concept_id]

    def find(self, text: str) -> tuple[Mention, ...]:
        """The concepts mentioned, in order of appearance. Case, hyphens, accents and dashes do not matter."""
        plain = fold(text)
        found: list[Mention] = []
        for kind, start, end in self._phrases.found(plain):
            ids, wild = self._kinds[kind]
            phrase, written = _key(plain[start:end]), text[start:end]
            found += [
                Mention(id=own, start=start, end=end)
                for own in ids.get(phrase) or wild(phrase)
                if phrase not in self._exact[own] or written in self._exact[own][phrase]
            ]
        return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))

    def _ids(self, text: str) -> tuple[str, ...]:
        text = _LISTED.sub(_each, text)
        return tuple(dict.fromkeys([*(mention.id for mention in self.find(text)), *self._misspelt(fold(text))]))

    def _misspelt(self, plain: str) -> list[str]:
        """Studies and drugs whose name is written nearly right: "alcantera", "blinotumomab"."""
        words = {word for word in _LONG_WORD.findall(plain) if word not in self._names}
        near = (process.extractOne(w, self._names.keys(), scorer=fuzz.ratio, score_cutoff=_NEARLY) for w in words)
        return [own for match in near if match for own in self._names[match[0]]]


class _Folded(dict[int, int]):
    """Each character's folded form, worked out once."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = ord(base) if len(base) == 1 else code
        return self[code]


_FOLDED = _Folded({**dict.fromkeys(map(ord, "‐‑‒–—−"), ord("-")), 0xA0: ord(" "), ord("’"): ord("'")})


def fold(text: str) -> str:
    """The text in small letters without accents, every dash a hyphen, no letter that only looks Latin in a Latin word;
    each character stays at its place."""
    return alike(text).translate(_FOLDED)


def _each(match: re.Match[str]) -> str:
    listed = fold(match.group(1) or match.group(2))
    numbers = [int(_ORDINALS.get(number, number)) for number in re.findall(_NUMBER, listed)]
    if re.search(r"\d\s*(?:-|to)\s*\d", listed):
        numbers = list(range(numbers[0], numbers[-1] + 1))
    return " ".join(f"patient {number}" for number in numbers)


def _long_names(concepts: tuple[Concept, ...]) -> dict[str, tuple[str, ...]]:
    """Concept ids by name, for names of one long word: short ones are too near to other words."""
    found: dict[str, tuple[str, ...]] = {}
    for concept in concepts:
        for phrase in concept.phrases if concept.kind in ("study", "therapy") else ():
            word = fold(phrase.strip(_EXACT + "*"))
            if _LONG_WORD.fullmatch(word):
                found[word] = (*found.get(word, ()), concept.id)
    return found


def _key(phrase: str) -> str:
    return re.sub(r"[\s-]+", " ", phrase).strip()


def _kinds(concepts: tuple[Concept, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(concept.kind for concept in concepts))


def _phrases(concepts: list[Concept]) -> dict[str, list[str]]:
    """Concept ids by phrase."""
    ids: dict[str, list[str]] = {}
    for concept in concepts:
        for phrase in concept.phrases:
            ids.setdefault(_key(fold(phrase.removeprefix(_EXACT))), []).append(concept.id)
    return ids


def _wild(ids: dict[str, list[str]], phrase: str) -> list[str]:
    squeezed = phrase.replace(" ", "")
    stems = (key for key in ids if squeezed.startswith(key.removesuffix("*").replace(" ", "")))
    fitting = [key for key in stems if key.endswith("*") or key.replace(" ", "") == squeezed]
    return ids[max(fitting, key=len)] if fitting else []


def _exact(concept: Concept) -> dict[str, frozenset[str]]:
    """Phrases that hold only as written, by their folded form; each accepts every such phrase of that form."""
    found: dict[str, set[str]] = {}
    for phrase in concept.phrases:
        if phrase.startswith(_EXACT):
            written = phrase.removeprefix(_EXACT)
            found.setdefault(_key(fold(written)), set()).add(written)
    return {phrase: frozenset(written) for phrase, written in found.items()}


@lru_cache(maxsize=1)
def load_concepts() -> Concepts:
    """The vocabulary of corpus/lexicon, read once."""
    return Concepts(tuple(concept for name in _FILES for concept in _concepts(_FOLDER / f"{name}.yaml")))


def _concepts(path: Path) -> list[Concept]:
    with reading(path, "a list of concepts"):
        return [Concept(**record) for record in read_yaml(path)]


@lru_cache(maxsize=1)
def ways_of_asking() -> dict[str, re.Pattern[str]]:
    """The patterns of corpus/lexicon/asking.yaml over folded questions, each name as one pattern."""
    path = _FOLDER / "asking.yaml"
    with reading(path, "patterns by name"):
        patterns = read_yaml(path)
        return {name: re.compile("|".join(f"(?:{one})" for one in some)) for name, some in patterns.items()}
