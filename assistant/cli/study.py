"""`cd19 study`: what is due today, cases, quizzes; progress, reports, decks and papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import DatabaseOption, DataDirOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from assistant.models import Recommendation
    from assistant.study.cases import StudyCase
    from assistant.study.desk import Desk
    from assistant.study.difficulty import Level
    from assistant.study.patients import PrintedCase
    from assistant.study.progress import Progress
    from assistant.study.store import StudyStore

app = typer.Typer(
    help="Study alone: cases that unfold, questions, spaced repetition. Without a command: what is due today.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
LearnerOption = Annotated[str, typer.Option("--learner", help="Whose answers these are; without a name: yours.")]
ZoneOption = Annotated[str, typer.Option("--zone", help="Time zone in which days end; this machine's by default.")]
CountOption = Annotated[int, typer.Option("-n", min=1, max=500, help="Questions at most.")]
SeedOption = Annotated[int | None, typer.Option("--seed", help="The same seed, the same again.")]
TopicOption = Annotated[str, typer.Option("--topic", help="A topic by id or title, such as relapse.")]


@app.callback(invoke_without_command=True)
def study(
    context: typer.Context, count: CountOption = 20, topic: TopicOption = "", learner: LearnerOption = "",
    zone: ZoneOption = "", as_json: JsonOption = False, data_dir: DataDirOption = None,
    database: DatabaseOption = "",
) -> None:  # fmt: skip
    """Answer what is due today, then new questions; each answer is kept at once."""
    if context.invoked_subcommand:
        return
    from random import Random

    from assistant.cli.studying import sit

    desk, ends = _desk(learner, zone, data_dir, database)
    sit(desk, desk.session(count, Random(), topic), ends, as_json)


@app.command()
def quiz(
    topic: TopicOption = "", count: CountOption = 10, seed: SeedOption = None, learner: LearnerOption = "",
    zone: ZoneOption = "", as_json: JsonOption = False, data_dir: DataDirOption = None,
    database: DatabaseOption = "",
) -> None:  # fmt: skip
    """Ask questions, due or not."""
    from random import Random

    from assistant.cli.studying import sit
    from assistant.study.questions import quiz as draw

    desk, ends = _desk(learner, zone, data_dir, database)
    sit(desk, draw(Random(seed), count, topic), ends, as_json)


@app.command()
def case(
    seed: SeedOption = None,
    level: Annotated[int | None, typer.Option("--level", min=1, max=3, help="1 easy to 3 hard.")] = None,
    patient: Annotated[int | None, typer.Option("--patient", min=1, max=5, help="A patient of the review.")] = None,
    pick: Annotated[str, typer.Option("--pick", help="Your choice, instead of being asked for it.")] = "",
    because: Annotated[str, typer.Option("--because", help="Your reasons in a sentence.")] = "",
    learner: LearnerOption = "", zone: ZoneOption = "", as_json: JsonOption = False, data_dir: DataDirOption = None,
    database: DatabaseOption = "",
) -> None:  # fmt: skip
    """Choose a therapy for a patient and say why; the criteria answer."""
    from random import randrange

    from assistant.cli.studying import show_grade, unfold
    from assistant.study.cases import case_of
    from assistant.study.patients import TOLD, printed_case
    from corpus.digest import load_digest

    digest = load_digest()
    printed = printed_case(f"patient{patient}", digest) if patient else None
    made = (
        printed.study
        if printed
        else case_of(randrange(1_000_000) if seed is None else seed, cast("Level | None", level))
    )
    _show_case(made, printed, as_json)
    choice, reason = (pick, because) if pick else _asked_choice(as_json)
    if not choice:
        return
    grade = _desk(learner, zone, data_dir, database)[0].answer_case(made, _picked(choice), reason, digest)
    if as_json:
        return _print({**grade.model_dump(mode="json"), "score": grade.score})
    show_grade(grade)
    if printed:
        unfold(printed.steps[TOLD:])


def _show_case(made: StudyCase, printed: PrintedCase | None, as_json: bool) -> None:
    """The patient as told before the choice: a printed one step by step, a made-up one in its note."""
    from assistant.cli.studying import unfold
    from assistant.study.patients import TOLD

    if as_json:
        return _print({"id": made.id, "note": made.note, "level": made.difficulty.level})
    if printed:
        unfold(printed.steps[:TOLD])
    else:
        print(made.note)
    print(f"({made.id}, level {made.difficulty.level})")


def _asked_choice(as_json: bool) -> tuple[str, str]:
    """Choice and reasons from standard input: two lines, or one JSON object {"pick", "because"}."""
    from assistant.cli.studying import read_line
    from assistant.study.cases import VERDICTS

    first = read_line(f"Your choice ({', '.join(VERDICTS)}): ")
    if first and as_json and first.lstrip().startswith("{"):
        try:
            record = json.loads(first)
        except ValueError as error:
            raise UsageError(f'study case: got no JSON ({error}); wanted {{"pick": ..., "because": ...}}') from error
        return str(record.get("pick", "")), str(record.get("because", ""))
    return (first or "").strip(), (read_line("Why, in a sentence: ") or "") if first else ""


def _picked(choice: str) -> Recommendation:
    from assistant.models import Recommendation

    verdicts = get_args(Recommendation)
    found = [one for one in verdicts if choice.strip().lower().replace("-", "_").replace(" ", "_") == one]
    if not found:
        raise UsageError(f"study case: got the choice {choice!r}; wanted one of {', '.join(verdicts)}")
    return cast("Recommendation", found[0])


@app.command()
def due(
    topic: TopicOption = "", learner: LearnerOption = "", zone: ZoneOption = "", as_json: JsonOption = False,
    data_dir: DataDirOption = None, database: DatabaseOption = "",
) -> None:  # fmt: skip
    """How much is due, forgotten, comes back today, and new."""
    waiting = _desk(learner, zone, data_dir, database)[0].waiting(topic)
    if as_json:
        return _print(waiting.model_dump(mode="json"))
    due, forgotten = len(waiting.due), len(waiting.forgotten)
    print(f"Due: {due}, forgotten among them: {forgotten}. Later today: {waiting.soon}. New: {waiting.new}.")


@app.command()
def progress(
    learner: LearnerOption = "",
    zone: ZoneOption = "",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
    database: DatabaseOption = "",
) -> None:
    """How you come along, by topic."""
    found = _desk(learner, zone, data_dir, database)[0].progress()
    if as_json:
        return _print(found.model_dump(mode="json"))
    _show_progress((found,))


@app.command()
def report(
    learner: Annotated[str | None, typer.Option("--learner", help="One learner; all by default.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json|csv", help="In which form.")] = "text",
    zone: ZoneOption = "", data_dir: DataDirOption = None, database: DatabaseOption = "",
) -> None:  # fmt: skip
    """How all learners of this machine come along, for their teacher."""
    from assistant.study.desk import now_utc
    from assistant.study.report import as_csv
    from assistant.study.report import report as made
    from assistant.study.zone import zone_of

    if form not in ("text", "json", "csv"):
        raise UsageError(f"--format {form!r}: wanted text, json or csv")
    found = made(_store(data_dir, database), now_utc(), zone_of(zone), learner)
    if form == "csv":
        return print(as_csv(found), end="")
    if form == "json":
        return print(json.dumps([one.model_dump(mode="json") for one in found], ensure_ascii=False, indent=2))
    _show_progress(found)


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="Where to: a name that ends in .apkg (Anki) or .csv.")],
    topic: TopicOption = "",
) -> None:
    """Take the questions away as an Anki deck or CSV; a second export updates the first."""
    from assistant.study.deck import as_csv, write_deck
    from assistant.study.questions import every_item

    items = every_item(topic)
    if path.suffix.lower() not in (".apkg", ".csv"):
        raise UsageError(f"study export: got {str(path)!r}; wanted a name that ends in .apkg or .csv")
    try:
        if path.suffix.lower() == ".apkg":
            write_deck(items, path)
        else:
            path.write_text(as_csv(items), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"study export: {str(path)!r}: {error.strerror}; name another file") from error
    print(f"{len(items)} cards written to {path}")


@app.command()
def paper(
    seed: Annotated[int, typer.Option("--seed", help="The same seed, the same ten patients.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file; standard output by default.")] = None,
) -> None:
    """Ten patients for a class as a page to print, its key on a page of its own."""
    from assistant.cli.output import check_out
    from assistant.study.paper import as_html
    from assistant.study.paper import paper as made
    from corpus.digest import load_digest

    check_out(out)
    page = as_html(made(seed), load_digest())
    if out is None:
        return print(page, end="")
    out.write_text(page, encoding="utf-8")
    print(f"Written to {out}")


def _store(data_dir: Path | None, database: str) -> StudyStore:
    from assistant.cli.options import settings
    from assistant.stores import open_study

    return open_study(settings("digest", "none", data_dir, database=database))


def _desk(learner: str, zone: str, data_dir: Path | None, database: str) -> tuple[Desk, tzinfo]:
    from assistant.study.desk import Desk
    from assistant.study.zone import zone_of

    ends = zone_of(zone)
    return Desk(_store(data_dir, database), learner, zone=ends), ends


def _show_progress(found: Iterable[Progress]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from corpus.study import study_words

    words = study_words()["session"]
    for one in found:
        table = Table("Topic", "Answered", "Right", "Remembered now", box=None)
        for topic in one.topics:
            kept = "" if topic.remembered is None else f"{topic.remembered:.0%}"
            table.add_row(Text(topic.title), str(topic.answered), str(topic.right), kept)
        said = words["progress"].format(
            name=one.learner or words["you"], **one.model_dump(exclude={"learner", "topics"})
        )
        Console().print(Text(f"\n{said}", style="bold"))
        Console().print(table)


def _print(record: Any) -> None:
    print(json.dumps(record, ensure_ascii=False), flush=True)
