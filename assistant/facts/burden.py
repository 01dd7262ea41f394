"""How much disease: marrow blasts and MRD in percent, from figures, ratios, powers of ten and fractions."""

from __future__ import annotations

import re

from assistant.facts.lexicon import cue, phrases
from assistant.facts.note import Note
from assistant.models import Fact

_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}


def read_burden(note: Note) -> tuple[Fact, ...]:
    """Marrow blasts and MRD, the latest figure of each that is not told of the past."""
    mrd = _figures(note, "mrd", "not_mrd")
    mrd += [pair for pair in _figures(note, "mrd_later", "not_mrd") if _in_mrd_sentence(note, pair[0], mrd)]
    mrd.sort(key=lambda pair: _figure_span(pair[0]))
    taken = [match.span() for match, _ in mrd]
    marrow = [
        (match, percent)
        for match, percent in _figures(note, "marrow", "not_marrow")
        if not any(_figure_span(match)[0] < end and start < _figure_span(match)[1] for start, end in taken)
    ]
    facts = [_fact(note, key, found) for key, found in (("marrow_blasts_percent", marrow), ("mrd_percent", mrd))]
    return tuple(fact for fact in facts if fact)


def _in_mrd_sentence(note: Note, match: re.Match[str], mrd: list[tuple[re.Match[str], float]]) -> bool:
    """Whether a figure follows another one of MRD in its sentence, and is not that one."""
    sentence = note.sentence(match.start())
    same = [other for other, _ in mrd if sentence.start <= other.start() < match.start()]
    return bool(same) and all(_figure_span(other) != _figure_span(match) for other in same)


def percent_of(match: re.Match[str]) -> float | None:
    """The percent a match states, whichever way: figure, range (its middle), n in m, power of ten, fraction."""
    group = {name: value for name, value in match.groupdict().items() if value is not None}
    if "n" in group:
        value = float(group["n"])
        return (value + float(group["to"])) / 2 if "to" in group else value
    if "power" in group or "power_e" in group:
        power = int(group.get("power") or group["power_e"])
        return float(group.get("base") or group.get("base_e") or 1) * 10.0 ** (power + 2)
    for over, under in (("in_n", "in_m"), ("per_n", "per_m")):
        if over in group and float(group[under]) > 0:
            return 100 * float(group[over]) / float(group[under])
    if "per_k" in group:
        many = re.match(r"\d+", group["per_k"])
        return 100 * float(group["k_n"]) / (1000 * (int(many[0]) if many else 1))
    if "fraction" in group:
        words = group["fraction"].split()
        part = next((value for name, value in _FRACTIONS.items() if words[-1].startswith(name)), None)
        return part * (int(words[0]) if words[0].isdecimal() else 1) if part else None
    return None


def _figure_span(match: re.Match[str]) -> tuple[int, int]:
    names = ("n", "power", "power_e", "in_n", "per_n", "k_n", "fraction")
    name = next(name for name in names if match.groupdict().get(name) is not None)
    return match.span(name)


def _figures(note: Note, kind: str, barred: str) -> list[tuple[re.Match[str], float]]:
    found: dict[int, tuple[re.Match[str], float]] = {}
    for pattern in phrases("burden", kind):
        for match in pattern.finditer(note.text):
            percent = percent_of(match)
            if percent is None or not _meant(note, match, barred):
                continue
            place = _figure_span(match)[0]
            found.setdefault(place, (match, percent))
    return [found[place] for place in sorted(found)]


def _meant(note: Note, match: re.Match[str], barred: str) -> bool:
    start, end = _figure_span(match)
    before = note.text[max(0, start - 24) : start]
    if re.search(r"(?:<|<=|below|under|less than|up to)\s*$", before) and barred == "not_marrow":
        return False
    near = before if barred == "not_mrd" else re.split(r"[,;.]", note.text[max(0, match.start() - 24) : start])[-1]
    if re.search(rf"{cue('burden', barred).pattern}\W*$", near):
        return False
    if cue("burden", "not_of_blasts").match(note.text[end : end + 40].lstrip(" %")):
        return False
    context = note.context(match.start(), match.end())
    return not (context.conditional or context.other or context.feared)


def _fact(note: Note, key: str, found: list[tuple[re.Match[str], float]]) -> Fact | None:
    now = [pair for pair in found if not _told_of_past(note, pair[0])] or found
    if not now:
        return None
    match, percent = now[-1]
    value = float(f"{percent:.4g}")
    stated = match.groupdict().get("n") is not None and match.groupdict().get("to") is None
    shown = note.view.words(match.start(), match.end())
    sure = 0.65 if len({value for _, value in now}) > 1 else 0.9
    return note.fact(
        key, int(value) if value.is_integer() else value, match.span(), sure, "" if stated else f"from '{shown}'"
    )


def _told_of_past(note: Note, match: re.Match[str]) -> bool:
    after = note.text[match.end() : match.end() + 45].partition(",")[0]
    before = note.text[max(0, match.start() - 30) : match.start()].rpartition(",")[2]
    place = cue("burden", "past")
    return bool(place.search(after) or place.search(before)) and not re.search(r"\b(?:now|today|currently)\b", before)
