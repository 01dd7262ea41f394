"""Results drawn for a terminal: colours only where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from assistant.models import UNSURE, Answer, Case, Change, Counterfactual, CriterionState, Verdict
from corpus.criteria import load_fact_specs
from index.rank import Hit

_LABEL = {
    "blinatumomab": "Blinatumomab", "car_t": "CD19 CAR T cells", "either": "Either", "neither": "Neither",
    "conflicting": "Conflicting reasons", "insufficient": "More facts needed",
}  # fmt: skip


def show_answer(answer: Answer) -> None:
    """The answer, the patient as understood, the passages cited, and how the checks went."""
    console = Console()
    console.print(Markdown(answer.answer))
    if answer.case and answer.case.facts:
        console.print()
        show_case(answer.case, console=console)
    if answer.citations:
        console.print(Text("\nCited", style="bold"))
        for citation in answer.citations:
            refs = f" ({_refs(citation.refs)})" if citation.refs else ""
            console.print(Text(f"[{citation.marker}] {citation.label}{refs}: ", style="cyan") + Text(citation.text))
    if answer.since:
        console.print(Text("\nSince the review", style="bold") + Text(", and not part of what it says", style="dim"))
        for update in answer.since:
            console.print(Text(f"{update.date}, {update.jurisdiction}: ", style="cyan") + Text(update.statement))
            console.print(Text(f"  {update.source.url}", style="dim"))
    if answer.checks:
        failed = [check.check for check in answer.checks if not check.passed]
        passed = f"all {len(answer.checks)} passed" if len(answer.checks) > 1 else f"{answer.checks[0].check}: passed"
        verdict = f"failed: {', '.join(failed)}" if failed else passed
        console.print(Text(f"\nChecks: {verdict}. The review speaks as of January 2020.", style="dim"))
    if answer.model:
        console.print(Text(answer.note or f"Written by {answer.engine}, checked sentence by sentence.", style="dim"))


def _refs(numbers: Sequence[int]) -> str:
    return f"ref{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def show_case(case: Case, doubts: Sequence[str] = (), console: Console | None = None) -> None:
    """The patient facts with the words they came from."""
    console = console or Console()
    titles = {spec.key: spec for spec in load_fact_specs()}
    table = Table("Fact", "Value", "From the words", title="The patient as understood", title_justify="left", box=None)
    for fact in case.facts:
        spec = titles.get(fact.key)
        value = ", ".join(fact.value) if isinstance(fact.value, tuple) else _said(fact.value)
        unsure = " (please confirm)" if fact.confidence < UNSURE else ""
        unit = f" {spec.unit}" if spec and spec.unit else ""
        table.add_row(
            Text(spec.title if spec else fact.key), Text(f"{value}{unit}{unsure}"), Text(fact.words or fact.note)
        )
    console.print(table if case.facts else "No patient facts found.")
    for doubt in doubts:
        console.print(Text(doubt, style="yellow"))


def _said(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def show_verdict(verdict: Verdict, with_criteria: bool = True) -> None:
    """The recommendation, the criteria that bear, what would change it and what is missing."""
    console = Console()
    console.print(Text(f"\n{_LABEL[verdict.recommendation]}", style="bold"))
    if with_criteria:
        table = Table("Criterion", "Effect", "Weight", "State", "Place", box=None)
        for state in verdict.criteria:
            table.add_row(Text(state.point), _effect(state), state.weight, state.state, ", ".join(state.locators[:2]))
        console.print(table)
    for change in verdict.would_change:
        console.print(Text(f"{_tried(change)}: {_LABEL[change.recommendation]}"))
    for joint in verdict.would_change_together:
        console.print(Text(f"{' and '.join(map(_tried, joint.changes))}: {_LABEL[joint.recommendation]}"))
    if verdict.missing:
        console.print(Text(f"Worth finding out: {', '.join(verdict.missing)}"))


def _tried(change: Change | Counterfactual) -> str:
    return f"{change.fact} = {', '.join(change.value) if isinstance(change.value, tuple) else _said(change.value)}"


def _effect(state: CriterionState) -> str:
    return f"{state.effect} (toward {state.toward})" if state.toward else state.effect


def show_hits(hits: Sequence[Hit], others: Sequence[Hit] = ()) -> None:
    """Places of the review, best first, each with its best passage; then those of the user's other documents."""
    console = Console()
    for number, hit in enumerate(hits, 1):
        console.print(Text(f"{number}. {hit.passage.label} ({hit.passage.id})", style="cyan"))
        console.print(Text(f"   {hit.passage.text}"))
    if others:
        console.print(Text("\nIn your other documents (not the review)", style="bold"))
    for hit in others:
        console.print(Text(f"-  {hit.passage.label} ({hit.passage.id})", style="magenta"))
        console.print(Text(f"   {hit.passage.text}"))


def show_report(report: dict[str, Any], answer: str) -> None:
    """Each claim of an answer ticked or crossed; for each fault what was wanted, what was found, and where."""
    from assistant.checker.claims import split_claims

    console = Console()
    claims = split_claims(answer)
    spans = {(claim.start, claim.end) for claim in claims}
    for claim in claims:
        faults = [one for one in report["findings"] if tuple(one["span"]) == (claim.start, claim.end)]
        mark = Text("✗ ", style="bold red") if faults else Text("✓ ", style="green")
        console.print(mark + Text(claim.text, style="bold" if faults else ""))
        _show_faults(console, faults)
    _show_faults(console, [one for one in report["findings"] if tuple(one["span"]) not in spans])
    for check in report["checks"]:
        if not check["passed"] and check["detail"].startswith("could not run"):
            console.print(Text(f"✗ {check['check']} {check['detail']}", style="red"))
    passed = sum(check["passed"] for check in report["checks"])
    word = Text("holds", style="bold green") if report["passed"] else Text("does not hold", style="bold red")
    console.print(Text("\nThe answer ") + word + Text(f": {passed} of {len(report['checks'])} checks passed."))
    console.print(Text("Held against the review as of January 2020.", style="dim"))


def _show_faults(console: Console, faults: Sequence[dict[str, Any]]) -> None:
    from corpus.digest import load_digest

    for one in faults:
        labels = [place.label if (place := load_digest().place(where)) else where for where in one["where"]]
        where = f" ({'; '.join(dict.fromkeys(labels))})" if labels else ""
        said = f"   {one['check']}: wanted {one['expected'] or '-'}; found {one['found'] or '-'}{where}"
        console.print(Text(said, style="yellow"))
