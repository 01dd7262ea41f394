"""The checks of an answer in one line that opens: what was checked, what failed, what was mended or cut."""

from __future__ import annotations

import html
from collections.abc import Sequence

from assistant.models import Answer, Check, ModelPart
from ui.labels import load_labels
from ui.parts import folded, section


def checks_html(answer: Answer, number: int) -> str:
    """The section; nothing for an abstention that stated nothing."""
    if not answer.checks and answer.status == "abstained":
        return ""
    if not answer.checks:
        return section("Checks", '<p class="cd19-trouble">No check ran on this answer: do not rely on it.</p>')
    failed = [check for check in answer.checks if not check.passed]
    line = ", ".join([_passed(answer.checks), *([f"{len(failed)} failed"] if failed else []), *_mended_line(answer)])
    items = "".join(_check(check) for check in answer.checks) + _mended(answer)
    state = "fail" if failed else "pass"
    body = folded(html.escape(line), items, state, opened=bool(failed))
    return section("Checks", body, anchor=f"cd19-checks-{number}")


def _passed(checks: Sequence[Check]) -> str:
    passed = sum(check.passed for check in checks)
    return f"{passed} {'check' if passed == 1 else 'checks'} passed"


def _check(check: Check) -> str:
    title, means = _words(check.check)
    state = "pass" if check.passed else "fail"
    failed = "" if check.passed else ": failed."
    detail = "; ".join(part for part in (means, check.detail) if part)
    return (
        f'<li class="cd19-check cd19-{state}"><strong>{html.escape(title)}{failed}</strong> '
        f"<span>{html.escape(detail)}</span></li>"
    )


def _words(name: str) -> tuple[str, str]:
    label = load_labels().checks.get(name)
    return (label.title, label.means) if label else (name.replace("_", " ").replace("-", " ").capitalize(), "")


def _mended_line(answer: Answer) -> list[str]:
    cut = len(answer.mended) + (answer.model.cut + answer.model.repaired if answer.model else 0)
    return ["after what failed was mended or cut"] if cut else []


def _mended(answer: Answer) -> str:
    """What the text first failed, and what was done about it."""
    told = [f"{_words(check.check)[0]}: failed at first, and cut out ({check.detail})" for check in answer.mended]
    told += _of_model(answer.model) if answer.model else []
    return "".join(f'<li class="cd19-check cd19-cut">{html.escape(one)}</li>' for one in told)


def _of_model(model: ModelPart) -> list[str]:
    counts = (
        (model.cut, "cut, since a check failed"),
        (model.repaired, "replaced by a second try that passed"),
        (model.marked, "given the mark of the passage that carries it"),
    )
    return [f"{_sentences(count)} of {model.name} {done}" for count, done in counts if count]


def _sentences(count: int) -> str:
    return f"{count} {'sentence' if count == 1 else 'sentences'}"
