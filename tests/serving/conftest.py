"""The stage of these tests, started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stage import Stage, a_stage
from started import PostgresServer

from assistant.api import Assistant


@pytest.fixture(scope="session")
def stage(
    data_dir: Path, assistant: Assistant, postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Two pages, Chroma, PostgreSQL and nginx. `assistant`: there is an index then, to be taken over."""
    with a_stage(data_dir, tmp_path_factory.mktemp("stage"), postgres) as whole:
        yield whole
