"""A sitting in the terminal: questions asked one by one, answers read from the keyboard or from standard input."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from corpus.study import study_words

if TYPE_CHECKING:
    from assistant.study.desk import Desk, Kept
    from assistant.study.grading import Grade
    from assistant.study.items import Item
    from assistant.study.patients import Unfolded


def read_line(prompt: str) -> str | None:
    """The next line of input; None at its end. The prompt is shown where somebody sits at a terminal."""
    if sys.stdin.isatty():
        print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def sit(desk: Desk, items: Iterable[Item], zone: tzinfo, as_json: bool) -> None:
    """Asks each question until the input ends; every answer is kept at once. With JSON: a line for each question, and
    for each answer; an answer is a line of text or {"answer", "seconds"?, "rating"?}."""
    from assistant.study.given import line_of

    console = Console()
    right = asked = 0
    for item in items:
        _ask(item, console, as_json)
        started = time.monotonic()
        line = read_line("> ")
        if line is None:
            break
        # A script's time says nothing: 0 unless it tells it.
        timed = time.monotonic() - started if sys.stdin.isatty() else 0.0
        given, seconds, rating = line_of(line, timed, as_json)
        kept = desk.answer(item, given, seconds, rating)
        asked, right = asked + 1, right + kept.outcome.right
        _tell(kept, zone, console, as_json)
        if sys.stdin.isatty() and not as_json:
            _rerate(desk, item, zone, console)
    if not as_json:
        console.print(Text(f"\n{right} of {asked} right.", style="bold"))


def _ask(item: Item, console: Console, as_json: bool) -> None:
    from assistant.study.items import LETTERS

    if as_json:
        asked = item.model_dump(mode="json", include={"id", "kind", "topic", "prompt", "options", "unit", "sentence"})
        return print(json.dumps(asked, ensure_ascii=False), flush=True)
    console.print(Text(f"\n{item.topic_title}", style="dim"))
    console.print(Text(item.prompt, style="bold"))
    if item.sentence:
        console.print(Text(item.sentence))
    for letter, option in zip(LETTERS, item.options, strict=False):
        console.print(Text(f"  {letter}) {option}"))


def _tell(kept: Kept, zone: tzinfo, console: Console, as_json: bool) -> None:
    if as_json:
        return print(json.dumps(kept.model_dump(mode="json"), ensure_ascii=False), flush=True)
    words, outcome = study_words()["session"], kept.outcome
    style = "green" if outcome.right else "yellow"
    console.print(Text(words["correct"] if outcome.right else words["wrong"].format(key=outcome.key), style=style))
    console.print(Text(outcome.explanation))
    console.print(Text(f"{outcome.label} ({', '.join(outcome.locators)})", style="cyan"))
    console.print(Text(words["rated"].format(rating=kept.rating, due=_when(kept.due, zone)), style="dim"))


def _rerate(desk: Desk, item: Item, zone: tzinfo, console: Console) -> None:
    from assistant.study.memory import RATINGS

    said = (read_line("  Enter, or another rating (again, hard, good, easy): ") or "").strip().lower()
    for rating in RATINGS:
        if said == rating:
            due = _when(desk.rerate(item, rating), zone)
            console.print(Text(study_words()["session"]["rated"].format(rating=rating, due=due), style="dim"))


def _when(due: datetime, zone: tzinfo) -> str:
    return f"{due.astimezone(zone):%Y-%m-%d %H:%M}"


def unfold(steps: Sequence[Unfolded]) -> None:
    """Tells the steps of a patient; where somebody sits at a terminal, each after Enter."""
    for at, step in enumerate(steps):
        if at:
            read_line(f"  Enter: {step.title.lower()} ")
        Console().print(Text(f"\n{step.title}", style="bold cyan"))
        print(step.text)


def show_grade(grade: Grade) -> None:
    """The grade of a case: verdict, reasons as dealt with, what would have turned it, where to read."""
    console, words = Console(), study_words()["grade"]
    console.print(Text(f"\n{grade.text}", style="bold green" if grade.right else "bold yellow"))
    titles = {"named": "named", "missed": "missed", "wrong direction": "direction", "not of this patient": "foreign"}
    for judged, title in titles.items():
        for reason in (one for one in grade.reasons if one.judged == judged):
            places = "; ".join(spot.label for spot in reason.places[:2])
            console.print(Text(f"{words[title]}: ", style="cyan") + Text(f"{reason.point} ({places})"))
    strange = (words["strange"].format(figure=figure) for figure in grade.strange)
    for line in (*(one.text for one in grade.contradictions), *strange, grade.spoke_for):
        if line:
            console.print(Text(line, style="yellow"))
    if grade.to_ask:
        console.print(Text(f"{words['ask']}: {', '.join(grade.to_ask)}"))
    if grade.turned:
        console.print(Text(f"{words['one_change']}: {grade.turned}"))
    if grade.read:
        console.print(Text(f"{words['read']}: {'; '.join(spot.label for spot in grade.read)}", style="dim"))
