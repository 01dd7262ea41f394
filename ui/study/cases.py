"""The room of cases: patients to choose from, one that unfolds, the choice and what came of it."""

from __future__ import annotations

from assistant.study.cases import VERDICTS, StudyCase
from assistant.study.desk import CASES
from assistant.study.patients import TOLD, PrintedCase, Unfolded
from corpus.study import study_words
from ui.study.bench import Bench
from ui.study.graded import ask_html, graded_html
from ui.study.parts import act, select, text
from ui.study.sitting import OpenCase, Sitting

LEVELS = {"": "any level", "1": "easy", "2": "middling", "3": "hard"}


def cases_html(bench: Bench, sitting: Sitting, learner: str) -> str:
    """The list of patients, or the one that is open."""
    if sitting.case is None:
        return _list(bench, sitting, learner)
    return _open(bench, sitting, sitting.case)


def _list(bench: Bench, sitting: Sitting, learner: str) -> str:
    answers = [one for one in bench.store.answers(learner) if one.topic == CASES]
    done = {one.item: one.right for one in answers}
    told = "".join(f"<li>{_printed(one, done)}</li>" for one in bench.every_printed())
    made = [own for own in done if own.startswith("case:")]
    so_far = f" So far: {sum(done[own] for own in made)} of {len(made)} right." if made else ""
    return (
        '<div class="cd19-st-two"><section><h2>The review’s five patients</h2>'
        f'<p class="cd19-quiet">Each unfolds as it did in life.</p><ol class="cd19-st-patients">{told}</ol></section>'
        "<section><h2>Made-up patients, beyond number</h2>"
        f'<p class="cd19-quiet">Drawn with a seed: the same seed and level, the same patient for a whole class.{so_far}'
        f"</p>{_maker(sitting, 'New patient', 'first')}</section></div>"
    )


def _maker(sitting: Sitting, words: str, kind: str) -> str:
    return (
        '<form class="cd19-st-maker" data-do="made" autocomplete="off">'
        f"{select('level', LEVELS, str(sitting.level or ''), 'Level')}"
        '<label>Seed <input name="seed" inputmode="numeric" maxlength="12" placeholder="any"></label>'
        f'<button type="submit" class="cd19-st-{kind}">{words}</button></form>'
    )


def _printed(one: PrintedCase, done: dict[str, bool]) -> str:
    own = one.study.id
    state = "" if own not in done else "✓" if done[own] else "✕"
    told = {"": "", "✓": "answered rightly", "✕": "answered otherwise"}[state]
    mark = f'<i role="img" aria-label="{told}">{state}</i>' if state else ""
    return act("case", f"<b>Patient {own[-1]}</b> {text(one.title)} {mark}", case=own)


def _open(bench: Bench, sitting: Sitting, now: OpenCase) -> str:
    study, printed = bench.case(now.id), bench.printed(now.id)
    another = "" if printed else _maker(sitting, "Another patient", "plain")
    head = (
        f'<header class="cd19-st-way">{act("close", "← All patients")}'
        f"<h2>{text(_title(study, printed))}</h2>{another}</header>"
    )
    told = _unfolded(printed, now) if printed else f'<p class="cd19-st-note">{text(study.note)}</p>'
    asked = ""
    if now.grade:
        asked = graded_html(now, now.grade) + (_after(printed, now) if printed else "")
        asked += f'<p class="cd19-st-acts cd19-st-last">{ask_html(study)}</p>'
    elif printed and now.shown < TOLD:
        asked = _next(printed.steps[now.shown], now)
    else:
        asked = _choice(now)
    return f'{head}<article class="cd19-st-card">{told}{asked}</article>'


def _title(study: StudyCase, printed: PrintedCase | None) -> str:
    if printed:
        return f"Patient {study.id[-1]}: {printed.title}"
    return f"Seed {study.id.split(':')[1]}, {LEVELS[str(study.difficulty.level)]}"


def _unfolded(printed: PrintedCase, now: OpenCase) -> str:
    return "".join(_told(step) for step in printed.steps[: min(now.shown, TOLD)])


def _told(step: Unfolded, focus: bool = False) -> str:
    title = f"<h3{' tabindex=-1 data-focus' if focus else ''}>{text(step.title)}</h3>"
    return f'<section class="cd19-st-step">{title}<p>{text(step.text)}</p></section>'


def _next(step: Unfolded, now: OpenCase) -> str:
    words = f"Next: {text(step.title.lower())}"
    return f'<p class="cd19-st-acts">{act("step", words, "data-enter data-focus", "first", case=now.id)}</p>'


def _after(printed: PrintedCase, now: OpenCase) -> str:
    """How the authors chose, and the course once it is asked for."""
    chosen, course = printed.steps[TOLD], printed.steps[TOLD + 1]
    last = now.shown > TOLD + 1
    return _told(chosen) + (_told(course, focus=True) if last else _next(course, now))


def _choice(now: OpenCase) -> str:
    names = study_words()["verdicts"]
    listed = "".join(
        f'<label><input type="radio" name="picked" value="{own}" required data-key="{number}">'
        f"<kbd>{number}</kbd><span>{text(names[own])}</span></label>"
        for number, own in enumerate(VERDICTS, 1)
    )
    return (
        f'<form class="cd19-st-choice" data-do="pick" data-case="{text(now.id)}" autocomplete="off">'
        '<fieldset class="cd19-st-options"><legend tabindex="-1" data-focus>What do the review’s criteria favor?'
        f"</legend>{listed}</fieldset>"
        f'<label class="cd19-st-why">Why, in a sentence <textarea name="reason" rows="2" maxlength="1500" '
        f'data-draft="{text(now.id)}" placeholder="Because …"></textarea></label>'
        '<p class="cd19-st-acts"><button type="submit" class="cd19-st-first" data-enter>That is my choice</button></p>'
        "</form>"
    )
