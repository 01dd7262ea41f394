"""Whether a sentence can be shown at all: whole, marked, plain, able to stand alone."""

from __future__ import annotations

import re

from assistant.checker.claims import Claim
from assistant.model.tokens import gate_words, is_free, tokens
from corpus.lexicon import fold

_LEAST, _MOST = 4, 60
"""Words of a sentence."""
_CONTENT = 2
"""Words of it that must say something: "Yes, it is so." says nothing."""
_LIVE = re.compile(
    r"https?:|www\.|ftp:|data:|javascript:|mailto:|!\[|\]\s*\(|\]\s*:|<\s*/?\s*[a-z!?]|&[a-z#]\w*;|[`\\^{}|@]", re.I
)
"""Links, images, HTML, code, footnotes."""
_FOREIGN = re.compile(r"[^\W\d_a-zA-ZµμÀ-ÿ]")
_WHOLE = re.compile(r"[.!]\W*(?:\[\d+\]\W*)*$")
_STARTS = re.compile(r"[\"“(]?[A-Z\d~<>≤≥]")
_ECHO = re.compile(r"\b(?:passages?|the draft|the check|instructions?|the question|marks?)\b", re.I)
"""Words that speak of the task, not of the review."""


def form_fault(claim: Claim, marks_offered: int) -> str:
    """Why a sentence cannot be shown, whatever it says; empty where it can."""
    numbers = [int(number) for number in claim.numbers]
    if claim.kind == "row":
        return "a table"
    if not numbers:
        return "no mark"
    if claim.question:
        return "a question"
    if any(not 1 <= number <= marks_offered for number in numbers):
        return f"no passage [{max(numbers)}]"
    return _shape_fault(claim.clean.strip(), claim.text)


def _shape_fault(clean: str, text: str) -> str:
    if _LIVE.search(text) or _FOREIGN.search(text):
        return "links, markup or letters that cannot be shown"
    words = clean.split()
    if not _LEAST <= len(words) <= _MOST:
        return f"{len(words)} words, not {_LEAST} to {_MOST}"
    if not _STARTS.match(clean) or not _WHOLE.search(text):
        return "not a whole sentence"
    if _ECHO.search(clean):
        return "speaks of the task"
    if sum(not is_free(token) for token in tokens(clean)) < _CONTENT:
        return "says nothing"
    return "cannot stand alone" if _leans(fold(clean)) or _points(clean) else ""


def _points(clean: str) -> bool:
    """Whether a sentence speaks of someone, or of something, that it has not named."""
    lists = gate_words()
    found = tokens(clean)
    if any(token.text in lists["persons"] for token in found):
        return True
    named = next((token.start for token in found if token.name), len(clean))
    return any(token.text in lists["pointing"] and token.start < named for token in found)


def _leans(plain: str) -> bool:
    """Whether a sentence goes on about one before it, which may have been cut."""
    lists = gate_words()
    if any(plain.startswith(f"{own} ") for own in lists["standing"]):
        return False
    return any(re.match(rf"{re.escape(own)}\b", plain) for own in lists["leaning"])
