"""JATS XML, the format of open-access archives, read into blocks.

1. The article may stand within another root, with or without namespaces. Articles within it (responses, reviewers'
   reports, translations) are not its text and are left out.
2. Its blocks in reading order: title, one line of authors and dates, notes on them, abstracts, body, back matter,
   floating tables, references.
3. A paragraph that holds a list or a table is cut around it; notes within a paragraph follow it. Captions of figures
   are paragraphs; a table's notes follow the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import UnreadableError
from corpus.importing.blocks import Block, Document
from corpus.importing.jats_front import doi_of, front_line
from corpus.importing.jats_references import entries, reference_block
from corpus.importing.jats_tables import table_block
from corpus.importing.jats_words import Words
from corpus.importing.xmltree import Node, read_xml

_TITLES = {"ack": "Acknowledgments", "abstract": "Abstract", "fn-group": "Notes", "glossary": "Abbreviations"}
_TITLED = frozenset([*_TITLES, "sec", "app", "notes", "boxed-text", "statement", "bio"])
_BLOCKS = ("p", "list", "list-item", "def-list", "def-item", "table-wrap", "fig", "sec", "table-wrap-foot", "fn")
_LEFT_OUT = (
    "title", "label", "ref-list", "sub-article", "response", "kwd-group", "permissions", "graphic", "media",
    "object-id", "alt-text", "long-desc", "supplementary-material", "history", "processing-meta", "sec-meta",
)  # fmt: skip
_SECTION = 2
"""Level of the headings right below the title."""


def read_jats(raw: bytes, name: str = "the file") -> Document:
    """The article in a JATS file. `name`: of the file, for errors. Raises UnreadableError."""
    article = _article(read_xml(raw, name), name)
    listed = entries(article)
    words = Words({entry.id: entry.number for entry, _ in listed})
    reader = _Reader(words)
    references = (reference_block(entry, ref, words.say) for entry, ref in listed)
    meta = next((part for front in article.elements("front") for part in front.elements("article-meta")), None)
    blocks = [*(reader.front(article, meta) if meta else ()), *reader.text(article), *references]
    return Document(
        title=next((block.text for block in blocks[:1]), ""),
        doi=doi_of(meta, words.say) if meta else "",
        blocks=tuple(block for block in blocks if block.text or block.rows),
    )


def _article(root: Node, name: str) -> Node:
    found = [root] if root.name == "article" else list(root.all("article"))
    if len(found) == 1:
        return found[0]
    got = f"{len(found)} articles in one file" if found else f"XML whose outermost element is <{root.name}>"
    remedy = "Save each article in a file of its own." if found else "Import the article as plain text or Markdown."
    raise UnreadableError(name, got, "JATS XML with one <article>", remedy)


class _Reader:
    """The parts of an article as blocks."""

    def __init__(self, words: Words) -> None:
        self._say = words.say

    def front(self, article: Node, meta: Node) -> Iterator[Block]:
        title = meta.first("title-group")
        parts = title.elements("article-title", "subtitle") if title else ()
        yield Block(kind="heading", text=": ".join(map(self._say, parts)), level=1, lines=(meta.line,))
        yield Block(kind="paragraph", text=front_line(article, meta, self._say), lines=(meta.line,))
        for part in meta.elements("author-notes", "abstract"):
            yield from self._block(part, _SECTION)

    def text(self, article: Node) -> Iterator[Block]:
        for part in article.elements("body", "back", "floats-group"):
            yield from self._within(part, _SECTION)

    def _within(self, node: Node, level: int) -> Iterator[Block]:
        """What stands in an element: its blocks, and the words between them, each run of them a paragraph."""
        loose: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or not self._alone(child, node):
                loose.append(child)
                continue
            yield from self._paragraph(loose, node)
            loose = []
            yield from self._block(child, level)
        yield from self._paragraph(loose, node)

    @staticmethod
    def _alone(child: Node, parent: Node) -> bool:
        """Whether an element is a block, not words of the paragraph it stands in."""
        if parent.name == "p" and child.name == "fn":
            return False
        return child.name in _BLOCKS or child.name in _LEFT_OUT or child.first("p", "sec", "table") is not None

    def _paragraph(self, loose: list[Node | str], parent: Node) -> Iterator[Block]:
        line = next((child.line for child in loose if isinstance(child, Node)), parent.line)
        words = Node("p", {}, parent.line if parent.name == "p" else line, loose)
        yield Block(kind="paragraph", text=self._say(words), lines=(words.line,))
        for note in words.all("fn"):
            yield from self._note(note)

    def _block(self, node: Node, level: int) -> Iterator[Block]:
        if node.name in _LEFT_OUT:
            return
        if node.name in _TITLED:
            title = next(
                (title for part in (node, *node.elements("caption")) for title in part.elements("title")), None
            )
            said = self._say(title) if title else _TITLES.get(node.name, "")
            yield Block(kind="heading", text=said, level=level, lines=(node.line,))
            yield from self._within(node, level + 1)
        elif node.name == "table-wrap":
            yield from self._table(node)
        elif node.name == "fig":
            yield Block(kind="paragraph", text=_ended(self._caption(node)), lines=(node.line,))
        elif node.name == "def-item":
            said = ": ".join(self._say(part) for part in node.elements("term", "def"))
            yield Block(kind="paragraph", text=said, lines=(node.line,))
        elif node.name == "fn":
            yield from self._note(node)
        else:
            yield from self._within(node, level)

    def _note(self, note: Node) -> Iterator[Block]:
        """A note under its sign."""
        sign = next((self._say(label) for label in note.elements("label")), "")
        for at, block in enumerate(block for block in self._within(note, _SECTION) if block.text or block.rows):
            said = f"{sign} {block.text}" if sign and not at else block.text
            yield block.model_copy(update={"text": said})

    def _caption(self, node: Node) -> str:
        """ "Table 1. Studies of ..."."""
        parts = [
            *node.elements("label"),
            *(part for caption in node.elements("caption") for part in caption.elements()),
        ]
        return ". ".join(said for part in parts if (said := self._say(part).rstrip(".")))

    def _table(self, wrap: Node) -> Iterator[Block]:
        caption = self._caption(wrap)
        tables = [block for table in wrap.all("table") if (block := table_block(table, caption, self._say))]
        # A table that is a picture has its caption alone.
        yield from tables or [Block(kind="paragraph", text=_ended(caption), lines=(wrap.line,))]
        for foot in wrap.elements("table-wrap-foot"):
            yield from self._within(foot, _SECTION)


def _ended(caption: str) -> str:
    return f"{caption}." if caption else ""
