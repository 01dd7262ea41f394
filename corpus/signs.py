"""Text made fit to be kept and shown: no half characters, and nothing that is read by a machine but seen by nobody.

Signs that steer a terminal, turn the direction of writing or are never drawn can hide words from a reader or orders to
a language model; lone surrogates, which JSON and terminals hand over for broken text, cannot be written anywhere.
"""

from __future__ import annotations

import re

_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("[\x0b\x1c-\x1f\x85]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control, ESC among them; not tab, line end, page break
    "\u200b\u2060\ufeff"  # of no width
    "\u202a-\u202e\u2066-\u2069"  # turns of direction
    "\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]"  # annotations, tags, variants without end
)


def whole(text: str) -> str:
    """The text with each lone surrogate as U+FFFD: as long as before, and fit for UTF-8."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def seen(text: str) -> str:
    """The text as a reader sees it: whole, without signs that are not drawn; those that part words become blanks."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", whole(text)))


# Of Unicode's confusables (UTS 39): Cyrillic and Greek letters drawn as Latin ones are. The Latin letter is the value.
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеорсухіѕјԁһԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXaeopcyxisjdhqw" + "ABEZHIKMNOPTYXo"
)
_ODD = re.compile("[" + "".join(map(chr, _ALIKE)) + "]")
_WORD = re.compile(r"[^\W\d_]+")


def alike(text: str) -> str:
    """The text as long as before, for reading: a word that mixes Latin letters with others that only look like them
    ("CAR" with a Cyrillic A) in Latin. A word wholly in another script stays, and so does one with other letters of it.
    """
    if text.isascii() or not _ODD.search(text):
        return text
    return _WORD.sub(_in_latin, text)


def _in_latin(match: re.Match[str]) -> str:
    word = match[0]
    latin = word.translate(_ALIKE)
    return latin if latin.isascii() and not word.isascii() and re.search("[A-Za-z]", word) else word
