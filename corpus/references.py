"""The review's 66 references, read from CSL-JSON."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import reading
from corpus.models import Frozen

_FILE = Path(__file__).parent / "references.json"


class Reference(Frozen):
    """One entry of the review's reference list; what the review does not print is empty."""

    number: int
    """As the review cites it: 1 to 66."""
    authors: str
    """As printed: "Topp MS, Kufer P, et al; Study Group"."""
    first_author: str = ""
    """Family name; empty for an entry that is not one of the list's, such as the review itself."""
    title: str
    journal: str
    """Abbreviated as in PubMed: "N Engl J Med"."""
    year: int
    volume: str
    issue: str = ""
    """Number or supplement: "5", "suppl 1"."""
    pages: str = ""
    """First to last page, one page, or the article's number."""
    abstract: bool = False
    """A conference abstract, not a paper."""
    abstract_number: str = ""
    """Where it is printed in place of a page."""
    correction: str = ""
    """Where a published correction stands."""
    doi: str = ""
    """Only where it was checked against a public record."""
    pmid: str = ""
    """PubMed's number, only where it was checked."""

    @property
    def locator(self) -> str:
        """Its place in the review: "ref.41"."""
        return f"ref.{self.number}"

    @property
    def doi_url(self) -> str:
        """The link that resolves its DOI; empty when none is known."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def vancouver(self) -> str:
        """Its line in Vancouver style, as printed in the review: no DOI, no PMID."""
        remarks = " [abstract]" if self.abstract else ""
        if self.correction:
            remarks += f" [published correction appears in {self.correction}]"
        issue = f"({self.issue})" if self.issue else ""
        where = self.pages or (f"Abstract {self.abstract_number}" if self.abstract_number else "")
        end = f":{where}." if where else "."
        return f"{self.authors}. {self.title}{remarks}. {self.journal}. {self.year};{self.volume}{issue}{end}"


@lru_cache(maxsize=1)
def load_references() -> tuple[Reference, ...]:
    """All references, in the order of their numbers."""
    with reading(_FILE, "a list of references (CSL-JSON)"):
        return tuple(_reference(record) for record in json.loads(_FILE.read_text(encoding="utf-8")))


def _reference(record: dict[str, Any]) -> Reference:
    return Reference(
        number=int(record["id"].removeprefix("ref.")),
        authors=_authors(record["author"], et_al=record.get("et-al", False)),
        first_author=record["author"][0].get("family", ""),
        title=record["title"],
        journal=record["container-title"],
        year=record["issued"]["date-parts"][0][0],
        volume=record["volume"],
        issue=record.get("issue", ""),
        pages=record.get("page", ""),
        abstract=record.get("genre") == "abstract",
        abstract_number=record.get("number", ""),
        correction=record.get("note", "").removeprefix("Published correction: "),
        doi=record.get("DOI", ""),
        pmid=record.get("PMID", ""),
    )


def _authors(authors: list[dict[str, str]], *, et_al: bool) -> str:
    """People first, "et al" where the review stops naming them, then the groups they wrote for."""
    people = [f"{author['family']} {author['given']}" for author in authors if "family" in author]
    groups = [author["literal"] for author in authors if "literal" in author]
    return "; ".join([", ".join([*people, "et al"] if et_al else people), *groups])
