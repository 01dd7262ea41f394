"""How the tests of answers read them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.models import Answer

_ASK = "**Worth finding out**"


@pytest.fixture(scope="session")
def uncited() -> Callable[[Answer], list[str]]:
    """The sentences and table rows of an answer that carry no mark; headings and questions back are none."""

    def found(answer: Answer) -> list[str]:
        text = answer.answer.split(_ASK)[0]
        lines = [line.strip("- ").strip() for line in text.split("\n")]
        told = [line for line in lines if (line and not line.startswith("**")) or re.search(r"[.] *$", line)]
        rows = [line for line in told if line.startswith("|") and not re.match(r"\|\s*(Study|-)", line)]
        prose = [line for line in told if not line.startswith("|")]
        # A sentence ends with its marks; a stop within a citation or a parenthesis ends none.
        ends = [line for line in prose if not re.search(r"\[\d+\]\.?$", line)]
        return ends + [row for row in rows if not re.search(r"\[\d+\]", row)]

    return found
