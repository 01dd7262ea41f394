"""The mutants of faithful answers: every kind of fault, a few of each an answer, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random

from corpus.digest import Digest
from evals.mutation.answers import Faithful
from evals.mutation.edits import Bench, Edit, Mutant
from evals.mutation.mutators import additions, choosing, citing, directions, figures, groups, hedges

Mutator = Callable[[Bench], Iterator[Edit]]

MUTATORS: Mapping[str, Mutator] = {
    "neighbouring-cell": figures.neighbouring_cell,
    "wrong-number": figures.wrong_number,
    "exchanged-figures": figures.exchanged,
    "wrong-unit": figures.wrong_unit,
    "moved-threshold": figures.moved_threshold,
    "mixed-denominator": figures.mixed_denominator,
    "swapped-therapy": groups.swapped_therapy,
    "swapped-group": groups.swapped_group,
    "wrong-study": groups.wrong_study,
    "flipped-direction": directions.flipped_direction,
    "dropped-negation": directions.dropped_negation,
    "added-negation": directions.added_negation,
    "overclaim": hedges.overclaim,
    "dropped-hedge": hedges.dropped_hedge,
    "outdated-as-current": hedges.outdated_as_current,
    "missing-citation": citing.missing_citation,
    "dangling-mark": citing.dangling_mark,
    "unknown-place": citing.unknown_place,
    "wrong-citation": citing.wrong_citation,
    "invented-reference": citing.invented_reference,
    "unsupported-sentence": additions.unsupported_sentence,
    "unsupported-clause": additions.unsupported_clause,
    "contradicts-criterion": choosing.contradicts_criterion,
    "ignored-exclusion": choosing.ignored_exclusion,
    "ignored-fact": choosing.ignored_fact,
}
"""Every kind of fault with the function that makes it."""


def mutants(answers: Iterable[Faithful], digest: Digest, seed: int, each: int) -> Iterator[Mutant]:
    """At most `each` mutants of every kind from every answer.

    An answer's mutants depend on its id and the seed alone, so that others may be added without changing them.
    """
    for faithful in answers:
        for kind, mutate in MUTATORS.items():
            rng = Random(f"{seed} {faithful.id} {kind}")
            if kind not in faithful.spare:
                edits = list(mutate(Bench(faithful, digest, rng)))
                bench = Bench(faithful, digest, rng)
                for edit in rng.sample(edits, min(each, len(edits))):
                    yield bench.apply(kind, edit)
