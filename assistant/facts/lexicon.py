"""The phrase files of corpus/lexicon/facts, loaded once and compiled.

A phrase is a regular expression over the plain view (see `view`), with three additions:
  {name}   a word list of words.yaml;
  ~        up to four words between, ~~ up to nine: never across a full stop, never over a negation or a stop word;
  \\S+      a word between two blanks: never across a full stop;
  edges    a phrase begins and ends at word borders.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import corpus
from assistant.facts.errors import LexiconError
from assistant.models import FactValue
from corpus.errors import reading
from corpus.models import Frozen
from corpus.yamls import read_yaml

Heed = Literal["negated", "past", "feared", "conditional", "other"]
_MACRO = re.compile(r"\{([a-z_]\w*)\}")
_WORD = r"[^\s;!?.,:]+(?:[.,][^\s;!?.,:]+)*"


class Rule(Frozen):
    """Phrases that state one value of one key."""

    value: FactValue
    phrases: tuple[str, ...]
    kind: str = ""
    """What the phrase tells beside the value: "event", "cleared", "now" (see `course`)."""
    negated: FactValue | None = None
    """Value when denied ("no CNS disease"); None: a denied phrase says nothing."""
    past: FactValue | None = None
    """Value when told of the past ("a CNS relapse last year"); None: the past does not matter."""
    drop_past: bool = False
    confidence: float = 0.9
    note: str = ""
    heed: tuple[Heed, ...] | None = None
    """Contexts that this rule heeds in place of those of its key."""


class KeyLexicon(Frozen):
    """All phrases of one key."""

    key: str
    about: str
    topic: str
    """Some word of every phrase of the key: notes without it are not searched further."""
    stops: str = ""
    """Words that no gap of this key's phrases may step over."""
    order: tuple[FactValue, ...] = ()
    """Which value holds when a note states several, first one first."""
    heed: tuple[Heed, ...] = ("negated", "past", "feared", "conditional", "other")
    rules: tuple[Rule, ...]


_ENDLESS = re.compile(r"(?<!\\)\)\*(?![?+])")
_MOST_REPEATED = 6
"""How often at most a phrase's group repeats ("a", "the", "active" before its noun): endless ones would take a note
that is one long row of such words time by the square of its length."""


class Compiled(Frozen):
    """A key's lexicon as patterns."""

    name: str
    lexicon: KeyLexicon
    topic: re.Pattern[str]

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One pattern a rule; made when a note first speaks of the topic, which most questions never do."""
        return _patterns(self.name)


@cache
def load(name: str) -> Any:
    """A YAML file of corpus/lexicon/facts as plain data."""
    return read_yaml(_path(name))


def _path(name: str) -> Path:
    return Path(corpus.__file__).parent / "lexicon" / "facts" / f"{name}.yaml"


@cache
def compiled(name: str) -> Compiled:
    """The lexicon of a file, its topic compiled; raises LexiconError on a broken phrase there, or later in a rule."""
    with reading(_path(name), "a fact's phrases"):
        lexicon = KeyLexicon.model_validate(load(name))
    return Compiled(name=name, lexicon=lexicon, topic=phrase(lexicon.topic, "", name))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    lexicon = compiled(name).lexicon
    return tuple(alternation(rule.phrases, lexicon.stops, name) for rule in lexicon.rules)


@cache
def phrases(name: str, entry: str) -> tuple[re.Pattern[str], ...]:
    """Each phrase of a list entry of a file compiled alone, so that its named groups can be read."""
    data = load(name)
    return tuple(phrase(text, data.get("stops", ""), name) for text in data[entry])


@cache
def cue(name: str, entry: str) -> re.Pattern[str]:
    """One pattern for all phrases of a list entry of a file."""
    return alternation(tuple(load(name)[entry]), load(name).get("stops", ""), name)


def alternation(texts: tuple[str, ...], stops: str, name: str) -> re.Pattern[str]:
    """One pattern that matches any of the phrases."""
    return phrase("|".join(f"(?:{text})" for text in texts), stops, name)


def phrase(text: str, stops: str, name: str) -> re.Pattern[str]:
    """A phrase compiled, with word borders at both ends."""
    words = load("words")
    body = _ENDLESS.sub(f"){{0,{_MOST_REPEATED}}}", _expand(_gaps(text, stops), words, name))
    try:
        return re.compile(rf"(?<!\w)(?:{body})(?!\w)")
    except re.error as error:
        raise LexiconError(f"{name}.yaml", text[:80], str(error)) from error


def _expand(text: str, words: dict[str, str], name: str) -> str:
    for _ in range(6):
        found = _MACRO.search(text)
        if not found:
            return text
        unknown = next((m[1] for m in _MACRO.finditer(text) if m[1] not in words), None)
        if unknown:
            raise LexiconError(f"{name}.yaml", text[:80], f"no word list {unknown!r} in words.yaml")
        text = _MACRO.sub(lambda match: f"(?:{words[match[1]]})", text)
    raise LexiconError(f"{name}.yaml", text[:80], "word lists nest deeper than 6, or in a circle")


def _gaps(text: str, stops: str) -> str:
    barred = "{denial}" + (f"|{stops}" if stops else "")
    for mark, most in ((" ~~ ", 9), (" ~ ", 4)):
        text = text.replace(mark, rf"(?:[,:]? (?!(?:{barred})(?!\w)){_WORD}){{0,{most}}}[,:]? ")
    # After a comma a denial speaks of what follows: "with B-ALL, no donor".
    step = rf"(?!(?<=, )(?:{{denial}}|off)(?!\w)){_WORD}"
    return text.replace(r"(?:\S+ )", rf"(?:{step}[,:]? )").replace(r"(?: \S+)", rf"(?:[,:]? {step})")
