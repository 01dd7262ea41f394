"""`python -m evals.model.command`: what a language model tries to say, and what of it is shown.

Without --model the small open model of `make test-model` is served on this machine and asked.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.api import Assistant, open_assistant
from assistant.cli.progress import Bar
from assistant.library import open_library
from assistant.model.engine import ModelEngine, open_engine
from assistant.settings import ModelSettings, Settings, model_settings
from corpus.lexicon import load_concepts
from evals.model.models import Asked, Report
from evals.model.questions import questions
from evals.model.runner import Watch, ask_all, report
from evals.model.server import missing, served

_SMALL = {"timeout_s": 300, "max_tokens": 110, "max_context_chars": 4_000}
"""What a small model on a busy machine is given: few passages, a short reply, and time."""


def main() -> None:
    """Asks, writes every answer to a file for reading by eye, and prints the counts."""
    options = _options()
    with _model(options) as settings, Bar() as bar:
        assistant, engine, watch = _opened(settings, bar)
        wanted = questions(options.questions)
        options.out.parent.mkdir(parents=True, exist_ok=True)
        asked: list[Asked] = []
        with options.out.open("w", encoding="utf-8") as file:
            for one in ask_all(assistant, watch, wanted):
                asked.append(one)
                print(one.model_dump_json(), file=file, flush=True)
                bar.advance(f"Asking {engine.label}", len(asked), len(wanted))
    _show(report(asked, engine), options.out, options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--questions", type=int, default=56, help="how many (default 56)")
    parser.add_argument("--out", type=Path, default=Path("build/model-answers.jsonl"), help="file for the answers")
    parser.add_argument("--model", default="", help="another model, provider:name")
    parser.add_argument("--base-url", default="", help="its OpenAI-compatible server")
    parser.add_argument("--threads", type=int, default=1, help="of the small model (default 1: does not stall)")
    parser.add_argument("--json", action="store_true", help="the counts as JSON")
    return parser.parse_args()


@contextmanager
def _model(options: argparse.Namespace) -> Iterator[Settings]:
    if options.model or options.base_url:
        yield Settings(model=model_settings(spec=options.model, base_url=options.base_url))
        return
    lacking = missing()
    if lacking:
        raise SystemExit(f"Not installed: {', '.join(lacking)}. Run: make test-model")
    with served(options.threads) as model:
        yield Settings(model=ModelSettings(spec=model.name, base_url=model.base_url, **_SMALL))


def _opened(settings: Settings, bar: Bar) -> tuple[Assistant, ModelEngine, Watch]:
    """The assistant, its engine, and what watches it."""
    watch, library = Watch(), open_library(settings)
    engine = open_engine(settings.model, library.digest, load_concepts(), observe=watch)
    if engine is None:
        raise SystemExit("No model: give --model provider:name, or leave it and --base-url away for the small one")
    return open_assistant(settings, progress=bar.advance, engine=engine), engine, watch


def _show(counts: Report, out: Path, as_json: bool) -> None:
    if as_json:
        return print(json.dumps(counts.model_dump(), indent=2))
    print(f"{counts.model}, prompts {counts.prompts_hash[:12]}")
    print(f"questions      {counts.questions}, of which {counts.asked} reached the model")
    print(
        f"sentences      {counts.tried} tried, {counts.passed} passed ({counts.marked} given a mark), "
        f"{counts.shown} shown"
    )
    print(
        f"answers        {counts.answers_kept} kept, {counts.answers_cut_back} cut back, "
        f"{counts.answers_replaced} replaced by the built-in one"
    )
    print(f"failures       {counts.failures or 'none'}")
    print(f"per question   {counts.seconds_per_question} s")
    print(f"To be read by eye: {out}")


if __name__ == "__main__":
    main()
