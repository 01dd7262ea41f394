"""The stored baseline: what each case came to when it was written on purpose, and what differs since.

1. A check that fails now and did not then makes its case broken, whether or not the case passed before.
2. A case that was scored and cannot be scored now is broken: what is not known is not right.
3. A case that fails and is not in the baseline is broken: new cases must pass, or be put into the baseline on purpose.
4. A case with no check newly failing, and some that failed then and hold now, is better.
5. A suite's further measure is broken where its mean over the cases in both is lower by more than `SLACK`; better,
   where it is higher by as much.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import fmean
from typing import Literal

from pydantic import Field, ValidationError

from corpus.models import Frozen
from evals.errors import ResultError
from evals.outcome import Outcome, State

SLACK = 0.01
_SHIPPED = Path(__file__).parent / "baselines"


class Kept(Frozen):
    """What a case came to."""

    state: State
    failed: tuple[str, ...] = ()
    """The checks that failed."""
    figures: Mapping[str, float] = Field(default_factory=dict)


class Baseline(Frozen):
    """What all cases came to, for one engine over one corpus."""

    engine: str
    corpus: str
    version: str = ""
    suites: Mapping[str, Mapping[str, Kept]] = Field(default_factory=dict)


class Change(Frozen):
    """What differs from the baseline."""

    kind: Literal["broken", "better"]
    suite: str
    id: str
    """The case; or the measure, where it is of the whole suite."""
    before: str
    after: str

    @property
    def why(self) -> str:
        """In one line."""
        return f"before: {self.before}; now: {self.after}"


def path_of(engine: str, corpus: str, data_dir: Path) -> Path:
    """Where the baseline of an engine over a corpus lies: the built-in one's is shipped, others' are the user's."""
    name = re.sub(r"[^a-z0-9.]+", "-", f"{engine} {corpus}".lower()).strip("-") + ".json"
    shipped = _SHIPPED / name
    return shipped if (engine, corpus) == ("built-in", "digest") else data_dir / "evals" / name


def load_baseline(path: Path) -> Baseline | None:
    """The baseline in a file; None where there is no such file. Raises ResultError where it cannot be read."""
    if not path.is_file():
        return None
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, OSError, ValueError) as error:
        raise ResultError(path.name, f"no baseline can be read from it ({type(error).__name__})") from error


def renewed(old: Baseline | None, outcomes: Sequence[Outcome], engine: str, corpus: str) -> Baseline:
    """The baseline with the suites that were run in place of what it held of them; other suites stay."""
    suites = {name: dict(cases) for name, cases in (old.suites if old else {}).items()}
    for name in dict.fromkeys(one.suite for one in outcomes):
        suites[name] = {one.id: _kept(one) for one in outcomes if one.suite == name}
    return Baseline(engine=engine, corpus=corpus, version=version("cd19-assistant"), suites=suites)


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Writes it, one case a line, so that what changed is seen in a diff."""
    head = {"engine": baseline.engine, "corpus": baseline.corpus, "version": baseline.version}
    suites = ",\n".join(
        f"  {json.dumps(name)}: {{\n" + ",\n".join(map(_line, cases.items())) + "\n  }"
        for name, cases in sorted(baseline.suites.items())
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(head, ensure_ascii=False)[:-1] + f', "suites": {{\n{suites}\n}}}}\n'
    path.write_text(text, encoding="utf-8")


def changes(outcomes: Iterable[Outcome], baseline: Baseline | None) -> tuple[Change, ...]:
    """What got better and what broke, case by case, then the measures of each suite."""
    outcomes = tuple(outcomes)
    stored = baseline.suites if baseline else {}
    found = [_change(one, stored.get(one.suite, {}).get(one.id)) for one in outcomes]
    return (*(change for change in found if change), *_measures(outcomes, stored))


def _change(now: Outcome, then: Kept | None) -> Change | None:
    def changed(kind: Literal["broken", "better"], before: str, after: Iterable[str]) -> Change:
        return Change(kind=kind, suite=now.suite, id=now.id, before=before, after="; ".join(after) or "passed")

    if then is None:
        return changed("broken", "not in the baseline", now.faults) if now.state == "failed" else None
    before = "; ".join(f"{name} failed" for name in then.failed) or then.state
    fresh = [one.said for one in now.checks if one.passed is False and one.name not in then.failed]
    if fresh:
        return changed("broken", before, fresh)
    if now.state == "unscored" and then.state != "unscored":
        return changed("broken", before, (f"unscored: {why}" for why in now.unscored))
    if set(now.failed) < set(then.failed) or (then.state == "unscored" and now.state == "passed"):
        return changed("better", before, now.faults)
    return None


def _measures(outcomes: Sequence[Outcome], stored: Mapping[str, Mapping[str, Kept]]) -> Iterator[Change]:
    for suite in dict.fromkeys(one.suite for one in outcomes):
        cases = [(one.figures, stored.get(suite, {}).get(one.id)) for one in outcomes if one.suite == suite]
        both = [(now, then.figures) for now, then in cases if then is not None]
        for name in dict.fromkeys(name for now, _ in both for name in now):
            pairs = [(now[name], then[name]) for now, then in both if name in now and name in then]
            if not pairs:
                continue
            after, before = fmean(pair[0] for pair in pairs), fmean(pair[1] for pair in pairs)
            if abs(after - before) > SLACK:
                kind: Literal["broken", "better"] = "better" if after > before else "broken"
                yield Change(kind=kind, suite=suite, id=name, before=f"{before:.3f}", after=f"{after:.3f}")


def _kept(outcome: Outcome) -> Kept:
    figures = {name: round(value, 4) for name, value in outcome.figures.items()}
    return Kept(state=outcome.state, failed=outcome.failed, figures=figures)


def _line(entry: tuple[str, Kept]) -> str:
    told = {name: value for name, value in entry[1].model_dump(mode="json").items() if value}
    return f"    {json.dumps(entry[0], ensure_ascii=False)}: {json.dumps(told, ensure_ascii=False)}"
