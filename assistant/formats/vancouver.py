"""A reference in Vancouver style, as the NLM writes it for the ICMJE's recommendations.

1. Six authors, then "et al."; the groups they wrote for after a semicolon.
2. The kind of a conference abstract in brackets behind its title.
3. year;volume(issue):pages. A supplement to a volume stands outside parentheses: 132 Suppl 1.
4. Of the last page only the digits that differ: 1524-33, e132-5.
5. Then DOI, correction ("Erratum in") and PMID, in PubMed's order, where they are known.

Where the review itself stops naming authors after three, so does its data: then there are three, and "et al.".
"""

from __future__ import annotations

import re
from itertools import takewhile

from corpus.references import Reference

_MOST_AUTHORS = 6
_SUPPLEMENT = re.compile(r"(?:(?P<issue>\S+) )?suppl(?P<number>(?: \S+)?)", re.IGNORECASE)
_RANGE = re.compile(r"([A-Za-z]*)(\d+)[-–]\1(\d+)")


def vancouver(reference: Reference) -> str:
    """Its line, ended by a period; what is not known of it is left out."""
    kind = " [abstract]" if reference.abstract else ""
    parts = (
        _authors(reference.authors),
        f"{reference.title}{kind}",
        reference.journal,
        _where(reference),
        f"Abstract no. {reference.abstract_number}" if reference.abstract_number else "",
        f"doi: {reference.doi}" if reference.doi else "",
        f"Erratum in: {reference.correction}" if reference.correction else "",
        f"PMID: {reference.pmid}" if reference.pmid else "",
    )
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


def _authors(printed: str) -> str:
    people, *groups = printed.split("; ")
    names = people.split(", ")
    named = [name for name in names if name != "et al"][:_MOST_AUTHORS]
    shortened = ", ".join([*named, "et al."] if len(named) < len(names) else named)
    return "; ".join(part for part in (shortened, *groups) if part)


def _where(reference: Reference) -> str:
    pages = f":{_pages(reference.pages)}" if reference.pages else ""
    return f"{reference.year};{reference.volume}{_issue(reference.issue)}{pages}"


def _issue(issue: str) -> str:
    supplement = _SUPPLEMENT.fullmatch(issue)
    if supplement is None:
        return f"({issue})" if issue else ""
    number = supplement["number"]
    return f"({supplement['issue']} Suppl{number})" if supplement["issue"] else f" Suppl{number}"


def _pages(pages: str) -> str:
    """A range with what its last page repeats left out; anything else, roman numbers and 126A-127A, as it is."""
    found = _RANGE.fullmatch(pages)
    if found is None or found[2] == found[3]:
        return pages
    letter, first, last = found.groups()
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=True)) if len(first) == len(last) else ()
    return f"{letter}{first}-{last[len(list(alike)) :]}"
