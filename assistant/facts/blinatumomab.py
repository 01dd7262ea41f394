"""What earlier blinatumomab did: none, failed, responded, or relapsed_after.

1. Figures before and after it that do not fall, words of failure, and a response that is denied: failed.
2. A response, and the disease told to be back after it (or a transplant between, or a past course): relapsed_after.
3. A response and a remission since: responded.
4. Words that it was never given: none. The drug's name alone, as an option, is no history.
"""

from __future__ import annotations

import re

from assistant.facts.clause import clause_before
from assistant.facts.lexicon import cue, load, phrase
from assistant.facts.mention import Mention, mentions
from assistant.facts.note import Note
from assistant.facts.status import relapses
from assistant.models import Fact

_REMISSION = re.compile(r"\bcr ?(?P<n>[1-9])\b|(?P<m>[1-9])(?:st|nd|rd|th) (?:\w+ )?(?:remission|cr)\b")
_KEY = "prior_blinatumomab"


def read_blinatumomab(note: Note, status: object) -> Fact | None:
    """The fact, or None when the note tells of no course and denies none."""
    if not phrase(load("blinatumomab")["topic"], "", "blinatumomab").search(note.text):
        return None
    told = [_undenied(note, mention) for mention in mentions(note, "blinatumomab")]
    stuck = _no_fall(note)
    if stuck:
        return note.fact(_KEY, "failed", stuck, 0.85, "the figure did not fall across the course")
    by_value = {mention.value: mention for mention in reversed(told)}
    later, failed, response = (by_value.get(value) for value in ("relapsed_after", "failed", "responded"))
    if later and (failed is None or failed.start < later.start):
        return _fact(note, later, "relapsed_after")
    if failed and (response is None or not _lost_again(note, response, status)):
        return _fact(note, failed, "failed")
    if response:
        return _after_response(note, response, status)
    return _fact(note, by_value["none"], "none") if "none" in by_value else None


def _undenied(note: Note, mention: Mention) -> Mention:
    """A response that the words around or within it deny is a failure: "brought no response", "never achieved CR"."""
    if mention.value != "responded":
        return mention
    denied = mention._replace(value="failed", kind="now")
    if cue("blinatumomab_course", "unseen").match(note.text, mention.end + 1):
        return denied
    sentence = note.sentence(mention.start)
    begins = mention.start - len(clause_before(note.text, sentence, mention.start))
    for match in cue("blinatumomab_course", "denied").finditer(note.text, begins, min(sentence.end, mention.end + 40)):
        if match.start() < mention.end and match.end() > mention.start:
            return denied
    return mention


def _fact(note: Note, mention: Mention, value: str, confidence: float = 0.9, derived: str = "") -> Fact:
    return note.fact(_KEY, value, (mention.start, mention.end), confidence, derived or mention.note)


def _after_response(note: Note, response: Mention, status: object) -> Fact:
    if _lost_again(note, response, status):
        return _fact(note, response, "relapsed_after", 0.85, "a response, and the disease is back since")
    now, _ = relapses(note)
    newer = cue("blinatumomab_course", "newer")
    if status == "relapsed" and now and not newer.search(note.text[now[-1].end() : response.end + 60]):
        return _fact(note, response, "relapsed_after", 0.65, "a response is told, and the disease is relapsed now")
    return _fact(note, response, "responded", 0.8)


def _lost_again(note: Note, response: Mention, status: object) -> bool:
    now, _ = relapses(note)
    if any(match.start() > response.start for match in now):
        return True
    back = cue("blinatumomab_course", "back").search(note.text[response.end :])
    if back and status != "refractory":
        return True
    if _later_remission(note, response):
        return True
    sentence = note.sentence(response.start)
    earlier = cue("blinatumomab_course", "earlier").search(note.text[sentence.start : sentence.end])
    return status == "relapsed" and bool(earlier or _graft_since(note, response.end))


def _later_remission(note: Note, response: Mention) -> bool:
    """Whether the note counts a later remission than the one this response brought: CR2 then, CR3 now."""
    counted = {match.span(): int(match["n"] or match["m"]) for match in _REMISSION.finditer(note.text)}
    own = [number for span, number in counted.items() if response.start <= span[0] < response.end + 3]
    return bool(own) and max(counted.values()) > own[-1]


def _graft_since(note: Note, place: int) -> bool:
    return any(mention.value is True and mention.start >= place - 3 for mention in mentions(note, "transplant"))


def _no_fall(note: Note) -> tuple[int, int] | None:
    """Span of two figures around a course of which the second is not lower."""
    for match in cue("blinatumomab_course", "two_figures").finditer(note.text):
        figures = [float(figure) for figure in re.findall(r"(\d+(?:\.\d+)?) ?%", match[0])]
        if (
            len(figures) >= 2
            and figures[-1] >= load("blinatumomab_course")["no_fall_share"] * figures[0]
            and not note.context(*match.span()).conditional
        ):
            return match.span()
    return None
