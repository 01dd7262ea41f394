"""Suites as data: a folder of evals/suites with `suite.yaml` (what it is, who scores it) and files of cases."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from corpus.models import Frozen
from corpus.yamls import read_yaml
from evals.errors import SuiteError, UnknownSuiteError

FOLDER = Path(__file__).parent / "suites"
_ABOUT = "suite.yaml"


class Item(Frozen):
    """A case of a suite; each scorer's cases say more."""

    id: str
    title: str = ""


class Suite(Frozen):
    """What `suite.yaml` says of a folder of cases."""

    name: str
    """The folder's."""
    home: Path = FOLDER
    """Where that folder lies."""
    title: str
    about: str
    scorer: str
    """A module of evals/scorers."""
    order: int = 100
    """Smaller ones come first."""
    of: str = ""
    """The suite whose cases are used, where it has none of its own."""
    slow: bool = False
    """Takes minutes: run by its name alone."""


@lru_cache(maxsize=4)
def load_suites(folder: Path = FOLDER) -> tuple[Suite, ...]:
    """All suites, in their order. Raises SuiteError where one cannot be read."""
    suites = [_suite(path) for path in folder.glob(f"*/{_ABOUT}")]
    return tuple(sorted(suites, key=lambda suite: (suite.order, suite.name)))


def chosen(name: str, folder: Path = FOLDER) -> tuple[Suite, ...]:
    """The suite of that name; for "all", every one that is not slow. Raises UnknownSuiteError."""
    suites = load_suites(folder)
    if name == "all":
        return tuple(suite for suite in suites if not suite.slow)
    named = tuple(suite for suite in suites if suite.name == name)
    if not named:
        raise UnknownSuiteError(name, [suite.name for suite in suites])
    return named


def entries(suite: Suite) -> tuple[dict[str, Any], ...]:
    """The cases as they stand in a suite's files: one a file, or a list of them. Raises SuiteError for an id twice."""
    paths = [path for path in sorted((suite.home / (suite.of or suite.name)).glob("*.yaml")) if path.name != _ABOUT]
    found: list[dict[str, Any]] = []
    for path in paths:
        held = read_yaml(path)
        found += held if isinstance(held, list) else [held]
    ids = [one.get("id") for one in found]
    if twice := sorted({str(one) for one in ids if ids.count(one) > 1}):
        raise SuiteError(suite.name, f"got the id {twice[0]!r} twice; wanted each case to have its own")
    return tuple(found)


def _suite(path: Path) -> Suite:
    try:
        return Suite.model_validate({"name": path.parent.name, "home": path.parents[1], **read_yaml(path)})
    except (ValueError, TypeError, yaml.YAMLError) as error:
        raise SuiteError(path.parent.name, f"suite.yaml cannot be read: {error}") from error
