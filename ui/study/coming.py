"""The room of progress: by topic over the last days as bars, and the figures behind them as a table."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.study.memory import local_day
from assistant.study.progress import DayOfTopic, Progress, TopicProgress
from ui.study.bench import Bench, zone_named
from ui.study.parts import act, many, text
from ui.study.sitting import Sitting

DAYS = 14


def progress_html(bench: Bench, sitting: Sitting, found: Progress) -> str:
    """How the learner comes along; what to do first where nothing was answered yet."""
    if not found.answered:
        to = act("room", "To the questions", "data-focus", "first", room="review")
        return (
            '<div class="cd19-st-intro"><h2>Nothing answered yet</h2><p>Your answers will be drawn here by topic.'
            f'</p><p class="cd19-st-acts">{to}</p></div>'
        )
    last = local_day(bench.clock(), zone_named(sitting.zone))
    return f"{_head(found)}{_plot(found, last)}{_table(found)}"


def _head(found: Progress) -> str:
    tiles = "".join(
        f"<li><b>{number}</b> {words}</li>"
        for number, words in (
            (f"{found.answered:,}", "answered"), (f"{_share(found.right, found.answered)}", "right"),
            (f"{found.known:,}", "not due yet"), (f"{found.due:,}", "due today"),
        )
    )  # fmt: skip
    days = f'<p class="cd19-quiet">{many(found.streak_days, "day")} in a row.</p>' if found.streak_days > 1 else ""
    return f'<ul class="cd19-st-tiles">{tiles}</ul>{days}'


def _plot(found: Progress, last: date) -> str:
    """One row of bars for each topic; all rows share the days and the scale."""
    days = [last - timedelta(days=back) for back in reversed(range(DAYS))]
    most = max((day.answered for topic in found.topics for day in topic.days if day.day in days), default=1)
    rows = "".join(_row(topic, days, most) for topic in found.topics)
    ends = f"<span>{days[0]:%-d %b}</span><span>{days[-1]:%-d %b}, today</span>"
    return (
        f'<figure class="cd19-st-plot"><figcaption>Answers a day over the last {DAYS} days, '
        '<i class="cd19-st-right"></i> right and <i class="cd19-st-wrong"></i> not; the tallest bar is '
        f"{many(most, 'answer')}. Recall: how likely you still know what you learned.</figcaption>"
        f'<div class="cd19-st-row cd19-st-axis" aria-hidden="true"><b>Topic</b><span class="cd19-st-ends">{ends}</span>'
        f"<span>Right</span><span>Recall</span></div>{rows}</figure>"
    )


def _row(topic: TopicProgress, days: list[date], most: int) -> str:
    known = {day.day: day for day in topic.days}
    bars = "".join(_bar(known.get(day), most) for day in days)
    lately = sum(known[day].answered for day in days if day in known)
    said = f"{topic.title}: {many(lately, 'answer')} in the last {DAYS} days"
    recall = "–" if topic.remembered is None else f"{topic.remembered:.0%}"
    return (
        f'<div class="cd19-st-row"><b>{text(topic.title)}</b>'
        f'<span class="cd19-st-bars" role="img" aria-label="{text(said)}">{bars}</span>'
        f"<span>{topic.right} of {topic.answered}</span><span>{recall}</span></div>"
    )


def _bar(day: DayOfTopic | None, most: int) -> str:
    if day is None:
        return "<i></i>"
    right, wrong = 100 * day.right / most, 100 * (day.answered - day.right) / most
    return (
        f'<i><u class="cd19-st-wrong" style="height:{wrong:.1f}%"></u>'
        f'<u class="cd19-st-right" style="height:{right:.1f}%"></u></i>'
    )


def _table(found: Progress) -> str:
    rows = "".join(
        f"<tr><th scope=row>{text(topic.title)}</th><td>{day.day.isoformat()}</td><td>{day.answered}</td>"
        f"<td>{day.right}</td></tr>"
        for topic in found.topics
        for day in topic.days
    )
    return (
        "<details><summary>The figures as a table</summary>"
        '<div class="cd19-st-slide" role="region" aria-label="Answers by topic and day" tabindex="0"><table><thead><tr>'
        "<th scope=col>Topic</th><th scope=col>Day</th><th scope=col>Answered</th><th scope=col>Right</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{act('save', 'Save as CSV', form='progress')}</details>"
    )


def _share(right: int, answered: int) -> str:
    return f"{right / answered:.0%}" if answered else "–"
