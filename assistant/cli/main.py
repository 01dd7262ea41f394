"""The command line: `cd19`. Each command is a small module; heavy imports happen inside the commands."""

from __future__ import annotations

import sys

import typer

from assistant.cli import ask, auth, bench, case, check, corpus, decide, evals, index, info, retrieve, study, ui
from assistant.cli.errors import UsageError, plain_words

app = typer.Typer(
    name="cd19",
    help="Grounded, rule-checked answers over one review: blinatumomab or CD19 CAR T cells in adults with advanced "
    "B-cell ALL. Supports a professional's decision; prescribes nothing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("ask")(ask.ask)
app.command("retrieve")(retrieve.retrieve)
app.command("check")(check.check)
app.command("case")(case.case)
app.command("decide")(decide.decide)
app.add_typer(corpus.app, name="corpus")
app.add_typer(index.app, name="index")
app.command("eval")(evals.evals)
app.command("bench")(bench.bench)
app.command("info")(info.info)
app.add_typer(study.app, name="study")
app.command("ui")(ui.ui)
app.add_typer(auth.app, name="auth")


def main() -> None:
    """Runs a command; an error is one plain message and exit status 2, never a traceback."""
    try:
        app()
    except BrokenPipeError:
        sys.exit(0)  # the reader had enough: `cd19 corpus export --jsonl | head`
    except KeyboardInterrupt:
        sys.exit(130)
    except UsageError as error:
        print(f"cd19: {error}", file=sys.stderr)
        sys.exit(2)
    except Exception as error:
        print(f"cd19: {plain_words(error)}", file=sys.stderr)
        sys.exit(2)
