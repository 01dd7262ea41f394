"""A paper for a class: ten patients from one seed, as a page to print, its key on a page of its own."""

from __future__ import annotations

import html
from itertools import islice
from pathlib import Path

from assistant.study.cases import VERDICTS, StudyCase, cases
from assistant.study.grading import decisive, in_words, to_ask, turning
from corpus.digest import Digest
from corpus.models import Frozen
from corpus.study import study_words

TEN = 10
_STYLE = Path(__file__).with_name("paper.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Paper(Frozen):
    """Ten patients of a seed; the same seed, the same paper."""

    seed: int
    cases: tuple[StudyCase, ...]


def paper(seed: int) -> Paper:
    """The paper of a seed."""
    return Paper(seed=seed, cases=tuple(islice(cases(seed), TEN)))


def as_html(made: Paper, digest: Digest) -> str:
    """The paper as a whole HTML document that loads nothing: the patients, then the key on a page of its own."""
    words = study_words()["paper"]
    asked = "".join(_asked(number, case) for number, case in enumerate(made.cases, 1))
    keys = "".join(_key(number, case, digest) for number, case in enumerate(made.cases, 1))
    title, intro = _text(words["title"]), _text(words["intro"].format(seed=made.seed))
    foot = _text(words["foot"].format(seed=made.seed))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}\n</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{title}</h1>\n<p>{intro}</p>\n{asked}</main>\n"
        f'<section class="key">\n<h1>{_text(words["key"])}</h1>\n{keys}</section>\n'
        f"<footer><p>{foot}</p></footer>\n</body>\n</html>\n"
    )


def _asked(number: int, case: StudyCase) -> str:
    words, names = study_words()["paper"], study_words()["verdicts"]
    choices = "".join(f"<li>{_text(names[verdict])}</li>" for verdict in VERDICTS)
    return (
        f'<article class="case">\n<h2>{_text(words["patient"].format(number=number))}</h2>\n<p>{_text(case.note)}</p>\n'
        f'<ul class="choices" aria-label="{_text(words["choice"])}">{choices}</ul>\n'
        f'<p>{_text(words["why"])}:</p><div class="line"></div>\n</article>\n'
    )


def _key(number: int, case: StudyCase, digest: Digest) -> str:
    words, names = study_words()["paper"], study_words()["verdicts"]
    reasons = [
        f"<li>{_text(state.point)} ({_text(_labels(state.locators, digest))})</li>" for state in decisive(case.verdict)
    ]
    listed = f"<ul>{''.join(reasons)}</ul>" if reasons else ""
    asked, turn = to_ask(case.verdict), turning(case)
    to_say = [f"{study_words()['grade']['ask']}: {', '.join(asked)}."] if asked else []
    to_say += [f"{words['turned']}: {in_words(turn)}"] if turn else []
    told = "".join(f"<p>{_text(one)}</p>" for one in to_say)
    return (
        f'<article class="case">\n<h2>{_text(words["patient"].format(number=number))}: '
        f"{_text(names[case.verdict.recommendation])}</h2>\n{listed}\n{told}\n</article>\n"
    )


def _labels(locators: tuple[str, ...], digest: Digest) -> str:
    places = [place.label if (place := digest.place(locator)) else locator for locator in locators]
    return "; ".join(dict.fromkeys(places))


def _text(text: str) -> str:
    return html.escape(text)
