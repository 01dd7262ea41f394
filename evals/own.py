"""Cases of the user's own, made from rated answers: YAML files in the data folder, in the form of evals/cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant.threads import Rating
from corpus.yamls import read_yaml
from evals.cases import EvalCase
from evals.errors import NoExpectationError

_HEAD = (
    "# A case of your own, from an answer that was rated. Edit what it must and must not hold; nothing but\n"
    "# `cd19 eval --own` reads it. It holds the question as it was asked: mind patient details.\n"
)


def own_folder(data_dir: Path) -> Path:
    """Where cases of the user's own lie."""
    return data_dir / "cases"


def load_own(data_dir: Path) -> tuple[EvalCase, ...]:
    """All cases of the user's own, by name; none where there are none."""
    return tuple(EvalCase(**read_yaml(path)) for path in sorted(own_folder(data_dir).glob("*.yaml")))


def drafted(rating: Rating, expected: str = "", must_not: tuple[str, ...] = ()) -> EvalCase:
    """The case of a rated answer. Of one rated helpful: that the answer stays as it is.

    Of one rated not right: what is expected instead, as told; raises NoExpectationError where nothing is.
    """
    answer = rating.answer
    title = rating.reason or ("Rated helpful" if rating.verdict == "up" else "Rated not right")
    told: dict[str, Any] = {
        "id": f"own-{rating.id}", "title": title,
        "note": rating.question, "before": rating.before, "given": rating.given, "must_not": must_not,
        "facts": {}, "criteria": (), "places": (),
        "recommendation": {"": answer.recommendation, "none": None}.get(expected, expected),
    }  # fmt: skip
    if rating.verdict == "down" and not (expected or must_not):
        raise NoExpectationError(rating.id)
    if rating.verdict == "up":
        cited = {locator.split("#")[0]: None for citation in answer.citations for locator in citation.locators[:1]}
        told |= {
            "facts": answer.case.values() if answer.case else {},
            "criteria": tuple(state.id for state in answer.criteria if state.state == "true"),
            "places": tuple((place,) for place in cited),
        }
    return EvalCase.model_validate(told)


def written(case: EvalCase, data_dir: Path) -> Path:
    """The file that the case was written to; an older one of the same rating is replaced."""
    folder = own_folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    told = {name: value for name, value in case.model_dump(mode="json").items() if value or name == "must_not"}
    for name in ("facts", "recommendation", "criteria", "places"):
        told.setdefault(name, {"facts": {}, "recommendation": None}.get(name, []))
    path = folder / f"{case.id}.yaml"
    path.write_text(_HEAD + yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
    return path
