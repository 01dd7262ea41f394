"""Write constraints.txt (every distribution the program runs on, pinned) and docs/licences.md, from this environment.

Run it after a change of the dependencies in pyproject.toml, with everything installed: python scripts/supplies.py
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
CONSTRAINTS, LICENCES = ROOT / "constraints.txt", ROOT / "docs" / "licences.md"
OWN = "cd19-assistant"
_NAMES = {
    "Apache Software License": "Apache-2.0", "MIT License": "MIT", "BSD License": "BSD", "MIT No Attribution": "MIT-0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "ISC License (ISCL)": "ISC",
    "The Unlicense (Unlicense)": "Unlicense",
    "Python Software Foundation License": "PSF-2.0", "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
}  # fmt: skip
_HEAD = """# Licences of what runs with it

Written by `python scripts/supplies.py` from the metadata of what is installed; a test compares it. Our own work
is Apache-2.0 (LICENSE); the review belongs to its publisher (NOTICE).

| Distribution | Version | Licence |
|---|---|---|
"""


def run() -> None:
    """Writes both files."""
    CONSTRAINTS.write_text(constraints(), encoding="utf-8")
    LICENCES.write_text(licences(), encoding="utf-8")


def wanted(extras: tuple[str, ...] = ("models",)) -> list[str]:
    """The requirements of pyproject.toml, those of some extras with them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]


def closure() -> dict[str, str]:
    """Every distribution that the program needs at run time, its own dependencies' too, with its version; by name."""
    found: dict[str, str] = {}
    waiting = [Requirement(one) for one in wanted()]
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        need = waiting.pop()
        key = (canonical(need.name), frozenset(need.extras))
        if key in done or key[0] == OWN:
            continue
        done.add(key)
        try:
            own = distribution(need.name)
        except PackageNotFoundError:
            continue  # for another system or Python
        found[key[0]] = own.version
        waiting += _needed(own.requires or (), key[1])
    return dict(sorted(found.items()))


def _needed(requires: list[str] | tuple[()], extras: frozenset[str]) -> Iterator[Requirement]:
    for text in requires:
        need = Requirement(text)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield need


def constraints() -> str:
    """One pin a line; local versions (2.13.0+cpu) without what follows the plus."""
    lines = [f"{name}=={version.partition('+')[0]}" for name, version in closure().items()]
    return "# Written by python scripts/supplies.py: pip install -c constraints.txt\n" + "\n".join(lines) + "\n"


def licences() -> str:
    """The table of docs/licences.md."""
    rows = (f"| {name} | {version.partition('+')[0]} | {licence(name)} |" for name, version in closure().items())
    return _HEAD + "\n".join(rows) + "\n"


def licence(name: str) -> str:
    """As the metadata has it: the SPDX expression, else the classifiers, else the first line of the field."""
    told: Message = distribution(name).metadata  # type: ignore[assignment]
    expression = told.get("License-Expression")
    if expression:
        return expression
    classed = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License :: ")]
    classed = [_NAMES.get(one, one) for one in classed if one != "OSI Approved"]
    line = (told.get("License") or "").strip().splitlines()
    return " or ".join(dict.fromkeys(classed)) or (re.sub(r"\|", "/", line[0])[:60] if line else "not stated")


def canonical(name: str) -> str:
    """A name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    run()
