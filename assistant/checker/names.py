"""Names: no study, author, journal, year, trial number, drug or test that the cited passages do not have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.sources import Source
from assistant.checker.subjects import study_places, subjects
from assistant.checker.terms import terms
from assistant.models import Finding
from corpus.lexicon import fold

NAME = "names"
_TRIAL = re.compile(r"nct\s?\d+")
_YEAR = re.compile(r"(?<![\d.,$-])(?:19|20)\d\d(?![\d%]|\s?(?:patients|mg))")
_NAME = re.compile(r"(?<!\w)[A-Z][\w’'ü-]*(?:[-/+][\w]+)*")
_OPENING = (".", ":", ";", "?", "!", "(", "“", '"')
"""After these a word is capitalised without being a name."""
_CODE = re.compile(r"\d|[A-Z].*[A-Z]")
_PLACE = 5
"""Letters from which the beginning of a name tells a place: "Europ", "Americ"."""
_OWN = re.compile(r"(?<!\w)authors(?!\w)")
_REVIEW_YEARS = {"2019", "2020"}


def check_names(evidence: Evidence) -> list[Finding]:
    """One finding for each name that neither the cited passages nor the question has."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    cited = evidence.sources(claim)
    known = " ".join((*(_said(source, evidence) for source in cited), evidence.asked))
    if _OWN.search(known):  # who the authors are, and where, is no secret
        known += fold(" ".join(passage.text for passage in evidence.digest.at("article")))
    where = evidence.locators(claim)
    strange = [*_trials(claim, known), *_years(claim, known), *_studies(claim, cited, evidence)]
    listed = " ".join(strange).lower()
    strange += [name for name in _proper(claim, known, evidence) if name.lower() not in listed]
    strange += [*_outside(claim, known, evidence), *_misattributed(claim, evidence)]
    for name in dict.fromkeys(strange):
        yield claim.finding(NAME, "names that the cited passages have", f"{name!r} is not among them", where)


def _said(source: Source, evidence: Evidence) -> str:
    """All a passage offers for names: its text, label, heading, and the references it cites."""
    passage = source.passage
    numbers = [*passage.refs, *(int(number) for number in re.findall(r"^ref\.(\d+)", passage.id))]
    journals = words("naming")["journals"]
    entries = [
        f"{one.vancouver()} {journals.get(one.journal, '')} {one.doi} {one.pmid}"
        for one in evidence.digest.references
        if one.number in numbers
    ]
    return fold(" ".join((passage.text, passage.label, passage.header, *entries)))


def _trials(claim: Claim, known: str) -> list[str]:
    return [match[0].upper() for match in _TRIAL.finditer(claim.plain) if match[0] not in known]


def _years(claim: Claim, known: str) -> list[str]:
    said = (match[0] for match in _YEAR.finditer(claim.plain))
    return [year for year in said if year not in _REVIEW_YEARS and year not in known]


def _studies(claim: Claim, cited: tuple[Source, ...], evidence: Evidence) -> list[str]:
    """Studies named that no cited passage reports: by its text, its row or its references."""
    places = {source.passage.place for source in cited}
    places |= {f"ref.{number}" for source in cited for number in source.passage.refs}
    for source in cited:
        for one in source.subjects:
            if one.family == "study":
                places |= study_places(one.pole)
    asked = {one.pole for one in subjects(evidence.question, evidence.asked) if one.family == "study"}
    return [
        claim.clean[one.start : one.end]
        for one in subjects(claim.clean, claim.plain)
        if one.family == "study" and one.pole not in asked and not study_places(one.pole) & places
    ]


def _proper(claim: Claim, known: str, evidence: Evidence) -> list[str]:
    """Capitalised words within a sentence, and words before "et al", that are new to what it cites."""
    opening = re.search(r"\w", claim.clean)
    first = opening.start() if opening else 0
    concepts = evidence.concepts_cited(claim)
    found = []
    for match in _NAME.finditer(claim.clean):
        opens = match.start() == first or claim.clean[: match.start()].rstrip().endswith(_OPENING)
        if opens and not _author(claim, match.end()) and not _CODE.search(match[0]):
            continue
        if not _known(match[0], known) and not concepts.covers(claim.clean, match.start()):
            found.append(match[0])
    return found


def _misattributed(claim: Claim, evidence: Evidence) -> list[str]:
    """First authors named right before marks that stand for references of others alone."""
    authors = {fold(one.first_author): one.first_author for one in evidence.digest.references}
    found, begin = [], 0
    for at, run in groupby(claim.marks, key=lambda mark: mark[1]):
        places = [place for number, _ in run for place in evidence.citations.get(number, ())]
        said, begin = re.findall(r"\w[\w'-]+", claim.plain[begin:at]), at
        named = [authors[word] for word in said if word in authors and authors[word] in claim.clean]
        entries = [one.authors for one in evidence.digest.references if f"ref.{one.number}" in places]
        if named and entries and len(entries) == len(places):
            found += named if not any(name in entry for name in named for entry in entries) else []
    return found


def _author(claim: Claim, end: int) -> bool:
    """Whether a word is followed by "et al" or "and colleagues"."""
    return cue("naming", "after_authors").match(re.sub(r"^\W*(?:s\W+)?", "", claim.plain[end:])) is not None


def _known(name: str, known: str) -> bool:
    plain = re.sub(r"['’](?:s|d|m|ll|re|ve)?$", "", fold(name))
    if plain in _everywhere() or len(plain) < 2:
        return True
    if any(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", known) for short in words("naming")["short"].get(plain, ())):
        return True
    parts = [part for part in re.split(r"[-/+\s]", plain) if part]
    small = {fold(part) for part in re.split(r"[-/+\s]", name) if part.isalpha() and part.islower()}
    told = [part for part in parts if part not in {*small, *words("naming")["joined"]}] if len(parts) > 1 else parts
    return all(part in _everywhere() or any(_stands(one, known) for one in _forms(part)) for part in told)


def _forms(part: str) -> tuple[str, ...]:
    """A name as the passage may have it: without its plural, and the place that it is an adjective of."""
    place = re.sub(r"e?an$", "", part)
    return (part.removesuffix("s"), *((place,) if place != part and len(place) >= _PLACE else ()))


def _stands(opening: str, known: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(opening)}", known) is not None


@lru_cache(maxsize=1)
def _everywhere() -> frozenset[str]:
    return frozenset(fold(str(name)) for name in words("naming")["everywhere"])


def _outside(claim: Claim, known: str, evidence: Evidence) -> list[str]:
    """Drugs, tests and the like that neither the cited passages nor the question name."""
    concepts = evidence.concepts_cited(claim)
    return [
        term.word
        for term in terms(claim.clean)
        if _of_the_trade(term.word)
        and term.word not in _everywhere()
        and not _stands(term.word[: max(4, len(term.word) - 3)], known)
        and not concepts.covers(claim.clean, term.start)
    ]


@lru_cache(maxsize=4096)
def _of_the_trade(word: str) -> bool:
    if word in _listed():
        return True
    return len(word) > 6 and word.endswith(tuple(words("support")["outside_endings"]))


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset(str(word) for word in words("support")["outside_words"])
