"""What is done in the Study view, as another sitting. Plain functions, no Gradio."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

from assistant.study.cases import VERDICTS
from assistant.study.desk import CASES
from assistant.study.difficulty import Level
from assistant.study.errors import StudyError
from assistant.study.memory import RATINGS
from assistant.study.questions import item_by_id
from corpus.study import load_asking
from ui.bridge import Action
from ui.study.about import items_about
from ui.study.bench import Bench
from ui.study.sitting import ROOMS, OpenCase, Room, Round, Sitting

COUNT = 10
"""Questions of a round."""
TOPICS = {own: title for own, title in load_asking().topics.items() if own != CASES}
"""Topics with questions."""
_SEEDS = 1_000_000
_MOST_REASON, _MOST_GIVEN = 1500, 500


def acted(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    """The sitting after an action; the same for one that comes too late or is none.

    Raises StudyError, in words, for a seed or level there is no patient of.
    """
    act = _ACTS.get(action.do)
    return act(bench, sitting, action, learner) if act else sitting


def quizzed(bench: Bench, sitting: Sitting, places: tuple[str, ...], asked: str) -> Sitting:
    """A round on the places of an answer. Raises StudyError where there is no question near them."""
    items = items_about(places, bench.rng)
    if not items:
        raise StudyError("this answer", "one that cites places with questions on them", "Quiz yourself on another.")
    return _begun(bench, sitting, tuple(item.id for item in items), asked)


def _begun(bench: Bench, sitting: Sitting, items: tuple[str, ...], about: str = "") -> Sitting:
    started = Round(items=items, about=about)
    return sitting.model_copy(update={"room": "review", "round": started, "since": bench.clock()})


def _room(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    room = cast(Room, action.get("room"))
    return sitting.model_copy(update={"room": room, "since": bench.clock()}) if room in ROOMS else sitting


def _topic(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    topic = action.get("value")
    return sitting.model_copy(update={"topic": topic if topic in TOPICS else ""})


def _start(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    desk = bench.desk(learner, sitting.zone)
    items = desk.session(COUNT, bench.rng, sitting.topic)
    return _begun(bench, sitting, tuple(item.id for item in items))


def _answer(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    now = sitting.round
    if now is None or now.kept or not now.item or now.item != action.get("item"):
        return sitting  # sent twice, or from a page that is no longer shown
    item, given = item_by_id(now.item), action.get("given")[:_MOST_GIVEN]
    seconds = (bench.clock() - sitting.since).total_seconds() if sitting.since else 0.0
    kept = bench.desk(learner, sitting.zone).answer(item, given, max(seconds, 0.0))
    after = {"kept": kept, "seconds": round(seconds, 1), "right": (*now.right, kept.outcome.right)}
    return sitting.model_copy(update={"round": now.model_copy(update=after)})


def _rate(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    now, rating = sitting.round, action.get("rating")
    if now is None or now.kept is None or rating not in RATINGS or now.item != action.get("item"):
        return sitting
    chosen = rating
    due = bench.desk(learner, sitting.zone).rerate(item_by_id(now.item), chosen)
    kept = now.kept.model_copy(update={"rating": chosen, "due": due})
    return sitting.model_copy(update={"round": now.model_copy(update={"kept": kept})})


def _next(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    now = sitting.round
    if now is None or now.kept is None:
        return sitting
    after = now.model_copy(update={"at": now.at + 1, "kept": None})
    return sitting.model_copy(update={"round": after, "since": bench.clock()})


def _stop(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    return sitting.model_copy(update={"round": None})


def _case(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    own = action.get("case")
    bench.case(own)
    return sitting.model_copy(update={"room": "cases", "case": OpenCase(id=own)})


def _made(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    typed, level = action.get("seed").strip(), _level(action.get("level"))
    if typed and not typed.isdecimal():
        raise StudyError(f"seed {typed!r}", "a whole number like 17", "Leave it empty for a new patient.")
    if len(typed) > 12:
        raise StudyError(f"a seed of {len(typed)} figures", "at most 12", "Shorten it.")
    seed = int(typed) if typed else bench.rng.randrange(_SEEDS)
    own = f"case:{seed}" + (f":level{level}" if level else "")
    bench.case(own)
    return sitting.model_copy(update={"case": OpenCase(id=own), "level": level})


def _level(told: str) -> Level | None:
    return cast(Level, int(told)) if told in {str(level) for level in get_args(Level)} else None


def _step(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    now = sitting.case
    if now is None or action.get("case") != now.id:
        return sitting
    return sitting.model_copy(update={"case": now.model_copy(update={"shown": min(now.shown + 1, 4)})})


def _pick(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    now, picked = sitting.case, action.get("picked")
    if now is None or now.grade or action.get("case") != now.id or picked not in VERDICTS:
        return sitting
    choice, reason = picked, action.get("reason").strip()[:_MOST_REASON]
    desk = bench.desk(learner, sitting.zone)
    graded = desk.answer_case(bench.case(now.id), choice, reason, bench.digest, read=bench.read)
    after = {"picked": choice, "reason": reason, "grade": graded, "shown": max(now.shown, 3)}
    return sitting.model_copy(update={"case": now.model_copy(update=after)})


def _close(bench: Bench, sitting: Sitting, action: Action, learner: str) -> Sitting:
    return sitting.model_copy(update={"case": None})


_ACTS: dict[str, Callable[[Bench, Sitting, Action, str], Sitting]] = {
    "room": _room, "topic": _topic, "start": _start, "answer": _answer, "rate": _rate, "next": _next, "stop": _stop,
    "case": _case, "made": _made, "step": _step, "pick": _pick, "close": _close,
}  # fmt: skip
