"""A run as one HTML file: nothing is fetched, nothing runs, every text is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from assistant.formats.prose import safe_html
from evals.outcome import Outcome
from evals.summary import Report, Tally

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_page(report: Report) -> str:
    """The HTML document, whole: suites, what broke, what got better, then every case with its answer and evidence."""
    broken, better = (
        _section(name, title, "".join(f"<li>{_text(f'{one.suite}, {one.id}. {one.why}')}</li>" for one in listed))
        for name, title, listed in (
            ("broken", "What broke", report.broken), ("better", "What got better", report.better),
        )
    )  # fmt: skip
    body = (
        f"<h1>Regression evals</h1><p>{_text(_about(report))}</p>{_table(report)}{broken}{better}"
        + "".join(_suite(tally, report) for tally in report.tallies)
    )  # fmt: skip
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<title>Regression evals</title>\n'
        f"<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _about(report: Report) -> str:
    told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in report.about.items())
    baseline = "held against the stored baseline" if report.compared else "without a baseline: every case has to pass"
    return f"{told}; {baseline}."


def _table(report: Report) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#{_text(one.name)}">{_text(one.title)}</a></th><td>{one.passed}</td>'
        f"<td>{one.failed}</td><td>{one.unscored}</td><td>{_rate(one)}</td><td>{_figures(one)}</td></tr>"
        for one in report.tallies
    )
    heads = ("Suite", "Passed", "Failed", "Unscored", "Rate (95%)", "Measures (mean, 95%)")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _rate(one: Tally) -> str:
    return "-" if one.rate is None else f"{100 * one.rate:.1f}% ({100 * one.low:.1f}-{100 * one.high:.1f})"


def _figures(one: Tally) -> str:
    return "<br>".join(
        _text(f"{name} {mean.mean:.3f} ({mean.low:.3f}-{mean.high:.3f})") for name, mean in one.figures.items()
    )


def _section(name: str, title: str, items: str) -> str:
    return f'<section><h2 class="{name}">{title}</h2><ul>{items}</ul></section>' if items else ""


def _suite(tally: Tally, report: Report) -> str:
    cases = "".join(_case(one, report) for one in report.outcomes if one.suite == tally.name)
    return f'<section><h2 id="{_text(tally.name)}">{_text(tally.title)}</h2>{cases}</section>'


def _case(one: Outcome, report: Report) -> str:
    """A case to fold out; one that broke is open."""
    change = report.change_of(one)
    state = change.kind if change else one.state
    parts = [
        *(f'<p class="asked soft">{_text(asked)}</p>' for asked in one.before),
        f'<p class="asked">{_text(one.asked)}</p>' if one.asked else "",
        f'<p class="soft">Wanted: {_text(one.expected)}. Got: {_text(one.got)}.</p>',
        _listed("failed", one.faults), _listed("unscored", one.unscored),
        f'<p class="{change.kind}">{_text(change.kind)}; {_text(change.why)}</p>' if change else "",
        f'<div class="answer">{safe_html(one.answer, lambda number: f"[{number}]")}</div>' if one.answer else "",
        _evidence(one), _measures(one),
    ]  # fmt: skip
    opened = " open" if state == "broken" else ""
    title = f'<span class="{state}">{state}</span> {_text(one.id)}: {_text(one.title)}'
    return f"<details{opened}><summary>{title}</summary><div>{''.join(parts)}</div></details>"


def _listed(name: str, items: Iterable[str]) -> str:
    held = "".join(f"<li>{_text(item)}</li>" for item in items)
    return f'<ul class="{name}">{held}</ul>' if held else ""


def _evidence(one: Outcome) -> str:
    items = "".join(
        f'<li value="{shown.marker}">{_text(shown.text)} <span class="soft">{_text(shown.label)}, '
        f"{_text(shown.places[0] if shown.places else '')}</span></li>"
        for shown in one.evidence
    )
    return f'<ol class="evidence">{items}</ol>' if items else ""


def _measures(one: Outcome) -> str:
    told = ", ".join(f"{name} {value:.3f}" for name, value in one.figures.items())
    return f'<p class="soft">{_text(told)}</p>' if told else ""


def _text(text: str) -> str:
    return html.escape(text)


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
