"""docs/security.md: each of the ten is there, and every test it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TEN = (
    "LLM01 Prompt injection", "LLM02 Disclosure", "LLM03 Excessive agency", "LLM04 Supply chain", "LLM05 Poisoning",
    "LLM06 Unbounded consumption", "LLM07 Misinformation", "LLM08 Hidden context", "LLM09 Vectors and embeddings",
    "LLM10 Output handling",
)  # fmt: skip
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)*)`", PAGE)))


def _exists(named: str) -> bool:
    path, *names = named.split("::")
    if not (ROOT / path).is_file():
        return False
    body: list[ast.stmt] = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    for name in names:
        found = next((one for one in body if getattr(one, "name", "") == name), None)
        if found is None:
            return False
        body = getattr(found, "body", [])
    return True


def test_the_ten_stand_in_their_order():
    assert [line[3:] for line in PAGE.splitlines() if line.startswith("## LLM")] == list(TEN)


@pytest.mark.parametrize("named", NAMED)
def test_each_test_it_names_exists(named):
    assert _exists(named), f"docs/security.md names {named}: there is no such test"


def test_every_threat_names_a_test():
    rows = [line for line in PAGE.split("## The fuzzer")[0].splitlines() if line.startswith("| ")]
    for row in rows:
        if not row.startswith("| What could"):
            assert "`tests/" in row, row


def test_one_that_is_not_there_is_noticed():
    assert not _exists("tests/security/test_threat_model.py::test_no_such")
    assert not _exists("tests/no_such.py")
    assert _exists("tests/security/test_threat_model.py::test_the_ten_stand_in_their_order")
