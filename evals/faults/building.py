"""kill -9 at a random moment of an index build: afterwards the old index answers, or the new one, whole.

Most of a build's time goes into the export of the embedding model. So one build in four is killed anywhere, and three
in four are builds that copy the export: in these nearly every moment is one of writing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from evals.faults.models import Ground, Skipped, Trial
from evals.faults.nursery import Child
from evals.faults.small import ADDED, NAME, VERSIONS
from index.builds import current_build
from index.open import index_folder

KIND = "kill -9 while the index is built"
_TIMES = 80
_SMALL = "evals.faults.small"
_WHOLE = 4
"""One in so many is a build with its export."""


def injected(ground: Ground) -> Iterator[Trial | Skipped]:
    """Kills builds one after another in one folder; the version that is built changes after each that was put in."""
    moments = random.Random(ground.seed)
    exported = str(ground.scratch / "exported")
    first = ground.nursery.run(f"{_SMALL}:build", exported, VERSIONS[0])
    made = current_build(index_folder(ground.scratch / "exported", NAME))
    assert made, first.err
    whole = _Builds(ground, exported=str(made))
    whole.times()
    for number in range(ground.times or _TIMES):
        yield whole.killed(moments, quick=number % _WHOLE > 0)
    yield whole.tidied()


class _Builds:
    """One data folder in which builds are killed."""

    def __init__(self, ground: Ground, exported: str) -> None:
        self._nursery, self._folder, self._exported = ground.nursery, ground.scratch / "data", exported
        self._served = VERSIONS[0]
        self._whole_s = {True: 0.0, False: 0.0}

    def times(self) -> None:
        """How long a build takes, with its export and without; the last one is in service."""
        for quick in (False, True, False, True):  # the second of each takes as long as those that are killed
            begun = time.monotonic()
            ended = self._start(quick, self._served).wait()
            self._whole_s[quick] = time.monotonic() - begun
            assert ended.status == 0, ended.err

    def killed(self, moments: random.Random, quick: bool) -> Trial:
        """A build killed, and what is in service then."""
        other = VERSIONS[1 - VERSIONS.index(self._served)]
        whole_s = self._whole_s[quick]
        after_s = moments.uniform(0, whole_s * 1.05)
        child = self._start(quick, other)
        time.sleep(after_s)
        child.kill()
        died = child.wait().status == -9
        found = self._nursery.run(f"{_SMALL}:answer_without_building", str(self._folder))
        place, version = (*found.out.split(), "", "")[:2]
        right = found.out.split() == [place, version] and (place == ADDED) == (version == "two")
        right = right and version in VERSIONS
        self._served = version if right else self._served
        return Trial(
            kind=KIND, fault=f"after {after_s:.2f} s of {whole_s:.2f} s{'' if died else ' (it was done)'}",
            survived=right, how=f"the {'new' if version == other else 'old'} index answers",
            detail="" if right else f"{found.out} {found.err[-400:]}",
        )  # fmt: skip

    def tidied(self) -> Trial:
        """A build after all of them clears away what they left."""
        folder = index_folder(self._folder, NAME)
        left = len(list(folder.iterdir()))
        ended = self._start(True, self._served).wait()
        tidy = ended.status == 0 and sum("build" in path.name for path in folder.iterdir()) == 2
        return Trial(kind=KIND, fault=f"a build after all of them, over {left} files and folders left behind",
                     survived=tidy, how="built, the rest cleared away", detail="" if tidy else ended.err)  # fmt: skip

    def _start(self, quick: bool, version: str) -> Child:
        if quick:
            return self._nursery.start(f"{_SMALL}:build_quickly", str(self._folder), version, self._exported)
        return self._nursery.start(f"{_SMALL}:build", str(self._folder), version)
