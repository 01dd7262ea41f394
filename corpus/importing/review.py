"""A copy of the review as a second form of it: the same locators, the review's own words.

1. Paragraphs are placed by what they say (`placing`), table rows by the study or topic they name, references by
   number and title.
2. Within a place, each sentence takes the id of the digest's sentence that restates it best, so that whatever the data
   say about `patient2.4#3` holds for both forms. Several that share one stand together; an id that no sentence took
   leads to the sentence that is likest.
3. What could not be placed, what is missing, and figures that differ from the built-in tables are reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.digest import Digest
from corpus.importing.blocks import Block, Document
from corpus.importing.hashes import review_hash
from corpus.importing.likeness import Likeness, alike
from corpus.importing.marks import marked, without_marks
from corpus.importing.placing import placed
from corpus.importing.references import numbered
from corpus.importing.report import Report, Unplaced
from corpus.importing.sentences import sentences
from corpus.importing.shelf import NAME
from corpus.importing.tables import Cells, table_cells
from corpus.lexicon import Concepts
from corpus.models import Passage

_IS_REVIEW = 0.5
"""Share of the review's places of prose that a copy of it holds at least."""
_MOST_PARAGRAPHS = 3000
"""No copy of ten pages falls into more pieces; to place more would take seconds."""


def is_review(document: Document, review: Digest) -> bool:
    """Whether a document is a copy of the review: at least half of the review's paragraphs are in it."""
    blocks = _prose(document)
    found = {place for place in placed(blocks, review) if place} if len(blocks) <= _MOST_PARAGRAPHS else frozenset()
    prose = [place for place in review.places if place.kind in ("paragraph", "vignette")]
    return len(found & {place.locator for place in prose}) >= _IS_REVIEW * len(prose)


def as_review(document: Document, review: Digest, concepts: Concepts) -> tuple[Digest, Report]:
    """The copy as a form of the review, and what was found where. Places the copy lacks are left out and reported."""
    prose = _prose(document)
    where = placed(prose, review)
    passages, lines = _of_prose(zip(prose, where, strict=True), review)
    cells = table_cells([block for block in document.blocks if block.kind == "table"], review, concepts)
    listed = numbered([block for block in document.blocks if block.kind == "reference"], review.references)
    references = [_reference(number, block, review) for number, block in sorted(listed.found.items())]
    by_place: dict[str, list[Passage]] = {}
    for passage in (*passages, *cells.passages, *references):
        by_place.setdefault(passage.place, []).append(passage)
    places = tuple(place for place in review.places if place.locator in by_place)
    ordered = tuple(passage for place in places for passage in by_place[place.locator])
    copy = Digest(
        name=NAME, hash=review_hash(ordered), places=places, passages=ordered, references=review.references,
    )  # fmt: skip
    lines |= cells.lines | {f"ref.{number}": block.lines for number, block in listed.found.items()}
    unplaced = [*_unplaced(prose, where), *cells.unplaced, *map(_as_unplaced, listed.unknown)]
    return copy, _report(copy, review, lines, unplaced, cells)


def _prose(document: Document) -> list[Block]:
    """Paragraphs, and the headings before the first of them: the title and the authors."""
    front = True
    found: list[Block] = []
    for block in document.blocks:
        front = front and block.kind == "heading"
        if front or block.kind == "paragraph":
            found.append(block)
    return found


def _of_prose(
    placed_blocks: Iterable[tuple[Block, str]], review: Digest
) -> tuple[list[Passage], dict[str, tuple[int, ...]]]:
    pieces: dict[str, list[str]] = {}
    lines: dict[str, tuple[int, ...]] = {}
    for block, place in placed_blocks:
        if place and block.text not in pieces.get(place, ()):
            pieces.setdefault(place, []).append(block.text)
            lines[place] = (*lines.get(place, ()), *block.lines)
    passages = [
        passage
        for place, texts in pieces.items()
        for passage in _aligned([one for text in texts for one in sentences(text)], review.at(place))
    ]
    return passages, lines


def _aligned(printed: Sequence[str], restated: Sequence[Passage]) -> list[Passage]:
    """Rule 2: the printed sentences as passages under the ids of the digest's."""
    likeness = Likeness([passage.text for passage in restated])
    known = [likeness.terms(_said(passage.text, passage.refs)) for passage in restated]
    own = [likeness.terms(_said(without_marks(text), marked(text))) for text in printed]
    taken: dict[int, list[int]] = {}
    for at, terms in enumerate(own):
        likest = max(range(len(known)), key=lambda one: (alike(terms, known[one]), -abs(one - at)))
        taken.setdefault(likest, []).append(at)
    leads: dict[int, list[int]] = {at: [at] for at in taken}
    for at in set(range(len(known))) - set(taken):
        best = max(range(len(own)), key=lambda one: alike(own[one], known[at]))
        leads[next(one for one, some in taken.items() if best in some)].append(at)
    return [
        _sentence(" ".join(printed[one] for one in taken[at]), [restated[one] for one in leads[at]])
        for at in sorted(taken)
    ]


def _said(text: str, refs: Sequence[int]) -> str:
    """A sentence with the references it cites as words: a strong sign of which is which."""
    return " ".join([text, *(f"9000{number}" for number in refs)])


def _sentence(text: str, restated: Sequence[Passage]) -> Passage:
    first = restated[0]
    return first.model_copy(
        update={
            "text": without_marks(text),
            "refs": marked(text),
            "locators": (*(passage.id for passage in restated), first.place),
            "also": tuple(passage.text for passage in restated),
        }
    )


def _reference(number: int, block: Block, review: Digest) -> Passage:
    return review.at(f"ref.{number}")[0].model_copy(update={"text": block.text})


def _unplaced(blocks: Sequence[Block], where: Sequence[str]) -> list[Unplaced]:
    return [_as_unplaced(block) for block, place in zip(blocks, where, strict=True) if not place]


def _as_unplaced(block: Block) -> Unplaced:
    return Unplaced(lines=block.lines, opens=" ".join(block.text.split()[:8]))


def _report(
    copy: Digest, review: Digest, lines: dict[str, tuple[int, ...]], unplaced: Sequence[Unplaced], cells: Cells
) -> Report:
    missing = tuple(place.locator for place in review.places if not copy.at(place.locator))
    return Report(
        places=len(copy.places), of=len(review.places), passages=len(copy.passages), missing=missing,
        unplaced=tuple(unplaced), differing=cells.differing, lines={place: tuple(lines[place]) for place in lines},
    )  # fmt: skip
