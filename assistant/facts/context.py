"""What the words around a phrase make of it, after NegEx (Chapman 2001) and ConText (Harkema 2009).

1. A cue before a phrase reaches forward to it, a cue after it reaches back, within the clause; "but", ";" and the like
   end the clause (`clause`).
2. A denial does not cross a comma, unless the commas run through a list closed by "or"/"nor": "no X, Y or Z".
3. "if", "whether", "suppose" make a phrase conditional; fear, suspicion and results still awaited make it feared.
4. A family member or donor as the subject of the clause makes it someone else's.
5. Words of the past make it past; "now", "again" beside it undo that.
We deviate in distance: denials reach at most `_NEAR` words, suppositions `_FAR`, as notes are terse and commas rare.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.clause import Sentence, clause_after, clause_before
from assistant.facts.lexicon import cue

_NEAR, _FAR = 6, 14
_LEAD_IN = "(?:now|since|each|long|which|was|were|has|have|been|duly|soon|then|later|completely|both|all|it|and)"
_LIST = re.compile(r"^[^,]{1,40}(?:,[^,]{1,40})*,? (?:or|nor) (?:any |a |an )?$|^[^,]{1,40}(?:,[^,]{1,40}){0,3},\s*$")


class Context(NamedTuple):
    """How a phrase is meant."""

    negated: bool = False
    past: bool = False
    cleared: bool = False
    """Told to be over: "cleared", "long gone" right after it; matters to findings that have a past."""
    feared: bool = False
    conditional: bool = False
    other: bool = False


def context_of(text: str, sentence: Sentence, start: int, end: int) -> Context:
    """The context of the phrase at a span of the view."""
    before, after = clause_before(text, sentence, start), clause_after(text, sentence, end)
    return Context(
        negated=_denied(before, after, text[end : sentence.end]),
        past=_past(before, after),
        cleared=_cleared(after) or _cleared_by_name_of_it(text[end : sentence.end]),
        feared=_feared(before, after) or _asked(text, sentence, start),
        conditional=_supposed(text, sentence, start),
        other=_other(text, sentence, start, end),
    )


def _words(text: str) -> int:
    return len(text.split())


def _reaches(pattern: re.Pattern[str], before: str, near: int) -> bool:
    for match in pattern.finditer(before):
        gap = before[match.end() :]
        if _words(gap) <= near and not re.search("[,;]", gap):
            return True
    return False


def _supposed(text: str, sentence: Sentence, start: int) -> bool:
    for match in cue("context", "conditional").finditer(text, sentence.start):
        if match.end() > start:
            return False
        if not re.search("[,;]", text[match.end() : start]) and _words(text[match.end() : start]) <= _FAR:
            return True
    return False


def _denied(before: str, after: str, rest: str) -> bool:
    if _double_denied(before):
        return False
    for match in cue("context", "denied_before").finditer(before):
        gap = before[match.end() :]
        if _words(gap) <= _NEAR and ("," not in gap or _closed_list(gap, rest)):
            return True
    found = cue("context", "denied_after").search(after.partition(",")[0])
    return bool(found and _words(after[: found.start()]) <= 3)


def _closed_list(gap: str, rest: str) -> bool:
    """Whether the commas in the gap run through a list such as "no X, Y or Z"."""
    if re.search(r"[+%\d]", gap):
        return False
    closed = re.match(r"[^,.;]{0,30}(?:,[^,.;]{1,30})*,? (?:or|nor) ", rest) is not None
    return bool(_LIST.match(gap)) and (closed or bool(re.search(r" (?:or|nor) (?:\w+ )?$", gap)))


def _double_denied(before: str) -> bool:
    return any(_words(before[match.end() :]) <= _NEAR for match in cue("context", "not_denials").finditer(before))


def _past(before: str, after: str) -> bool:
    near_before, near_after = before.rpartition(",")[2], after.partition(",")[0]
    # "CD19-positive ALL after allo-HCT 9 months ago": the date is the transplant's.
    near_after = cue("context", "dated_itself").split(near_after)[0]
    if _reaches(cue("context", "now_before"), near_before, near=3) or _starts(
        cue("context", "now_after"), near_after, 3
    ):
        return False
    return _reaches(cue("context", "past_before"), near_before, near=4) or _starts(
        cue("context", "past_after"), near_after, 6
    )


def _cleared(after: str) -> bool:
    same, _, following = after.partition(",")
    cleared = cue("context", "cleared_after")
    if _starts(cleared, same, 7) or re.match(rf" (?:{_LEAD_IN} )*{cleared.pattern}", following):
        return True
    # ", which high-dose methotrexate cleared": what the relative clause says is said of the finding.
    return bool(re.match(rf" (?:which|that)(?: [^\s,.;]+){{1,8}}? {cleared.pattern}", following))


def _cleared_by_name_of_it(rest: str) -> bool:
    """Whether the rest of the sentence says that something cleared "it", with nothing else between to be cleared."""
    found = cue("context", "clearing").search(rest)
    return bool(found and _words(rest[: found.start()]) <= _FAR and not cue("context", "denied_before").search(rest))


def _starts(pattern: re.Pattern[str], after: str, near: int) -> bool:
    found = pattern.search(after)
    return bool(found and _words(after[: found.start()]) <= near)


def _feared(before: str, after: str) -> bool:
    return _reaches(cue("context", "feared_before"), before, near=7) or _starts(
        cue("context", "awaited_after"), after.partition(",")[0], 4
    )


def _asked(text: str, sentence: Sentence, start: int) -> bool:
    """A yes/no question about the very phrase: "Is the CSF clear?", not "Is a man with a clear CSF ..."."""
    if not sentence.asks:
        return False
    opening = text[sentence.start : start].strip()
    return bool(re.fullmatch(cue("context", "yes_no_openings").pattern + r"(?: \S+){0,2}", opening))


def _other(text: str, sentence: Sentence, start: int, end: int) -> bool:
    kin = cue("context", "kin")
    before = clause_before(text, sentence, start)
    near = before.rpartition(",")[2]
    donors = cue("context", "donating")
    if re.match(rf"\W*(?:{kin.pattern}) ?:", text[sentence.start : start]):
        return True
    found = kin.search(near)
    if found and not donors.search(near) and not cue("context", "patient_again").search(near[found.end() :]):
        return True
    if re.match(rf" (?:in|of|for) (?:his|her|the|their|a) (?:{kin.pattern})", text[end : end + 40]):
        return True
    opening = kin.match(re.sub(r"^\W*(?:an?|the|his|her|their|one)? ?", "", before))
    return bool(opening and not donors.search(before) and not cue("context", "patient_again").search(before))
