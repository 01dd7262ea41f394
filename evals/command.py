"""What `cd19 eval` does: run the suites, hold them against the baseline, write the reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from assistant.api import Assistant
from assistant.cli.progress import Bar
from evals import baseline as stored
from evals.baseline import load_baseline, renewed, write_baseline
from evals.outcome import Outcome
from evals.own import load_own
from evals.report.junit import as_junit
from evals.report.page import as_page
from evals.report.record import as_record
from evals.report.table import draw
from evals.runner import OWN, ready, run_own, run_suite
from evals.subject import Subject
from evals.suite import chosen
from evals.summary import Report, summed

Open = Callable[[], Assistant]


class Outputs(NamedTuple):
    """Where a run is written, besides the terminal."""

    as_json: bool = False
    junit: Path | None = None
    html: Path | None = None


class Asked(NamedTuple):
    """What is to be run."""

    suite: str = "all"
    """A suite's name, or "all" for every one that is not slow."""
    own: Path | None = None
    """The data folder whose cases of the user's own are run; in place of all suites, or after the one named."""
    every: int = 1
    """One case in so many of each suite."""


def run(open_assistant: Open, asked: Asked, data_dir: Path, outputs: Outputs, baseline: Path | None = None) -> bool:
    """Runs what is asked and reports it. True when nothing regressed.

    `baseline`: a file to hold it against, in place of that of the engine and corpus.
    Raises UnknownSuiteError, SuiteError, ResultError.
    """
    report, _ = reported(open_assistant, asked, data_dir, baseline)
    write(report, outputs)
    return not report.broken


def reported(open_assistant: Open, asked: Asked, data_dir: Path, baseline: Path | None) -> tuple[Report, Path]:
    """The report of a run, and where its baseline lies."""
    titles, outcomes, about = outcomes_of(open_assistant, asked)
    path = baseline or stored.path_of(about["engine"], about["corpus"], data_dir)
    return summed(titles, outcomes, load_baseline(path), about), path


def outcomes_of(open_assistant: Open, asked: Asked) -> tuple[Mapping[str, str], tuple[Outcome, ...], Mapping[str, str]]:
    """The titles of the suites that were run, their outcomes, and what was running. Raises UnknownSuiteError."""
    suites = () if asked.own and asked.suite == "all" else chosen(asked.suite)
    held, own = [ready(suite) for suite in suites], load_own(asked.own) if asked.own else ()
    assistant = open_assistant()
    subject = Subject(assistant)
    with Bar() as bar:
        found = [one for suite in held for one in run_suite(suite, subject, bar.advance, asked.every)]
        found += run_own(own, subject, bar.advance)
    titles = {suite.name: suite.title for suite in (*suites, *((OWN,) if own else ()))}
    return titles, tuple(found), assistant.info()


def keep(open_assistant: Open, asked: Asked, data_dir: Path, outputs: Outputs, baseline: Path | None = None) -> None:
    """Writes what a run came to as the baseline, and says what changed by it. Raises UnknownSuiteError, ResultError."""
    report, path = reported(open_assistant, asked, data_dir, baseline)
    engine, corpus = report.about["engine"], report.about["corpus"]
    write_baseline(renewed(load_baseline(path), report.outcomes, engine, corpus), path)
    write(report, outputs)
    if not outputs.as_json:
        Console().print(f"Written to {path}: what is listed above is the baseline from now on.", markup=False)


def write(report: Report, outputs: Outputs) -> None:
    """The report on the terminal or as JSON on standard output, and in the files that are named."""
    if outputs.junit:
        outputs.junit.write_text(as_junit(report), encoding="utf-8")
    if outputs.html:
        outputs.html.write_text(as_page(report), encoding="utf-8")
    if outputs.as_json:
        print(json.dumps(as_record(report), ensure_ascii=False, indent=2))
    else:
        draw(report, Console())
