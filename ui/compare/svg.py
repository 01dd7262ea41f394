"""What matplotlib wrote, made part of the page: its colours, its fonts, points that can be reached and clicked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from ui.compare.models import Plot, Point
from ui.compare.said import aloud

_NAMES = ("ink", "soft", "line", "surface", "blue", "green", "amber")
COLOURS = {name: f"#0a0b{number:02x}" for number, name in enumerate(_NAMES, start=1)} | {"strip": "#0a0bff"}
"""Stand-ins that no drawing uses otherwise."""
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_FONT = re.compile(r"('DejaVu Sans'|DejaVu Sans)[^;\"]*")


def finished(written: str, plot: Plot, points: Sequence[Point], prefix: str) -> str:
    """The SVG as it goes into the page; ids begin with `prefix`, so that two plots never share one."""
    tree = ElementTree.fromstring(written)
    _gather(tree, plot, points)
    _plain(tree)
    _own_ids(tree, prefix)
    for name in ("width", "height", "version"):
        tree.attrib.pop(name, None)
    tree.attrib |= {"role": "group", "aria-label": plot.title, "class": "cd19-plot"}
    text = ElementTree.tostring(tree, encoding="unicode")
    text = _FONT.sub("var(--cd19-plot-font)", text)
    for name in _NAMES:
        text = text.replace(COLOURS[name], f"var(--cd19-{name})")
    return text.replace(f"fill: {COLOURS['strip']}", "fill: transparent")


def _gather(tree: ElementTree.Element, plot: Plot, points: Sequence[Point]) -> None:
    """The parts of each point under one element that is reached, named and clicked as a whole."""
    parents = {child: parent for parent in tree.iter() for child in parent}
    for number, point in enumerate(points):
        parts = [child for child in parents if (child.get("id") or "").startswith(f"point-{number}-")]
        home = parents[parts[0]]
        told = aloud(point, plot)
        whole = ElementTree.SubElement(
            home,
            f"{_SVG}g",
            {
                "class": "cd19-point",
                "tabindex": "0",
                "role": "button",
                "aria-label": told,
                "data-do": "ask",
                "data-question": point.question,
                "data-place": point.place,
            },
        )
        ElementTree.SubElement(whole, f"{_SVG}title").text = told
        for part in parts:
            home.remove(part)
            whole.append(part)


def _plain(tree: ElementTree.Element) -> None:
    """Without what a page has no use for: metadata, styles that would hold for the whole page, the white ground."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if _is_idle(child):
                parent.remove(child)
    for one in tree.iter():
        one.tag = one.tag.removeprefix(_SVG)
        one.text, one.tail = (one.text or "").strip() or None, None
        if _LINK in one.attrib:
            one.set("href", one.attrib.pop(_LINK))
        if one.get("transform", "").startswith("rotate(-0 "):
            del one.attrib["transform"]
    tree.set("xmlns", "http://www.w3.org/2000/svg")


def _is_idle(one: ElementTree.Element) -> bool:
    return one.get("id", "").startswith("patch_1") or one.tag in (f"{_SVG}metadata", f"{_SVG}style")


def _own_ids(tree: ElementTree.Element, prefix: str) -> None:
    """Ids that something refers to, made this plot's own; all others go."""
    used = {one.get("href", "").removeprefix("#") for one in tree.iter() if one.get("href")}
    used |= set(re.findall(r"url\(#([^)]+)\)", ElementTree.tostring(tree, encoding="unicode")))
    for one in tree.iter():
        own = one.attrib.pop("id", "")
        if own in used:
            one.set("id", f"{prefix}-{own}")
        if one.get("href"):
            one.set("href", f"#{prefix}-{one.get('href', '').removeprefix('#')}")
        if "clip-path" in one.attrib:
            del one.attrib["clip-path"]
