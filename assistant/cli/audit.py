"""`cd19 corpus audit`: the review's derived figures recomputed from its own tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import JsonOption

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.audit.models import Audit, Finding

AllOption = Annotated[bool, typer.Option("--all", help="Also what adds up, with the denominator that it does over.")]


def audit(as_json: JsonOption = False, all_: AllOption = False) -> None:
    """Recompute the derived figures of the review's tables and text, and print those that do not add up."""
    from corpus.audit.run import audit_review

    done = audit_review()
    if as_json:
        record = done.model_dump(mode="json", exclude=set() if all_ else {"confirmed"})
        record["recomputed"] = len(done.findings) + len(done.remarks) + len(done.confirmed)
        return print(json.dumps(record, ensure_ascii=False, indent=2))
    _show(done, all_)


def _show(done: Audit, with_confirmed: bool) -> None:
    from rich.console import Console

    console = Console()
    _table(console, "Does not add up, or contradicts itself", done.findings)
    _table(console, "Adds up only over another group than named, or one not stated", done.remarks)
    if with_confirmed:
        _table(console, "Adds up", done.confirmed)
    count = len(done.findings) + len(done.remarks) + len(done.confirmed)
    told = f"{count} figures recomputed: {len(done.findings)} findings, {len(done.remarks)} remarks, "
    console.print(f"{told}{len(done.confirmed)} add up. Nothing is corrected: figures stand as printed.")


def _table(console: Console, title: str, found: Sequence[Finding]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("What", "Places", "Printed", "Recomputed", "Likely denominator", title=title, title_justify="left")
    for one in found:
        about = (
            Text(one.what).append(f"\n{one.kind}", style="yellow").append(f"\n{one.note}" if one.note else "", "dim")
        )
        cells = ("\n".join(one.places), one.printed, one.recomputed, one.denominator)
        table.add_row(about, *(Text(cell) for cell in cells))
    console.print(table)
