"""Relapsed, refractory or MRD; which relapse; how many lines of therapy.

1. MRD holds when measurable disease is told in a remission (or with an MRD figure) and the last word on relapse is
   older: before it, of the past, or none; never with 5% marrow blasts or more.
2. Else relapsed, when the disease is told to be back; a relapse outranks an induction that failed before it.
3. Else refractory, when treatment never brought a remission. "r/r" alone is neither.
"""

from __future__ import annotations

import re

from assistant.facts.lexicon import cue, load, phrases
from assistant.facts.note import Note
from assistant.models import Fact, FactValue


def read_status(note: Note, known: dict[str, FactValue]) -> tuple[Fact, ...]:
    """Disease status, relapse number and prior lines; `known` holds the burden and sites already read."""
    number = _number(note)
    facts = (_status(note, known, number), number, _lines(note))
    return tuple(fact for fact in facts if fact)


def found(note: Note, entry: str, but: str = "", heed_denial: bool = True) -> list[re.Match[str]]:
    """Matches of a list of status.yaml that the context lets stand, in order."""
    barred = [match.span() for match in cue("status", but).finditer(note.text)] if but else []
    kept = []
    for match in cue("status", entry).finditer(note.text):
        context = note.context(match.start(), match.end())
        if any(start < match.end() and match.start() < end for start, end in barred):
            continue
        if context.conditional or context.feared or context.other or (heed_denial and context.negated):
            continue
        kept.append(match)
    return kept


def relapses(note: Note, cleared_site: bool = False) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Mentions of relapse of now, and of the past; relapses of a site count as past where that site is clear by now."""
    every = found(note, "relapsed", "not_relapsed")
    past = [match for match in every if _past(note, match) or (cleared_site and _of_site(note, match))]
    return [match for match in every if match not in past], past


def _of_site(note: Note, match: re.Match[str]) -> bool:
    before, after = note.text[max(0, match.start() - 24) : match.start()], note.text[match.end() : match.end() + 40]
    return bool(cue("status", "site_before").search(before) or cue("status", "site_after").match(after))


def _past(note: Note, match: re.Match[str]) -> bool:
    if note.context(match.start(), match.end()).past:
        return True
    before = note.text[max(0, match.start() - 30) : match.start()]
    after = note.text[match.end() : match.end() + 30]
    return bool(
        cue("status", "past_relapse_before").search(before) or cue("status", "past_relapse_after").match(after.lstrip())
    )


def _status(note: Note, known: dict[str, FactValue], number: Fact | None) -> Fact | None:
    now, past = relapses(note, "history" in (known.get("cns"), known.get("extramedullary")))
    mrd = _mrd(note, known, now)
    if mrd is not None:
        if _active_elsewhere(known):
            return None
        return note.fact("disease_status", "mrd", mrd)
    if now:
        return note.fact("disease_status", "relapsed", now[-1].span())
    if number:
        return number.model_copy(update={"key": "disease_status", "value": "relapsed"})
    refractory = [match for match in found(note, "refractory", "not_refractory") if match[0].strip()]
    if refractory and not past:
        return note.fact("disease_status", "refractory", refractory[-1].span())
    overt = (
        isinstance(burden := known.get("marrow_blasts_percent"), int | float)
        and burden >= load("status")["overt_percent"]
    )
    if past and (overt or not found(note, "remission", "not_remission")):
        return note.fact("disease_status", "relapsed", past[-1].span(), 0.65, "an earlier relapse is told; none since")
    return None


def _active_elsewhere(known: dict[str, FactValue]) -> bool:
    return known.get("cns") == "active" or known.get("extramedullary") == "active"


def _mrd(note: Note, known: dict[str, FactValue], relapsed: list[re.Match[str]]) -> tuple[int, int] | None:
    """Span of the words that make it MRD, or None."""
    burden = known.get("marrow_blasts_percent")
    if isinstance(burden, int | float) and burden >= load("status")["overt_percent"]:
        return None
    positive = [match for match in found(note, "mrd_positive", "mrd_negative") if not _told_before(note, match)]
    if not positive and "mrd_percent" in known:
        positive = list(cue("status", "remission_or_mrd").finditer(note.text))
    if not positive:
        return None
    last = positive[-1]
    if re.search(r"relapse|recurrence", last[0]):
        return last.span()
    after = [match for match in relapsed if match.start() > last.end() and not _molecular(note, match)]
    if after:
        return None
    remission = found(note, "remission", "not_remission")
    if remission or "mrd_percent" in known or not relapsed:
        overt = [match for match in relapsed if not _molecular(note, match) and not _settled(note, match, last.start())]
        return (
            None if overt and not _remission_since(remission, overt[-1]) and "mrd_percent" not in known else last.span()
        )
    return None


def _told_before(note: Note, match: re.Match[str]) -> bool:
    context = note.context(match.start(), match.end())
    return context.past and "mrd-" not in match[0]


def _molecular(note: Note, match: re.Match[str]) -> bool:
    return bool(re.search(r"(?:mrd|molecular) ?$", note.text[max(0, match.start() - 12) : match.start()]))


def _settled(note: Note, match: re.Match[str], until: int) -> bool:
    return bool(cue("context", "cleared_after").search(note.text[match.end() : until]))


def _remission_since(remission: list[re.Match[str]], relapse: re.Match[str]) -> bool:
    return any(match.start() > relapse.start() for match in remission)


def _number(note: Note) -> Fact | None:
    best: tuple[int, re.Match[str]] | None = None
    barred = [match.start() for match in cue("status", "number_not_this").finditer(note.text)]
    for pattern in phrases("status", "number"):
        for match in pattern.finditer(note.text):
            context = note.context(match.start(), match.end())
            if context.conditional or context.feared or context.other or context.negated:
                continue
            if any(match.start() <= place <= match.end() for place in barred):
                continue
            count = _count(match)
            if count and (best is None or count > best[0]):
                best = (count, match)
    if best is None:
        return None
    return note.fact("relapse_number", best[0], best[1].span())


def _count(match: re.Match[str]) -> int:
    group = match.groupdict()
    if group.get("twice"):
        return 2 if group["twice"] == "twice" else 3
    return 2 if group.get("again") else int(group.get("n") or 0)


def _lines(note: Note) -> Fact | None:
    for pattern in phrases("status", "lines"):
        for match in pattern.finditer(note.text):
            context = note.context(match.start(), match.end())
            if not (context.conditional or context.other or context.negated):
                count = 1 if match.groupdict().get("one") else int(match["n"])
                return note.fact("prior_lines", count, match.span(), 0.85)
    return None
