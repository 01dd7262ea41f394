"""A paragraph as HTML: its sentences under their locators, and beside it what arises there."""

from __future__ import annotations

import html
from collections.abc import Sequence

from corpus.audit.kept import questioned
from corpus.digest import Digest
from corpus.models import Passage, Place
from ui.read.asking import question_about
from ui.read.notes import criteria_html, doubts_html

MISSING = "Your copy has no text that was recognized as this paragraph."


def paragraph_html(place: Place, review: Digest) -> str:
    """The paragraph of a place, with its anchor, its actions and its notes."""
    own = html.escape(place.locator)
    passages = review.at(place.locator)
    text = " ".join(sentence_html(passage) for passage in passages) or f"<em>{MISSING}</em>"
    notes = criteria_html(place.locator) + doubts_html(place.locator)
    lined = " cd19-lined" if place.kind in ("metadata", "table-notes") else ""
    return (
        f'<article class="cd19-place-text{lined}" id="{own}" tabindex="-1" aria-label="{html.escape(place.label)}">'
        f'<p data-find>{text}</p><div class="cd19-beside">{actions_html(place)}{notes}</div></article>'
    )


def sentence_html(passage: Passage) -> str:
    """A sentence under its locators, its reference marks behind it."""
    names = [own for own in passage.locators if own != passage.place] or [passage.id]
    doubted = ' class="cd19-questioned"' if any(own in questioned() for own in names) else ""
    # In a copy of the review one sentence may stand for several of the digest: the others are anchors within it.
    others = "".join(f'<a id="{html.escape(own)}"></a>' for own in names[1:])
    text = html.escape(passage.text)
    return f'<span id="{html.escape(names[0])}" tabindex="-1"{doubted}>{others}{text}{marks_html(passage.refs)}</span>'


def marks_html(refs: Sequence[int]) -> str:
    """Reference numbers as links to the list."""
    links = ",".join(f'<a href="#ref.{number}" aria-label="Reference {number}">{number}</a>' for number in refs)
    return f'<sup class="cd19-refs">{links}</sup>' if links else ""


def actions_html(place: Place, ask: str = "Ask about this") -> str:
    """The place's anchor, and what can be done with it."""
    own, label = html.escape(place.locator), html.escape(place.label)
    question = html.escape(question_about(place))
    return (
        f'<span class="cd19-do"><a class="cd19-anchor" href="#{own}" aria-label="{own}, {label}">{own}</a>'
        f'<button type="button" data-do="ask" data-question="{question}" title="{question}"'
        f' aria-label="{ask}: {label}">{ask}</button>'
        f'<button type="button" data-copy="{own}" aria-label="Copy link: {label}">Copy link</button></span>'
    )
