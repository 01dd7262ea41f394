"""A citation as a card: where it stands, what it says, which of its words the answer uses, what it rests on."""

from __future__ import annotations

import html
from collections.abc import Sequence

from assistant.models import Answer, Citation
from corpus.lexicon import load_concepts
from corpus.references import load_references
from ui.cards.drawn import drawn_html, holds
from ui.cards.marked import marked_html
from ui.cards.said import said_with
from ui.cards.supporting import supporting
from ui.links import place_link
from ui.markdown import passage_id
from ui.references import reference_html


def cards_html(answer: Answer, turn: int) -> str:
    """The cards of an answer's citations, in the order of their marks."""
    said = said_with(answer.answer)
    return "".join(card_html(citation, turn, said.get(citation.marker, ())) for citation in answer.citations)


def card_html(citation: Citation, turn: int, said: Sequence[str]) -> str:
    """One card; `said` are the sentences of the answer that cite it."""
    text = marked_html(citation.text, supporting(citation.text, said, load_concepts()))
    places = ", ".join(place_link(own) for own in own_places(citation))
    number, cell = citation.marker, citation.locators[0]
    within = holds(cell, citation.text)
    body = drawn_html(citation.locators, {cell: text}) if within else f"<p>{text}</p>{drawn_html(citation.locators)}"
    return (
        f'<article class="cd19-card" id="{passage_id(turn, number)}" tabindex="-1">'
        f'<header><button type="button" class="cd19-mark" aria-label="Show {number} in the answer">{number}</button>'
        f"<h3>{html.escape(citation.label or citation.locators[0])}</h3></header>"
        f"{body}<footer>{_references(citation.refs)}<span>{places}</span></footer></article>"
    )


def own_places(citation: Citation) -> list[str]:
    """Its locators without those that only name the place of a finer one: `table3.cns` beside `table3.cns#car_t`."""
    return [own for own in citation.locators if not any(other.startswith(f"{own}#") for other in citation.locators)]


def _references(numbers: Sequence[int]) -> str:
    """The references cited there, in full on demand."""
    if not numbers:
        return ""
    known = {reference.number: reference for reference in load_references()}
    items = "".join(f'<li value="{n}">{reference_html(known[n])}</li>' for n in numbers if n in known)
    name = f"{'refs' if len(numbers) > 1 else 'ref'} {', '.join(map(str, numbers))}"
    return f'<details class="cd19-in-full"><summary>{name}</summary><ol>{items}</ol></details>'
