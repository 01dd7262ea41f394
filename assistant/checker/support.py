"""Support: the words of a sentence stand, in some wording, in what it cites - and not rather in another place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.quantities import quantities, same_value
from assistant.checker.recommending import recommends, weighs
from assistant.checker.sources import Source
from assistant.checker.terms import Term, everyday, offered, terms, weights
from assistant.models import Finding
from corpus.digest import Digest

NAME = "support"
_WELL = 0.7
"""Share of a sentence's content, by weight, at which it needs no closer look."""
_POOR = 0.22
"""Share below which a sentence has too little in common with what it cites to be drawn from it."""
_RIVALS = ((0.3, 3, 0.0), (0.6, 2, 0.0), (0.3, 2, 0.8))
"""How much better, by weight and by words, another place must carry a sentence, and how much of it at least, before its
citation is called wrong."""
_FEW = 0.45
"""Share of its words, each counting alike, below which the same may be said."""
_NOTHING = 0.1
"""Share of it, by weight, below which its passages hold next to nothing of a sentence."""
_LEAST = 3
"""Content words a sentence needs to be judged at all."""
_STRANGE = 3
"""Words of matter that neither the passages nor the question have, from which on a sentence may be unsupported."""
_FIGURES = 2
"""Figures found in the cited passages from which on the citation is not doubted."""


def check_support(evidence: Evidence) -> list[Finding]:
    """One finding for each cited sentence that its passages do not carry."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    found, cited, chosen = terms(claim.clean), evidence.sources(claim), recommends(claim)
    if not found or not cited or weighs(claim):
        return
    keys = evidence.known(claim)
    asked = frozenset(key for term in terms(evidence.question) for key in term.keys)
    where = evidence.locators(claim)
    figures = _figures_held(claim, cited)
    if not figures and _shares_nothing(claim, found, keys):
        told = f"not in them: {', '.join(dict.fromkeys(term.word for term in found))}"
        yield claim.finding(NAME, "a statement that the cited passages carry", told, where)
        return
    if _held(found, keys) >= _WELL * len(found) or figures >= _FIGURES:
        return
    weight = place_weights(evidence.digest)
    own = share(found, keys, weight)
    place, best, held = _best(found, evidence.digest, weight)
    if (
        not figures
        and own < _NOTHING
        and best - own >= _NOTHING
        and len([term for term in found if not everyday(term)]) > 1 + chosen
    ):
        yield claim.finding(NAME, "the passage it is drawn from", f"{place} carries it, not what is cited", where)
        return
    if len(found) < _LEAST or chosen:
        return
    strange = tuple(dict.fromkeys(term.word for term in found if not term.keys & (keys | asked) and not everyday(term)))
    more = held - _held(found, keys)
    if any(best - own >= by_weight and more >= by_words and best >= least for by_weight, by_words, least in _RIVALS):
        yield claim.finding(NAME, "the passage it is drawn from", f"{place} carries it, not what is cited", where)
    elif (
        len(strange) >= _STRANGE
        and share(found, keys | asked, weight) < _POOR
        and _held(found, keys | asked) < _FEW * len(found)
    ):
        found_strange = f"not in them: {', '.join(strange)}"
        yield claim.finding(NAME, "a statement that the cited passages carry", found_strange, where)


def _shares_nothing(claim: Claim, found: Iterable[Term], keys: frozenset[str]) -> bool:
    """Whether a sentence speaks of some matter, and its passages of none of it."""
    matter = _matter(claim, found)
    return bool(matter) and all(term.keys.isdisjoint(keys) for term in matter)


def _matter(claim: Claim, found: Iterable[Term]) -> list[Term]:
    """The words of a claim that speak of some matter; directions are told freely, "poor" for "spoiled"."""
    ends = {one.start for one in senses(claim.clean, claim.plain) if one.axis == "quality"}
    return [term for term in found if not everyday(term) and term.start not in ends]


def _figures_held(claim: Claim, cited: Iterable[Source]) -> int:
    """How many figures of the claim stand in what it cites: several are proof of where it comes from."""
    known = [figure.quantity for source in cited for figure in source.figures]
    return sum(any(same_value(one, other) for other in known) for one in quantities(claim.plain))


def share(judged: Iterable[Term], keys: frozenset[str], weight: dict[str, float]) -> float:
    """The share of the words, by weight, of which some key is among `keys`; 1 for no words."""
    return _share([(term.keys, worth) for term, worth in _worths(judged, weight)], keys)


def _share(worths: Iterable[tuple[frozenset[str], float]], keys: frozenset[str]) -> float:
    total = held = 0.0
    for said, worth in worths:
        total += worth
        held += 0.0 if said.isdisjoint(keys) else worth
    return held / total if total else 1.0


def _worths(judged: Iterable[Term], weight: dict[str, float]) -> list[tuple[Term, float]]:
    top = max(weight.values())
    return [(term, min((weight.get(key, top) for key in term.keys), default=top)) for term in judged]


def place_weights(digest: Digest) -> dict[str, float]:
    """How telling each key is over the places of the review."""
    return _weights(DigestKey(digest))


def _held(judged: Iterable[Term], keys: frozenset[str]) -> int:
    return sum(bool(term.keys & keys) for term in judged)


def _best(judged: tuple[Term, ...], digest: Digest, weight: dict[str, float]) -> tuple[str, float, int]:
    """The place of the review that carries most of the words, how much by weight, and how many."""
    places = _keys(DigestKey(digest)).items()
    worths = [(term.keys, worth) for term, worth in _worths(judged, weight)]
    best, keys = max(places, key=lambda one: _share(worths, one[1]))
    return best, _share(worths, keys), _held(judged, keys)


class DigestKey:
    """A digest told apart by its hash, so that its places are read once."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest

    def __hash__(self) -> int:
        return hash((self.digest.name, self.digest.hash))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DigestKey) and hash(self) == hash(other)


@lru_cache(maxsize=4)
def _keys(places: DigestKey) -> dict[str, frozenset[str]]:
    digest = places.digest
    return {place.locator: offered(digest.at(place.locator)) for place in digest.places if place.kind != "reference"}


@lru_cache(maxsize=4)
def _weights(places: DigestKey) -> dict[str, float]:
    return weights(_keys(places).values())
