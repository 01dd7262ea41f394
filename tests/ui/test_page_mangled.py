"""Whatever is done in the page's HTML or handed to its functions ends in a page that can be shown, or in words."""

from __future__ import annotations

import random

import pytest
from page_targets import TARGETS

from evals.fuzz.run import fuzz


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_stands_up_to_mangled_input(target):
    tally = fuzz(target, 0.2, random.Random(target.name))
    assert not tally.findings, tally.findings[0].told
