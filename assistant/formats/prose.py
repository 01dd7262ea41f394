"""Markdown as safe HTML: no live HTML, no links, no images; each [n] mark as the caller draws it.

1. markdown-it parses with raw HTML, links and images switched off, so they stay text.
2. Text is escaped; marks are handed to the caller.
3. nh3 lets through only the tags and attributes named here, should a parser ever slip.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from corpus.signs import whole

MARKS = re.compile(r"\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
PROSE_TAGS = {"a", "p", "br", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "hr"}
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
MARK_ATTRIBUTES = frozenset({"href", "class", "aria-label"})


def safe_html(text: str, mark: Callable[[int], str], attributes: frozenset[str] = MARK_ATTRIBUTES) -> str:
    """Safe HTML of Markdown. `mark` draws one number of a mark; `attributes`: what its links may carry."""
    rendered = _parser().render(whole(text), {"mark": mark})
    allowed = PROSE_TAGS | HEADING_TAGS | TABLE_TAGS
    return nh3.clean(
        rendered, tags=allowed, attributes={"a": set(attributes), "ol": {"start"}}, link_rel=None
    ).strip()  # fmt: skip


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
    parser.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])
    parser.add_render_rule("text", _text)
    return parser


def _text(self: RendererProtocol, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A run of text, escaped, with its marks drawn."""
    return MARKS.sub(lambda found: _drawn(found, env["mark"]), html.escape(tokens[index].content))


def _drawn(found: re.Match[str], mark: Callable[[int], str]) -> str:
    return "".join(mark(int(number)) for number in re.findall(r"\d+", found[1]))
