"""A reference of the review as HTML: in full, with links to its DOI and PubMed record."""

from __future__ import annotations

import html

from corpus.references import Reference
from ui.links import outward

_PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"


def reference_html(reference: Reference) -> str:
    """Authors, title, journal and year in Vancouver style, then its links; a DOI only where one was checked."""
    title = html.escape(reference.title)
    line = html.escape(reference.vancouver()).replace(title, f"<b>{title}</b>", 1)
    links = []
    if reference.doi:
        links.append(outward(reference.doi_url, f"doi:{reference.doi}"))
    if reference.pmid:
        links.append(outward(f"{_PUBMED}{reference.pmid}/", "PubMed"))
    return f"{line} {' '.join(links)}".rstrip()
