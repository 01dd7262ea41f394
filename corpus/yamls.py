"""YAML files read fast: by libyaml where PyYAML was built with it, ten times the speed of plain Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from corpus.errors import DataFileError, reading

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds, plain values only. Raises DataFileError where it does not parse."""
    try:
        with reading(path):
            return yaml_of(path.read_text(encoding="utf-8"))
    except DataFileError as error:
        mark = getattr(error.__cause__, "problem_mark", None)
        if mark is None:
            raise
        problem = getattr(error.__cause__, "problem", "") or "something else"
        raise DataFileError(path, mark.line + 1, problem, "YAML", ", or reinstall the package") from error.__cause__


def yaml_of(text: str) -> Any:
    """What a text of YAML holds, plain values only. Raises yaml.YAMLError where it does not parse."""
    return yaml.load(text, Loader=_LOADER)
