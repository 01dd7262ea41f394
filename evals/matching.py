"""Figures and words looked for in an answer, however its dashes, spaces and markup are written."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.lexicon import fold

_MARK = re.compile(r"\s?\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]")
_MARKUP = re.compile(r"[*_`#]+")
_RANGE = re.compile(r"(?<=[\d%])\s*(?:-|\bto\b)\s*(?=\d)")
_PERCENT = re.compile(r"%(?=-\d)")
_THOUSANDS = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text in small letters without marks, markup and accents; ranges as "36-69%", thousands without a gap."""
    text = fold(_MARKUP.sub("", _MARK.sub("", text)))
    text = _RANGE.sub("-", text)
    return _SPACES.sub(" ", _THOUSANDS.sub("", _PERCENT.sub("", text)))


def holds_figure(text: str, figure: str) -> bool:
    """Whether a figure stands in a text as a whole: 5% is not found in 0.5% or in 25%, nor 7 of 64 in 7 of 640."""
    wanted = plain(figure).strip()
    edge = r"(?![\d%]|\.\d)" if wanted[-1:].isdigit() else r"(?!\w)"
    return bool(re.search(rf"(?<![\w.,<>≤≥]){re.escape(wanted)}{edge}", plain(text)))


def holds_words(text: str, words: str) -> bool:
    """Whether words stand in a text, from the beginning of a word on."""
    return bool(re.search(rf"(?<!\w){re.escape(plain(words).strip())}", plain(text)))
