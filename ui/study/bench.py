"""What the Study view works with: the store, the review, the reader of facts, the clock; one for all learners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from random import Random

from assistant.facts.reader import read_case
from assistant.stores import study_beside
from assistant.study.cases import StudyCase, case_by_id
from assistant.study.desk import Desk, now_utc
from assistant.study.errors import StudyError
from assistant.study.patients import PrintedCase, printed_cases
from assistant.study.reasons import Reading
from assistant.study.store import StudyStore
from assistant.study.zone import zone_of
from corpus.digest import Digest, load_digest
from ui.turns import Asking


@dataclass(frozen=True)
class Bench:
    """Store, review, reader, clock and chance."""

    store: StudyStore
    digest: Digest
    read: Reading = read_case
    clock: Callable[[], datetime] = now_utc
    rng: Random = Random()  # noqa: RUF009  # one for all: nothing of it is kept

    def desk(self, learner: str, zone: str = "") -> Desk:
        """A learner's desk; days end by their browser's time zone."""
        return Desk(self.store, learner, self.clock, zone_named(zone))

    def printed(self, own: str) -> PrintedCase | None:
        """A patient of the review by id; None for a made-up one."""
        return next((one for one in _printed(self.digest.name) if one.study.id == own), None)

    def every_printed(self) -> tuple[PrintedCase, ...]:
        """The review's patients, in its order."""
        return _printed(self.digest.name)

    def case(self, own: str) -> StudyCase:
        """A patient by id. Raises StudyError for an id that is none."""
        printed = self.printed(own)
        return printed.study if printed else _made(own)


def bench_of(assistant: Asking) -> Bench:
    """The bench of an assistant: where its conversations are kept, and its own reader of facts where it has one.

    The digest is what study is made of, whatever form of the review is shown: keys and places are its own.
    """
    reader = getattr(assistant, "reader", None)
    store = study_beside(assistant.threads)
    return Bench(store, load_digest(), reader.read if reader else read_case)


def zone_named(name: str) -> tzinfo:
    """A time zone; this machine's where the browser named none that is known here."""
    try:
        return zone_of(name)
    except StudyError:
        return zone_of()


@lru_cache(maxsize=1)
def _printed(_name: str) -> tuple[PrintedCase, ...]:
    return printed_cases(load_digest())


@lru_cache(maxsize=256)
def _made(own: str) -> StudyCase:
    return case_by_id(own)
