"""What `cd19 eval add` does: list rated answers, make a case of one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.settings import Settings
from assistant.stores import open_threads
from assistant.threads import Rating
from evals.errors import UnknownRatingError
from evals.own import drafted, written


def run(data_dir: Path, chosen: int | None, expected: str, must_not: tuple[str, ...]) -> None:
    """Lists the ratings kept in the data folder or database, or writes the case of the chosen one.

    Raises UnknownRatingError, NoExpectationError.
    """
    ratings = open_threads(Settings(data_dir=data_dir)).ratings()
    if chosen is None:
        return _list(ratings)
    rating = next((rating for rating in ratings if rating.id == chosen), None)
    if rating is None:
        raise UnknownRatingError(chosen, [rating.id for rating in ratings])
    path = written(drafted(rating, expected, must_not), data_dir)
    print(f"Written to {path}\nRun it with: cd19 eval --own")


def _list(ratings: tuple[Rating, ...]) -> None:
    if not ratings:
        return print("No answer has been rated yet: rate one on the page (cd19 ui), Helpful or Not right.")
    table = Table("No.", "Rated", "When", "Question", "Reason", box=None, title="Rated answers", title_justify="left")
    for one in ratings:
        when = datetime.fromtimestamp(one.at).strftime("%Y-%m-%d %H:%M")
        rated = "helpful" if one.verdict == "up" else "not right"
        table.add_row(str(one.id), rated, when, Text(one.question), Text(one.reason))
    Console().print(table)
    print("Make a case of one: cd19 eval add NO [--expect car_t] [--must-not TEXT]")
