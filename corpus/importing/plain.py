"""Plain text and Markdown, as they come out of a PDF, read into blocks.

1. Blank lines and page breaks part the blocks; lines of one block are joined, hyphenated words closed up.
2. Lines with tabs, and Markdown's lines with pipes, are the rows of a table. A row whose first cell is empty goes on
   with the row before.
3. A line of its own with `#`, or a short one that no sentence ends, is a heading; "Table 1. ..." is a table's caption.
4. After the heading "References", every list item or numbered line is a reference.
5. A paragraph that breaks off in mid-sentence goes on where the next paragraph goes on with it: across page numbers,
   tables and their notes. Page numbers and lines that recur on the pages are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.importing.blocks import Block, Document
from corpus.importing.emphasis import without_emphasis
from corpus.importing.marks import as_footnotes, without_marks

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)]")
_HEADING = re.compile(r"(#{1,6})\s+")
_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)]|\[\d{1,3}\])\s+(?=\S)")
_BULLET = re.compile(r"[-*•]\s+")
_NUMBERED = re.compile(r"\[?(\d{1,3})[.)\]]\s+")
_CAPTION = re.compile(r"(?:\*\*)?table\s+(?:\d+|[IVX]+)\b[.:]?", re.I)
_RULE = re.compile(r"[\s:|-]+")
_PAGE = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d+)?|[-–—_*]{3,}|\f", re.I)
_REFERENCES = re.compile(r"(?:references|bibliography|literature(?: cited)?)\W*", re.I)
_NOTE = re.compile(r"[*†‡§¶∗]|[A-Z][\w⁺⁻+-]{0,12}, [a-zA-Z][^.]{2,60}; ")
"""A table's note: a footnote's sign, or "CR, complete remission; ..."."""
_ENDED = re.compile(r"[.?!:;][\"'”’)\]]*(?:\[\^\d+\])*$")
_WITHIN = re.compile(r"[a-z)\]][.?!](?:\[\^\d+\])* [A-Z]")
_HEADING_WORDS = 16
_RECURRING = 3
_TEX = ((re.compile(r"\\geq?"), "≥"), (re.compile(r"\\leq?"), "≤"), (re.compile(r"\$([^$]{1,40})\$"), r"\1"))
_ESCAPED = re.compile(r"\\([$%&#_{}*~<>\[\]()-])")


def read_plain(text: str) -> Document:
    """The blocks of a plain text or Markdown file; none for an empty one."""
    # Not splitlines: a page break is no line, and lines are counted as an editor counts them.
    lines = re.split(r"\r\n|\r|\n", re.sub(r"\f(\r?\n)", r"\1\f", text))
    raw = list(_raw_blocks(_without_running_lines(lines)))
    blocks = [_without_bullet(block) for block in _rejoined(_with_references(raw))]
    doi = _DOI.search(text)
    return Document(title=_title(blocks), doi=doi.group(0) if doi else "", blocks=tuple(blocks))


def _title(blocks: Sequence[Block]) -> str:
    """The heading the file begins with, or a short first paragraph; empty where it begins otherwise."""
    if not blocks or blocks[0].kind not in ("heading", "paragraph"):
        return ""
    text = without_marks(blocks[0].text)
    return text if blocks[0].kind == "heading" or len(text.split()) <= _HEADING_WORDS else ""


def clean(text: str) -> str:
    """The words as a reader sees them: no emphasis, no TeX, no escapes; one blank between words."""
    plain = _ESCAPED.sub(lambda match: "\0" if match.group(1) == "$" else match.group(1), text)
    for pattern, said in _TEX:
        plain = pattern.sub(said, plain)
    plain = without_emphasis(plain).replace("\0", "$")
    return re.sub(r"\s+", " ", plain).strip()


def _without_running_lines(lines: Sequence[str]) -> list[str]:
    """The lines; page numbers, rules, and heads and feet that recur on the pages are made blank."""
    short = Counter(line.strip() for line in lines if 0 < len(line.split()) <= _HEADING_WORDS and "\t" not in line)
    running = {line for line, times in short.items() if times >= _RECURRING and not _HEADING.match(line)}
    return ["" if line.strip() in running or _PAGE.fullmatch(line.strip()) else line for line in lines]


def _raw_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Headings, paragraphs, list items and tables in a row, paragraphs still with their marks."""
    held: list[str] = []
    start = 0
    for number, line in enumerate([*lines, ""], 1):
        kind = _kind(line)
        if held and (kind != _kind(held[0]) or kind in ("blank", "heading", "item") or line.startswith("\f")):
            yield _block(held, start)
            held = []
        if kind == "item" or (kind not in ("blank",) and not held):
            start = number
        if kind != "blank":
            held.append(line)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if "\t" in line.strip("\r\n") and len(line.split("\t")) > 1 and line.strip():
        return "table"
    if line.strip().startswith("|") and line.count("|") > 2:
        return "table"
    if _HEADING.match(line.strip()):
        return "heading"
    return "item" if _ITEM.match(line.strip()) else "text"


