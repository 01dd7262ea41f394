"""Parts of a patient's answer that are computed, not written: they stand under a model's text too.

Doubts to be settled, the CD19 that was assumed, what would change the verdict, what to find out: a model that leaves
them out must not hide them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.wording import wording
from assistant.models import Citation

_SECTIONS = ("please_check", "would_change", "ask")
_MARK = re.compile(r"\[(\d+)\]")


def with_computed(
    text: str, citations: Sequence[Citation], built_in: str, its_citations: Sequence[Citation]
) -> tuple[str, tuple[Citation, ...]]:
    """A model's text followed by the computed parts of the built-in answer, and the citations of both."""
    cited = list(citations)
    by_marker = {citation.marker: citation for citation in its_citations}

    def renumbered(match: re.Match[str]) -> str:
        own = by_marker[int(match[1])]
        known = next((one for one in cited if one.locators[0] == own.locators[0]), None)
        if known is None:
            known = own.model_copy(update={"marker": len(cited) + 1})
            cited.append(known)
        return f"[{known.marker}]"

    parts = [_MARK.sub(renumbered, part) for part in _computed(built_in)]
    return "\n\n".join([text, *parts]), tuple(cited)


def _computed(built_in: str) -> list[str]:
    """The computed parts, each with its heading, in their order."""
    headings = {f"**{wording()['headings'][name]}**" for name in _SECTIONS}
    assumed = str(wording()["assumed_cd19"]).partition("{")[0].strip()
    found: list[str] = []
    wanted = False
    for block in built_in.split("\n\n"):
        if block.startswith("**") and block.endswith("**"):
            wanted = block in headings
        if (wanted and (block in headings or block.startswith("- "))) or block.startswith(assumed):
            found.append(block)
    return found
