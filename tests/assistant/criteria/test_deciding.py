"""What a change of verdict comes from."""

from __future__ import annotations

import pytest

from assistant.criteria.deciding import turned_by
from assistant.criteria.engine import decide
from assistant.models import Case

CNS = {"cd19": "positive", "cns": "active"}


@pytest.mark.parametrize(
    ("before", "after", "criterion", "holds"),
    [
        (CNS, CNS | {"cd19": "negative"}, "cd19-negative", True),
        (CNS | {"cd19": "negative"}, CNS, "cd19-negative", False),
        (CNS, CNS | {"proliferative": True}, "cannot-wait", True),
        (CNS, {"cd19": "positive"}, "cns-active", False),
    ],
    ids=["excluded", "no longer excluded", "conflict", "reason gone"],
)
def test_verdict_is_turned_by(before, after, criterion, holds):
    found, now = turned_by(decide(Case.of(before)), decide(Case.of(after)))
    assert (found.id, now) == (criterion, holds)


def test_nothing_turns_a_verdict_on_no_facts():
    assert turned_by(decide(Case()), decide(Case())) == (None, True)
