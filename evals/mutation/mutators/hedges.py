"""Faults in certainty and time: a hedge dropped or made a certainty, the review's day told as today."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.mutation.edits import Bench, Edit, read_words
from evals.mutation.mutators.groups import chooses


def overclaim(bench: Bench) -> Iterator[Edit]:
    """What the review holds preliminary told as proven."""
    yield from _swapped(bench, "overclaims")


def dropped_hedge(bench: Bench) -> Iterator[Edit]:
    """What the review holds possible told as so."""
    yield from _swapped(bench, "hedges")


def outdated_as_current(bench: Bench) -> Iterator[Edit]:
    """The date of the review's knowledge replaced by today, or "today" put before what it knew."""
    words = read_words("dates")
    for claim in bench.claims:
        for said in words["dated"]:
            yield from bench.swaps(claim, said, bench.rng.choice(words["present"]))
        dated = re.search("|".join(words["dated"]), claim.text, re.IGNORECASE)
        if re.search(words["of_the_day"], claim.text, re.IGNORECASE) and not dated and claim.kind == "sentence":
            said = bench.rng.choice(words["opening"])
            first = claim.text[0] if re.match(r"[A-Z][A-Z0-9]|[^A-Z]", claim.text) else claim.text[0].lower()
            yield Edit(claim.start, claim.start + 1, f"{said} {first}")


def _swapped(bench: Bench, name: str) -> Iterator[Edit]:
    for claim in bench.claims:
        for entry in read_words(name):
            if not chooses(claim.text):
                yield from bench.swaps(claim, entry["said"], entry["new"])
