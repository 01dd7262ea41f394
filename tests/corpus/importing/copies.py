"""Files made in the test: the built-in digest in the shape of a printed review, any blocks as JATS or as plain text.

No sentence of the review is needed for it: the words are the digest's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from corpus.digest import Digest
from corpus.importing.blocks import Block
from corpus.tables import Row, load_columns, load_rows

TITLE = "How I treat adults with advanced acute lymphoblastic leukemia eligible for CD19-targeted immunotherapy"
HEADS = {
    "n": "N", "age": "Median age, y", "prior-hct": "Prior allo-HCT, %", "setting": "Setting", "cns": "CNS",
    "low-disease": "Prelymphodepletion blasts <5%", "prior-blinatumomab": "Prior blinatumomab, %", "emd": "EMD, %",
    "cr-mrd": "CR % (no MRD, %)", "post-hct": "Post-therapy allo-HCT, %", "relapse": "Relapses, %",
    "survival": "Survival", "cd19-relapse": "CD19-negative relapse, %", "emd-relapse": "EMD relapse, %",
    "no-car-t": "Leukapheresis but no CAR T cells", "refs": "Ref.",
}  # fmt: skip


def review_blocks(digest: Digest) -> list[Block]:
    """The digest as a printed copy has it: title, prose under its headings, three tables with notes, references."""
    prose = [place for place in digest.places if place.kind in ("paragraph", "vignette", "metadata")]
    blocks = [Block(kind="heading", text=TITLE, level=1)]
    for section, places in groupby(prose, key=lambda place: place.section):
        # A print has no heading above its authors.
        blocks += [] if section == "Article" else [Block(kind="heading", text=section, level=2)]
        blocks += [Block(kind="paragraph", text=_marked_text(digest, place.locator)) for place in places]
        if section.startswith("Introduction"):
            blocks += _tables(digest)
    blocks.append(Block(kind="heading", text="References", level=2))
    blocks += [Block(kind="reference", text=one.vancouver(), number=one.number) for one in digest.references]
    return blocks


def _marked_text(digest: Digest, locator: str) -> str:
    return " ".join(p.text + "".join(f"[^{number}]" for number in p.refs) for p in digest.at(locator))


def _tables(digest: Digest) -> Iterator[Block]:
    for name, title in (("table1", "Trials of blinatumomab"), ("table2", "Trials of CD19 CAR T cells")):
        rows = [row for row in load_rows() if row.table == name]
        columns = [column for column in load_columns() if any(digest.at(f"{row.locator}#{column.id}") for row in rows)]
        head = ("Study", *(HEADS[column.id] for column in columns))
        cells = [(row.study, *(_printed(row, column.fields) for column in columns)) for row in rows]
        yield Block(kind="table", text=f"Table {name[-1]}. {title}", rows=(head, *cells))
        yield from _notes(digest, name)
    places = [place for place in digest.places if place.locator.startswith("table3.") and place.kind == "table-row"]
    cells = [
        (place.label.removeprefix("Table 3, "), *(_marked_text(digest, p.id) for p in digest.at(place.locator)))
        for place in places
    ]
    rows = (("", "Blinatumomab", "CD19 CAR T cells"), *cells)
    yield Block(kind="table", text="Table 3. The two compared", rows=rows)
    yield from _notes(digest, "table3")


def _notes(digest: Digest, table: str) -> Iterator[Block]:
    yield from (Block(kind="paragraph", text=passage.text) for passage in digest.at(f"{table}.notes"))


def _printed(row: Row, fields: Sequence[str]) -> str:
    """ "19 (36)" of a count and its percentage; the parts of survival on a line each."""
    first, *more = [row.fields.get(field, "") for field in fields]
    if fields[0] == "refs":
        return first.replace(" ", ", ")
    if fields[0] == "survival":
        return first.replace("; ", "\n")
    more = [value for value in more if value]
    return f"{first} ({'-'.join(more)})" if more else first


def jats_of(blocks: Sequence[Block]) -> bytes:
    """Blocks as a JATS article."""
    title, *rest = blocks
    references = [block for block in rest if block.kind == "reference"]
    ids = {block.number or at: f"r{at}" for at, block in enumerate(references, 1)}
    body = "".join(_element(block, ids) for block in rest if block.kind != "reference")
    listed = "".join(
        f'<ref id="r{at}"><label>{one.number or at}</label><mixed-citation>{escape(one.text)}</mixed-citation></ref>\n'
        for at, one in enumerate(references, 1)
    )
    front = (
        f"<article-meta><title-group><article-title>{escape(title.text)}</article-title></title-group></article-meta>"
    )
    return (
        f'<?xml version="1.0"?>\n<article xmlns:xlink="http://www.w3.org/1999/xlink"><front>{front}</front>\n'
        f"<body><sec>\n{body}</sec></body>\n<back><ref-list>{listed}</ref-list></back></article>"
    ).encode()


def _element(block: Block, ids: dict[int, str]) -> str:
    if block.kind == "heading":
        return f"</sec>\n<sec><title>{_inline(block.text, ids)}</title>\n"
    if block.kind == "paragraph":
        return f"<p>{_inline(block.text, ids)}</p>\n"
    head, *rows = block.rows
    label, _, title = block.text.partition(". ")
    caption = f"<label>{label}</label><caption><title>{escape(title)}</title></caption>"
    top = "".join(f"<th>{_inline(cell, ids)}</th>" for cell in head)
    body = "".join(_table_row(row, ids) for row in rows)
    return f"<table-wrap>{caption}<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></table-wrap>\n"


def _table_row(row: Sequence[str], ids: dict[int, str]) -> str:
    """A row; where a cell has several lines, all others span as many rows."""
    height = max(cell.count("\n") for cell in row) + 1
    lines = [cell.split("\n") for cell in row]
    first = "".join(
        f"<td>{_inline(cell[0], ids)}</td>"
        if len(cell) > 1 or height == 1
        else f'<td rowspan="{height}">{_inline(cell[0], ids)}</td>'
        for cell in lines
    )
    more = ["".join(f"<td>{_inline(cell[at], ids)}</td>" for cell in lines if len(cell) > 1) for at in range(1, height)]
    return "".join(f"<tr>{cells}</tr>\n" for cells in (first, *more))


def _inline(text: str, ids: dict[int, str]) -> str:
    """Marks as linked superscripts, runs of three and more as a range of two links."""
    return re.sub(r"(?:\[\^\d+\])+", lambda match: _links(match.group(0), ids), escape(text))


def _links(marks: str, ids: dict[int, str]) -> str:
    links = [
        "&#8211;".join(f'<xref ref-type="bibr" rid="{ids[number]}">{number}</xref>' for number in dict.fromkeys(run))
        for run in _runs([int(number) for number in re.findall(r"\d+", marks)])
    ]
    return f"<sup>{','.join(links)}</sup>"


def _runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Each run of three and more as its ends, all other numbers alone: 1 2 3 7 is (1, 3), (7,)."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [piece for run in found for piece in ([(run[0], run[-1])] if len(run) > 2 else [(one,) for one in run])]


def plain_of(blocks: Sequence[Block]) -> str:
    """Blocks as plain text: superscript digits as marks, tabs between cells, a page break before every table."""
    return "\n\n".join(_lines(block) for block in blocks) + "\n"


def _lines(block: Block) -> str:
    if block.kind == "table":
        rows = [line for row in block.rows for line in _row_lines(row)]
        return "\n".join([f"\f{block.text}", "", *rows])
    text = re.sub(r"(?:\[\^\d+\])+", lambda match: _superscript(match.group(0)), block.text)
    return f"- {text}" if block.kind == "reference" else text


def _row_lines(row: Sequence[str]) -> list[str]:
    lines = [_marks_as_superscripts(cell).split("\n") for cell in row]
    return [
        "\t".join(cell[at] if at < len(cell) else "" for cell in lines)
        for at in range(max(len(cell) for cell in lines))
    ]


def _marks_as_superscripts(text: str) -> str:
    return re.sub(r"(?:\[\^\d+\])+", lambda match: _superscript(match.group(0)), text)


def _superscript(marks: str) -> str:
    runs = ("⁻".join(str(number) for number in run) for run in _runs([int(n) for n in re.findall(r"\d+", marks)]))
    return ",".join(runs).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
