"""kill -9 at a random moment of an index build: afterwards the old index answers, or the new one, whole."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from evals.faults.models import Ground, Skipped, Trial
from evals.faults.small import ADDED, NAME, VERSIONS
from index.open import index_folder

KIND = "kill -9 while the index is built"
_TIMES = 60
_SMALL = "evals.faults.small"


def injected(ground: Ground) -> Iterator[Trial | Skipped]:
    """Kills builds one after another in one folder; the version that is built changes after each that was put in."""
    moments = random.Random(ground.seed)
    data_dir = str(ground.scratch)
    for _ in range(2):  # the second takes as long as those that are killed
        begun = time.monotonic()
        first = ground.nursery.run(f"{_SMALL}:build", data_dir, VERSIONS[0])
        whole_s = time.monotonic() - begun
        assert first.status == 0, first.err
    served = VERSIONS[0]
    for _ in range(ground.times or _TIMES):
        other = VERSIONS[1 - VERSIONS.index(served)]
        after_s = moments.uniform(0, whole_s * 1.05)
        child = ground.nursery.start(f"{_SMALL}:build", data_dir, other)
        time.sleep(after_s)
        child.kill()
        died = child.wait().status == -9
        found = ground.nursery.run(f"{_SMALL}:answer_without_building", data_dir)
        place, version = (*found.out.split(), "", "")[:2]
        right = found.out.split() == [place, version] and (place == ADDED) == (version == "two")
        right = right and version in VERSIONS
        served = version if right else served
        yield Trial(
            kind=KIND, fault=f"after {after_s:.2f} s of {whole_s:.2f} s{'' if died else ' (it was done)'}",
            survived=right, how=f"the {'new' if version == other else 'old'} index answers",
            detail="" if right else f"{found.out} {found.err[-400:]}",
        )  # fmt: skip
    left = [path.name for path in index_folder(ground.scratch, NAME).iterdir()]
    ended = ground.nursery.run(f"{_SMALL}:build", data_dir, served)
    tidy = ended.status == 0 and sum("build" in p.name for p in index_folder(ground.scratch, NAME).iterdir()) == 2
    yield Trial(kind=KIND, fault=f"a build after all of them, over {len(left)} files and folders left behind",
                survived=tidy, how="built, the rest cleared away", detail="" if tidy else ended.err)  # fmt: skip
