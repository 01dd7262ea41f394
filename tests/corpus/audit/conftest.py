"""Small tables for the tests of the audit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.audit.denominators import Rules, load_rules
from corpus.tables import Row


@pytest.fixture(scope="session")
def study() -> Callable[..., Row]:
    """A row of 40 patients, 20 of them responders, with the fields given."""

    def build(locator: str = "table2.small", **fields: object) -> Row:
        held = {"n": 40, "cr_pct": 50, "mrd_neg_pct": 100, "refs": "1", **fields}
        return Row(
            locator=locator,
            table=locator.split(".")[0],
            therapy="car_t",
            study=locator.split(".")[1].title(),
            subject="the study",
            treatment="CD19 CAR T cells",
            fields={name: str(value) for name, value in held.items()},
        )

    return build


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules as shipped."""
    return load_rules()
