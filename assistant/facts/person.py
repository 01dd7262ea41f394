"""Age and sex of the patient, never of a donor, a relative or a colleague."""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.lexicon import cue, load, phrase, phrases
from assistant.facts.note import Note
from assistant.models import Fact

_DIGIT = re.compile(r"\d")


def read_person(note: Note) -> tuple[Fact, ...]:
    """Age and sex as far as the note states them."""
    return tuple(fact for fact in (_age(note), _sex(note)) if fact)


def _age(note: Note) -> Fact | None:
    if not _DIGIT.search(note.text):  # most questions on the review: three dozen patterns less
        return None
    found = [
        (match, rank)
        for rank, pattern in enumerate(phrases("person", "age"))
        for match in pattern.finditer(note.text)
        if _patients(note, match)
    ]
    if not found:
        return None
    corrected = _after_correction(note, [match for match, _ in found])
    match = (
        corrected or min(found, key=lambda pair: (note.sentence(pair[0].start()).start, pair[0].start(), pair[1]))[0]
    )
    return note.fact("age", int(match["age"]), (match.start(), match.end()), 0.95)


def _after_correction(note: Note, found: list[re.Match[str]]) -> re.Match[str] | None:
    last = max((match.start() for match in cue("context", "corrections").finditer(note.text)), default=-1)
    return next((match for match in found if last >= 0 and match.start() > last), None)


def _patients(note: Note, match: re.Match[str]) -> bool:
    age_at = match.start("age")
    before, after = note.text[:age_at], note.text[match.end() :]
    if re.search(rf"(?:{cue('person', 'age_before').pattern})[ :=(>]*$", before[-30:]):
        return False
    if re.match(rf"[ -]{{0,2}}(?:\w+ )?{cue('person', 'age_after').pattern}", after[:40]):
        return False
    if re.match(r" ?(?:%|\.\d|/\d|x10|-\d)", after) or int(match["age"]) == 0:
        return False
    context = note.context(match.start(), match.end())
    return not context.conditional and not note.general(age_at) and not _of_kin(note, age_at)


def _of_kin(note: Note, place: int) -> bool:
    """Whether a relative or donor was named earlier in the clause, and the patient not since."""
    sentence = note.near(place, place)
    before = re.split(r"[;:]|, (?:and|but) ", note.text[sentence.start : place])[-1]
    last = max((match.end() for match in _kin().finditer(before)), default=-1)
    return last >= 0 and not re.search(r"\b(?:he|she|patient|pt|this|our|my)\b", before[last:])


def _sex(note: Note) -> Fact | None:
    named = [
        (match.start(), match.end(), sex)
        for sex in ("female", "male")
        for match in _sex_words(sex).finditer(note.text)
        if _names_patient(note, match.start(), match.end())
    ]
    if named:
        start, end, sex = min(named)
        return note.fact("sex", sex, (start, end), 0.95)
    spoken = [
        (match.start(), match.end(), sex)
        for sex in ("female", "male")
        for match in _pronouns(sex).finditer(note.text)
        if not note.general(match.start()) and not _of_kin(note, match.start())
    ]
    if not spoken:
        return None
    count = {sex: sum(one[2] == sex for one in spoken) for sex in ("female", "male")}
    start, end, sex = min(one for one in spoken if one[2] == max(count, key=lambda name: count[name]))
    sure = 0.9 if min(count.values()) == 0 else 0.6
    return note.fact("sex", sex, (start, end), sure, f"from '{note.view.words(start, end)}'")


def _names_patient(note: Note, start: int, end: int) -> bool:
    after = note.text[end : end + 25]
    if re.match(r"(?:'s)? (?:donors?|sibling|match|haplo|mud|relative|friend|fellow)|-?(?:donor|to-male)", after):
        return False
    word = note.text[start:end]
    if re.fullmatch(r"\d{1,3}m", word) and re.match(
        r" (?:after|post|ago|later|from|past|since|out|off|earlier|on )", after
    ):
        return False
    return not note.general(start) and not _of_kin(note, start)


@cache
def _kin() -> re.Pattern[str]:
    return cue("person", "kin")


@cache
def _sex_words(sex: str) -> re.Pattern[str]:
    return phrase("|".join(load("person")["sex"][sex]), "", "person")


@cache
def _pronouns(sex: str) -> re.Pattern[str]:
    return phrase("|".join(load("person")["pronouns"][sex]), "", "person")
