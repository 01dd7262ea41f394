"""An answer's Markdown as safe HTML: no live HTML, no links, no images; [n] marks lead to their passages.

1. markdown-it parses with raw HTML, links and images switched off, so they stay text.
2. Text is escaped; marks of known passages become links within the page.
3. nh3 lets through only the tags and attributes named here, should a parser ever slip.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

MARKS = re.compile(r"\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
PROSE_TAGS = {"a", "p", "br", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "hr"}
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "class", "aria-label"}, "ol": {"start"}}


def answer_html(text: str, turn: int, known: Collection[int] | None = None) -> str:
    """Safe HTML of an answer; marks in `known` (None: all) are links to the passages of that turn, others stay text."""
    rendered = _parser().render(text, {"turn": turn, "known": known})
    allowed = PROSE_TAGS | HEADING_TAGS | TABLE_TAGS
    safe = nh3.clean(rendered, tags=allowed, attributes=ATTRIBUTES, link_rel=None).strip()
    return safe.replace(' <a class="cd19-mark"', '\u00a0<a class="cd19-mark"')  # a mark stays on its sentence's line


def plain_html(text: str) -> str:
    """Text as typed, escaped, its line breaks kept."""
    return html.escape(text.strip()).replace("\n", "<br>")


def passage_id(turn: int, marker: int) -> str:
    """The page's anchor of a passage: marks are counted per answer, so the turn is part of it."""
    return f"cd19-passage-{turn}-{marker}"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
    parser.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])
    parser.add_render_rule("text", _text)
    return parser


def _text(self: RendererProtocol, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A run of text, escaped, with its marks linked."""
    return MARKS.sub(_linker(env["turn"], env["known"]), html.escape(tokens[index].content))


def _linker(turn: int, known: Collection[int] | None) -> Callable[[re.Match[str]], str]:
    def link(match: re.Match[str]) -> str:
        markers = [int(number) for number in re.findall(r"\d+", match[1])]
        return "".join(
            f'<a class="cd19-mark" href="#{passage_id(turn, n)}" aria-label="Passage {n}">{n}</a>'
            if known is None or n in known
            else f"[{n}]"
            for n in markers
        )

    return link
