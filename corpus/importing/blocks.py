"""A document as a row of blocks: what every reader (plain text, Markdown, JATS) makes of a file."""

from __future__ import annotations

from typing import Literal

from corpus.models import Frozen

BlockKind = Literal["heading", "paragraph", "table", "reference"]


class Block(Frozen):
    """One heading, paragraph, table or reference, as it stands in the file."""

    kind: BlockKind
    text: str = ""
    """Its words, each reference mark as `[^14]` where it stands; of a table: the caption."""
    number: int | None = None
    """Of a reference: its own number, where the file gives it."""
    level: int = 0
    """Of a heading: 1 for the title's own level, 2 below it, ...; 0 where the file does not say."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: its rows of cells, the head first; lines within a cell parted by line ends."""
    row_lines: tuple[tuple[int, ...], ...] = ()
    """Of a table: the lines of each row, where the file has lines."""
    lines: tuple[int, ...] = ()
    """Where in the file it begins, from 1, and where it goes on after a break; empty where the file has no lines."""


class Document(Frozen):
    """A file read into blocks, in its order."""

    title: str
    """Empty where the file begins with none."""
    doi: str = ""
    """As the file gives it, without a resolver's address; empty where it gives none."""
    blocks: tuple[Block, ...]
