"""The digest the checker's tests hold answers against."""

from __future__ import annotations

import pytest

from corpus.digest import Digest, load_digest


@pytest.fixture(scope="session")
def digest() -> Digest:
    return load_digest()
