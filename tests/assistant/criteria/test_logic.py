"""Three-valued logic: what is unknown stays unknown unless it cannot matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.criteria.logic import evaluate, facts_of, limits

T, F, U = "true", "false", "unknown"
FACTS = {"t": True, "f": False}
PART = {T: {"t": True}, F: {"f": True}, U: {"u": True}}


class TestTruthTables:
    @pytest.mark.parametrize(
        ("parts", "every", "some"),
        [
            ((T, T), T, T),
            ((T, F), F, T),
            ((F, F), F, F),
            ((T, U), U, T),
            ((F, U), F, U),
            ((U, U), U, U),
            ((T,), T, T),
            ((U, F, T), F, T),
        ],
        ids=lambda part: "+".join(part) if isinstance(part, tuple) else part,
    )
    def test_all_and_any(self, parts, every, some):
        logic = [PART[part] for part in parts]
        assert evaluate({"all": logic}, FACTS).truth == every
        assert evaluate({"any": logic}, FACTS).truth == some
        assert evaluate({"all": logic[::-1]}, FACTS).truth == every
        assert evaluate({"any": logic[::-1]}, FACTS).truth == some

    @pytest.mark.parametrize(("part", "truth"), [(T, F), (F, T), (U, T)], ids=[T, F, U])
    def test_unless_is_false_only_when_known_to_hold(self, part, truth):
        assert evaluate({"unless": PART[part]}, FACTS).truth == truth

    def test_unless_asks_for_nothing(self):
        assert evaluate({"unless": PART[U]}, FACTS).missing == ()


class TestOneFact:
    @pytest.mark.parametrize(
        ("wanted", "value", "truth"),
        [
            (True, True, T),
            (True, False, F),
            (False, False, T),
            ("active", "active", T),
            ("active", "history", F),
            (["active", "history"], "history", T),
            (["active", "history"], "none", F),
            ({"over": 60}, 61, T),
            ({"over": 60}, 60, F),
            ({"under": 50}, 49.9, T),
            ({"under": 50}, 50, F),
            ({"at_least": 50}, 50, T),
            ({"at_least": 50}, 49.9, F),
            ({"at_most": 6}, 6, T),
            ({"at_most": 6}, 6.1, F),
            ({"over": 5, "under": 50}, 20, T),
            ({"over": 5, "under": 50}, 5, F),
            ({"has": "TP53"}, ("Ph-like", "TP53"), T),
            ({"has": "TP53"}, ("Ph-like",), F),
            ({"known": True}, 0, T),
            ({"known": True}, False, T),
        ],
    )
    def test_known(self, wanted, value, truth):
        assert evaluate({"x": wanted}, {"x": value}).truth == truth

    @pytest.mark.parametrize("wanted", [True, "active", ["active"], {"over": 60}, {"known": True}], ids=str)
    def test_unknown_asks_for_its_fact(self, wanted):
        assert evaluate({"x": wanted}, {}) == (U, ("x",))


class TestMissing:
    def test_facts_that_keep_it_open_are_named_once_in_order(self):
        logic = {"all": [{"b": 1}, {"any": [{"a": 1}, {"b": 2}]}]}
        assert evaluate(logic, {}).missing == ("b", "a")

    def test_a_decided_condition_asks_for_nothing(self):
        assert evaluate({"all": [PART[F], PART[U]]}, FACTS).missing == ()
        assert evaluate({"any": [PART[T], PART[U]]}, FACTS).missing == ()


class TestShape:
    @pytest.mark.parametrize("logic", [{}, {"a": 1, "b": 2}], ids=["empty", "two facts"])
    def test_other_shapes_are_refused(self, logic):
        with pytest.raises(ValueError, match="wanted one of all, any, unless or a single fact"):
            evaluate(logic, {})

    def test_limits_are_found_at_any_depth(self):
        logic = {"all": [{"a": {"over": 5, "under": 9}}, {"any": [{"unless": {"a": {"at_most": 2}}}, {"b": True}]}]}
        assert limits(logic) == {"a": [5, 9, 2], "b": []}
        assert facts_of(logic) == {"a", "b"}


NAMES = st.sampled_from("abc")
LEAF = st.builds(lambda name, value: {name: value}, NAMES, st.booleans())
LOGIC = st.recursive(
    LEAF,
    lambda part: st.builds(
        lambda op, parts: {op: parts}, st.sampled_from(["all", "any"]), st.lists(part, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(LOGIC, st.dictionaries(NAMES, st.booleans()))
def test_unknown_means_that_more_facts_could_decide_and_decided_stays_decided(logic, facts):
    """Filling in what is missing never overturns what was decided."""
    state = evaluate(logic, facts)
    assert (state.truth == U) == bool(state.missing)
    assert set(state.missing) <= facts_of(logic) - set(facts)
    for value in (True, False):
        more = {**dict.fromkeys("abc", value), **facts}
        full = evaluate(logic, more).truth
        assert full != U
        assert state.truth in (U, full)
