"""Cases made up by the rules of the contract, the same ones in every run."""

from __future__ import annotations

from functools import partial

from hypothesis import settings
from hypothesis import strategies as st

from corpus.criteria import load_fact_specs

SPECS = {spec.key: spec for spec in load_fact_specs()}
stable = partial(settings, derandomize=True, deadline=None, database=None)
"""Settings under which a property test tries the same examples in every run."""


def value_of(spec):
    """Any value of a fact."""
    if spec.type == "flag":
        return st.booleans()
    if spec.type == "number":
        return st.integers(int(spec.low or 0), int(min(spec.high or 120, 120)))
    chosen = st.sampled_from(spec.values)
    return st.lists(chosen, min_size=1, max_size=3, unique=True).map(tuple) if spec.type == "list" else chosen


@st.composite
def cases(draw, without=()):
    """Any facts of the contract, those that need others only beside them."""
    facts = {
        key: draw(value_of(spec)) for key, spec in SPECS.items() if key not in without and draw(st.integers(0, 2)) == 0
    }
    return {k: v for k, v in facts.items() if all(facts.get(n) == wanted for n, wanted in SPECS[k].needs.items())}
