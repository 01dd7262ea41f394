"""What is typed or sent in study, read: a line with an answer; the number of a made-up patient.

Raises StudyError, in words, for what cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.given import read_json
from assistant.study.errors import StudyError
from assistant.study.memory import RATINGS, RatingName

_SEED = re.compile(r"-?[0-9]{1,18}")
_MOST_SECONDS = 86_400.0


class Line(NamedTuple):
    """An answer, the seconds it took, and the rating given with it."""

    given: str
    seconds: float
    rating: RatingName | None


def line_of(line: str, seconds: float, as_json: bool) -> Line:
    """The answer of a line; `seconds` where it tells none. With JSON it may be {"answer", "seconds"?, "rating"?}."""
    if not (as_json and line.lstrip().startswith("{")):
        return Line(line, seconds, None)
    like = 'a line like {"answer": "a", "seconds": 4, "rating": "good"}'
    try:
        record: Mapping[str, object] = read_json(line)
    except ValueError as error:
        raise StudyError(f"a line that is no JSON ({error})", like, "Mend the line.") from error
    took, rating = record.get("seconds", seconds), record.get("rating")
    if isinstance(took, bool) or not isinstance(took, int | float) or not 0 <= took <= _MOST_SECONDS:
        raise StudyError(f"seconds {took!r}"[:80], f"0 to {_MOST_SECONDS:g}", "Leave them out.")
    if rating is not None and (not isinstance(rating, str) or rating not in RATINGS):
        raise StudyError(f"rating {rating!r}"[:80], f"one of {', '.join(RATINGS)}", "Leave it out.")
    return Line(str(record.get("answer", "")), float(took), rating)


def seed_of(text: str) -> int | None:
    """The number that a text is; None where it is none, or one of more than 18 figures."""
    return int(text) if _SEED.fullmatch(text) else None
