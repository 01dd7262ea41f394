"""Statements that no passage carries, put in beside the true ones and under their marks."""

from __future__ import annotations

from collections.abc import Iterator

from evals.mutation.answers import held_back
from evals.mutation.edits import Bench, Edit, read_words


def unsupported_sentence(bench: Bench) -> Iterator[Edit]:
    """A plausible sentence of no place of the review, marked like the claim it follows."""
    told = _known("sentences", bench)
    for claim in bench.claims:
        if claim.kind == "sentence" and claim.text.rstrip().endswith((".", "]", "!")):
            said = bench.rng.choice(told)
            yield Edit(claim.end, claim.end, f" {said} [{claim.numbers[0]}].")


def unsupported_clause(bench: Bench) -> Iterator[Edit]:
    """A plausible aside of no place of the review, at the end of a true claim."""
    told = _known("clauses", bench)
    for claim in bench.claims:
        if claim.kind == "sentence":
            at = bench.end_of(claim)
            yield Edit(at, at, f", {bench.rng.choice(told)}")


def _known(name: str, bench: Bench) -> list[str]:
    """The additions for tuned answers, or for held-back ones: neither sees the other's."""
    back = bench.faithful.held_back
    return [said for said in read_words("additions")[name] if held_back(said) == back]
