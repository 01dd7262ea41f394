"""Measures study: how many facts of 1,000 made-up patients are read again from their notes, verdicts, questions.

    .venv/bin/python scripts/study.py            known phrases alone
    .venv/bin/python scripts/study.py --whole    the whole reader, with meaning; needs the index

No patient is passed over for being misread.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice

from assistant.criteria.engine import decide
from assistant.facts import read_case
from assistant.study.cases import case_of, cases
from assistant.study.questions import KINDS, item_ids

MANY, SEED = 1000, 7


def main() -> None:
    """Prints the figures of docs/study.md."""
    read = read_case
    if "--whole" in sys.argv[1:]:
        from assistant.api import open_assistant
        from assistant.settings import Settings

        read = open_assistant(Settings()).reader.read
    drawn = list(islice(cases(SEED), MANY))
    stated = told = same = whole = 0
    for case in drawn:
        found = read(case.note)
        right = sum(found.get(fact.key) == fact.value for fact in case.case.facts)
        stated, told = stated + len(case.case.facts), told + right
        whole += right == len(case.case.facts)
        same += decide(found).recommendation == case.verdict.recommendation
    raw = [case_of(SEED * 100_000 + at).note for at in range(MANY)]
    print(f"facts read again: {told} of {stated} = {told / stated:.4f}; notes read whole: {whole} of {MANY}")
    print(f"verdict of the facts read is the key: {same} of {MANY}")
    print(f"notes told twice before they are passed over: {MANY - len(set(raw))}")
    print("verdicts:", dict(Counter(case.verdict.recommendation for case in drawn)))
    print("levels:", dict(sorted(Counter(case.difficulty.level for case in drawn).items())))
    print("questions:", {kind: len(item_ids(kind)) for kind in KINDS})


if __name__ == "__main__":
    main()
