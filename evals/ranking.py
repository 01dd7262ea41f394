"""Metrics of a ranking, as ir-measures works them out (MacAvaney, Macdonald, Ounis, ECIR 2022)."""

from __future__ import annotations

from collections.abc import Sequence

DEPTH = 10
METRICS = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10")


def ranked_well(found: Sequence[str], wanted: Sequence[str]) -> dict[str, float]:
    """Each metric of the places found, best first, for the places wanted; all of these weigh alike."""
    import ir_measures  # only where a search is scored

    qrels = [ir_measures.Qrel("q", place, 1) for place in dict.fromkeys(wanted)]
    run = [
        ir_measures.ScoredDoc("q", place, float(len(found) - at)) for at, place in enumerate(dict.fromkeys(found))
    ] or [ir_measures.ScoredDoc("q", "\0nothing", 0.0)]
    measures = [ir_measures.parse_measure(name) for name in METRICS]
    worked_out = ir_measures.calc_aggregate(measures, qrels, run)
    return {str(measure): float(worked_out[measure]) for measure in measures}