def _block(lines: Sequence[str], number: int) -> Block:
    first = lines[0].strip()
    kind = _kind(lines[0])
    if kind == "table":
        rows, row_lines = _rows(lines, number)
        return Block(kind="table", rows=rows, row_lines=row_lines, lines=(number,))
    if heading := _HEADING.match(first):
        said = without_marks(clean(first[heading.end() :].rstrip("#").rstrip()))
        return Block(kind="heading", text=said, level=len(heading.group(1)), lines=(number,))
    text = clean(as_footnotes(_joined(lines)))
    if len(lines) == 1 and kind == "text" and _is_heading(text):
        return Block(kind="heading", text=without_marks(text), lines=(number,))
    return Block(kind="paragraph", text=text, lines=(number,))


def _is_heading(text: str) -> bool:
    starts = text[:1].isupper() or text[:1].isdigit()
    return starts and len(text.split()) <= _HEADING_WORDS and not _ENDED.search(text) and not _NOTE.match(text)


def _joined(lines: Sequence[str]) -> str:
    text = "\n".join(line.strip() for line in lines)
    return re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text).replace("\n", " ")


def _rows(lines: Sequence[str], start: int) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[int, ...], ...]]:
    """The rows of a table, and the lines of each."""
    rows: list[list[str]] = []
    numbers: list[list[int]] = []
    for number, line in enumerate(lines, start):
        if "|" in line.strip()[1:] and _RULE.fullmatch(line.strip()):
            continue
        cells = line.split("\t") if "\t" in line else line.strip().strip("|").split("|")
        cells = [clean(as_footnotes(cell)) for cell in cells]
        if len(rows) > 1 and not cells[0]:
            rows[-1] = _continued(rows[-1], cells)
            numbers[-1].append(number)
        else:
            rows.append(cells)
            numbers.append([number])
    return tuple(map(tuple, rows)), tuple(map(tuple, numbers))


def _continued(row: Sequence[str], more: Sequence[str]) -> list[str]:
    width = max(len(row), len(more))
    pairs = zip([*row, *[""] * (width - len(row))], [*more, *[""] * (width - len(more))], strict=True)
    return ["\n".join(part for part in pair if part) for pair in pairs]


def _with_references(blocks: Sequence[Block]) -> Iterator[Block]:
    """Rule 4; and captions given to the tables they stand above."""
    listing, caption = False, ""
    for block in blocks:
        if block.kind == "heading":
            if _CAPTION.match(block.text):
                caption = block.text
                continue
            listing = bool(_REFERENCES.fullmatch(block.text))
        if block.kind == "table":
            yield block.model_copy(update={"text": caption})
            caption = ""
        elif block.kind == "paragraph" and _CAPTION.match(block.text) and len(block.text.split()) <= 3 * _HEADING_WORDS:
            caption = clean(block.text)
        elif block.kind == "paragraph" and listing:
            yield _reference(block)
        else:
            yield block


def _reference(block: Block) -> Block:
    numbered = _NUMBERED.match(block.text)
    own = int(numbered.group(1)) if numbered else None
    return Block(kind="reference", text=clean(_ITEM.sub("", block.text, count=1)), number=own, lines=block.lines)


def _rejoined(blocks: Iterator[Block]) -> list[Block]:
    """Rule 5."""
    found: list[list[Block]] = []
    broken: list[Block] | None = None
    within = False
    for block in blocks:
        prose = block.kind == "paragraph"
        if prose and broken is not None and _goes_on(within, block.text):
            broken.append(block)
            # A mark of the end holds no blank: only the last piece can have it.
            within, broken = within or bool(_WITHIN.search(block.text)), None if _ENDED.search(block.text) else broken
            continue
        found.append([block])
        if prose and not _ENDED.search(block.text) and not _ITEM.match(block.text):
            broken, within = found[-1], bool(_WITHIN.search(block.text))
        elif block.kind in ("heading", "reference"):
            broken = None
    return [_whole(pieces) for pieces in found]


def _whole(pieces: Sequence[Block]) -> Block:
    if len(pieces) == 1:
        return pieces[0]
    lines = tuple(line for piece in pieces for line in piece.lines)
    return pieces[0].model_copy(update={"text": " ".join(piece.text for piece in pieces), "lines": lines})


def _without_bullet(block: Block) -> Block:
    text = _BULLET.sub("", block.text) if block.kind == "paragraph" else block.text
    return block.model_copy(update={"text": text})


def _goes_on(whole_sentences: bool, after: str) -> bool:
    """Whether a paragraph takes up the sentence that another broke off: in small letters, or after whole sentences."""
    if _NOTE.match(after) or _ITEM.match(after):
        return False
    return after[:1].islower() or whole_sentences
