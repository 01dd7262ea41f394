"""Generated patients: the same seed the same note, every fact told and read again, all verdicts, none twice."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from assistant.criteria.engine import decide
from assistant.facts import read_case
from assistant.models import Case
from assistant.study.cases import VERDICTS, StudyCase, case_by_id, case_of, cases
from assistant.study.draw import draw_facts
from assistant.study.errors import StudyError
from assistant.study.tell import tell
from corpus.study import load_drawing, load_telling

MANY = 1000
READ = 0.97


@pytest.fixture(scope="module")
def drawn() -> list[StudyCase]:
    source = cases(seed=7)
    return [next(source) for _ in range(MANY)]


def test_a_seed_makes_the_same_patient_and_words_again() -> None:
    assert case_of(41) == case_of(41)
    assert case_of(41).note != case_of(42).note


def test_an_id_stands_for_its_case_level_and_verdict_included() -> None:
    for case in (case_of(5), case_of(5, level=3), case_of(5, wanted="neither"), case_of(5, level=1, wanted="car_t")):
        assert case_by_id(case.id) == case
    with pytest.raises(StudyError, match="wanted an id like case:17"):
        case_by_id("case:seventeen")


def test_a_wanted_level_is_kept() -> None:
    assert [case_of(seed, level=level).difficulty.level for seed in (1, 2) for level in (1, 2, 3)] == [1, 2, 3] * 2


def test_a_thousand_verdicts_are_the_engines_and_all_six_occur(drawn: list[StudyCase]) -> None:
    for case in drawn[::5]:
        again = decide(Case.of(dict(case.case.values())))
        assert again.recommendation == case.verdict.recommendation
    counts = Counter(case.verdict.recommendation for case in drawn)
    assert set(counts) == set(VERDICTS)
    assert min(counts.values()) > MANY / 10


def test_no_text_comes_twice_in_a_thousand(drawn: list[StudyCase]) -> None:
    assert len({case.note for case in drawn}) == MANY


def test_facts_stated_are_read_again_from_the_text(drawn: list[StudyCase]) -> None:
    """No case is dropped for being misread. Every fourth of the thousand; `scripts/study.py` reads them all."""
    stated = read = 0
    for case in drawn[::4]:
        told = read_case(case.note).values()
        stated += len(case.case.facts)
        read += sum(told.get(fact.key) == fact.value for fact in case.case.facts)
    assert read / stated >= READ, f"{read} of {stated}"


def test_every_value_drawn_can_be_told_in_several_ways() -> None:
    drawing, telling = load_drawing(), load_telling()
    for key, chances in drawing.values.items():
        for value in chances if key != "sex" else ():
            said = str(value).lower() if isinstance(value, bool) else str(value)
            ways = telling.facts[key].get(said) or telling.facts[key]["any"]
            assert all(len(set(ways[kind])) >= 2 for kind in ("prose", "chart")), (key, value)
    placed = [key for part in telling.order for key in part]
    assert sorted(placed) == sorted(set(drawing.told) - {"age", "sex"})


def test_facts_that_contradict_each_other_are_never_drawn() -> None:
    never = load_drawing().never
    for clash in never:
        assert all(value in load_drawing().values[key] for key, value in clash.items()), "a value that may be drawn"
    for seed in range(300):
        facts = draw_facts(Random(seed))
        assert not ("months_since_hct" in facts and not facts.get("prior_allo_hct"))
        assert not any(clash.items() <= facts.items() for clash in never)


def test_a_note_speaks_of_a_woman_as_a_woman() -> None:
    note = tell({"age": 61, "sex": "female", "cd19": "negative"}, Random(3))
    assert "61" in note
    assert not {"He", "he", "his", "His", "man"} & set(note.replace(".", " ").replace(",", " ").split())
