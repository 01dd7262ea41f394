"""What people and programs hand in, read with bounds: JSON of plain values, texts that are whole and not endless.

GivenError   a value of another kind than wanted; the message says where, what came, what was wanted
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Never

from corpus.signs import whole

MAX_LINE_CHARS = 1_000_000
"""Of one JSON document or line."""
MAX_QUESTION_CHARS = 20_000
MAX_ANSWER_CHARS = 40_000


class GivenError(ValueError):
    """A value that cannot be used; the message says where, what came, what was wanted."""


def text_of(given: Mapping[str, Any], name: str, most: int) -> str:
    """A text, whole; empty where none is given. GivenError for another kind, or more than `most` characters."""
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise GivenError(f"{name} is {type(value).__name__}; wanted text")
    if len(value) > most:
        raise GivenError(f"{name} has {len(value):,} characters; wanted at most {most:,}. Shorten it.")
    return whole(value)


def citations_of(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The places of each mark. GivenError for another form."""
    cited, wanted = given.get("citations"), 'each mark\'s places, such as {"1": ["table3.cns"]}'
    if not isinstance(cited, Mapping):
        raise GivenError(f"citations is {type(cited).__name__}; wanted {wanted}")
    for mark, places in cited.items():
        if not isinstance(places, list | tuple) or not all(isinstance(place, str) for place in places):
            raise GivenError(f"citations, mark {str(mark)[:20]!r}: got {repr(places)[:60]}; wanted {wanted}")
    return {whole(str(mark)): tuple(map(whole, places)) for mark, places in cited.items()}


def read_json(text: str) -> Any:
    """The value of a JSON text, its texts whole. ValueError for no JSON, one without bounds, or no number (NaN)."""
    if len(text) > MAX_LINE_CHARS:
        raise ValueError(f"{len(text):,} characters; at most {MAX_LINE_CHARS:,}")
    try:
        return _whole(json.loads(text, parse_constant=_no_number, parse_float=_finite))
    except RecursionError:
        raise ValueError("lists or objects nested too deep") from None


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {whole(key): _whole(one) for key, one in value.items()}
    return value


def _no_number(said: str) -> Never:
    raise ValueError(f"{said}, which is no number")


def _finite(said: str) -> float:
    number = float(said)
    if not math.isfinite(number):
        raise ValueError(f"the number {said[:20]}, which is too large")
    return number
