"""Targets among the corpus's parsers: digest, tables, criteria; import of plain text, Markdown and JATS."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from yaml import safe_load

import corpus
from assistant.criteria.logic import evaluate
from assistant.formats.inert import inert
from corpus.criteria import criterion_of
from corpus.digest import load_digest
from corpus.errors import CorpusError
from corpus.importing.load import read_as
from corpus.importing.read import document_of
from corpus.importing.source import as_source, name_of
from corpus.prose import prose_of
from corpus.tables import records_of
from evals.fuzz import elements, trees
from evals.fuzz.models import Target

_DATA = Path(corpus.__file__ or "").parent
_SEEDS = Path(__file__).parent / "seeds"
_ELEMENTS = (
    "p", "/p", "sec", "/sec", "xref rid='b1' ref-type='bibr'", "/xref", "sup", "/sup", "list", "table", "fn", "label",
    "td rowspan='9' colspan='99'", "ref id='b1'", "sub-article", "month", "!ENTITY a 'b'", "![CDATA[", "!--", "article",
    "!DOCTYPE article SYSTEM 'file:///etc/passwd'", "?xml version='1.0'?",
)  # fmt: skip
_JATS = (
    *(f"<{name}>".encode() for name in _ELEMENTS),
    *(b"&lol;", b"&#0;", b"&#x202e;", b"]]>", b"-->", b"<!---->", b"&ndash;"),
)
_PROSE = (
    b"# ", b"## ", b"\n\n", b"\n", b"\t", b"|", b"|---|", b"[^1]", b"[^99]", b"**", b"*", b"_", b"__", b"$", b"\\geq",
    b"^{1,2-9}", b"<sup>3</sup>", "¹⁻³".encode(), b"References\n\n", b"Table 1. ", b"- ", b"1. ", b"10.1234/", b"-\n",
    b"\f", b". A",
)  # fmt: skip


def targets() -> tuple[Target, ...]:
    """One for each parser, seeded with the data it reads or made-up specimens."""
    prose = tuple(path.read_bytes()[:3000] for path in sorted((_DATA / "digest").glob("*.md"))[:4])
    tables = tuple(path.read_bytes()[:3000] for path in sorted((_DATA / "tables").glob("*.csv")))
    criteria = tuple(
        re.sub(rb"(?m)^id: .*", b"id: x", path.read_bytes())
        for path in sorted((_DATA / "criteria").glob("*.yaml"))[:12]
    )
    # YAML holds all of JSON: as JSON its values can be exchanged one by one.
    criteria += tuple(json.dumps(safe_load(text), default=str).encode() for text in criteria)
    texts = tuple((_SEEDS / name).read_bytes() for name in ("leaflet.txt", "pathway.md"))
    return (
        Target("digest", _decoded(lambda text: prose_of(text, Path("x.md"))), prose, (CorpusError,), _PROSE),
        Target("tables", _decoded(lambda text: records_of(text, Path("x.csv"))), tables, (CorpusError,), (b'"', b",")),
        Target("criteria", _decoded(_criterion), criteria, (CorpusError, ValueError), (b"all", b"any", b"{", b"[",
        b"&a ", b"*a", b": ", b"!!python/object:os.system "),
        change=trees.changed),
        Target("import-text", lambda data: _imported(data, "x.md"), texts, (CorpusError,), _PROSE,
        aim=20_000),
        Target("import-jats", lambda data: _imported(data, "x.xml"), ((_SEEDS / "article.xml").read_bytes(),),
        (CorpusError,), _JATS, 12_000, 20_000,
        elements.changed),
        Target("import-whole", lambda data: read_as(document_of(data, "x"), load_digest(), "", "x"), texts,
        (CorpusError,), _PROSE, aim=2_000),
    )  # fmt: skip


def _decoded(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda data: read(data.decode("utf-8", "replace"))


def _criterion(text: str) -> None:
    evaluate(criterion_of(text, Path("x.yaml")).logic, {"age": 34, "cd19": "positive", "genetics": ("TP53",)})


@cache
def _places() -> frozenset[str]:
    return frozenset(place.locator for place in load_digest().places)


def _imported(data: bytes, name: str) -> None:
    """Whatever a document says: its places are its own, its name no path, and nothing unseen is in its words."""
    document = document_of(data, name)
    own = name_of(document.title)
    source = as_source(document, own)
    assert re.fullmatch(r"[a-z0-9-]+", own), f"name {own!r}"
    ids = [passage.id for passage in source.passages]
    assert len(set(ids)) == len(ids), "two passages have one id"
    for place in source.places:
        assert place.locator.startswith(f"{own}/"), f"place {place.locator!r}"
        assert place.locator not in _places(), f"place {place.locator!r}"
    for passage in source.passages:
        assert not any(ord(sign) < 32 and sign not in "\t\n" for sign in passage.text), f"control in {passage.text!r}"
        inert(passage.text)
