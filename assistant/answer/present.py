"""A finished turn as the answer object of the contract, and an answer in the pieces in which it is streamed."""

from __future__ import annotations

import re
from typing import Any

from assistant.answer.doubts import doubts
from assistant.library import Library
from assistant.models import Answer, Status
from assistant.since import since
from assistant.turn import Turn

_OF_MODELS = {"note", "model", "prompts_hash"}
_PIECE = re.compile(r".+?(?:[.!?](?=\s)\s*|\n+|\Z)", re.DOTALL)


def as_answer(turn: Turn, library: Library, criteria_hash: str) -> Answer:
    """The answer object. A declined question has no citations and no recommendation."""
    checks = turn.report.checks if turn.report else ()
    verdict = turn.verdict if not turn.declined else None
    return Answer(
        status=_status(turn), answer=turn.text, citations=library.quoted(turn.citations),
        recommendation=turn.recommendation if verdict else None,
        case=turn.case if turn.about_patient else None,
        criteria=verdict.criteria if verdict else (), would_change=verdict.would_change if verdict else (),
        would_change_together=verdict.would_change_together if verdict else (),
        missing=verdict.missing if verdict else (), doubts=doubts(turn.case) if verdict else (),
        since=since(turn), checks=(*checks, *turn.beside), mended=turn.mended,
        engine=turn.engine, note=turn.note, model=turn.model, prompts_hash=turn.prompts_hash,
        corpus_name=library.shown.name, corpus_hash=library.shown.hash, criteria_hash=criteria_hash,
        timings_ms=turn.timings_ms,
    )  # fmt: skip


def _status(turn: Turn) -> Status:
    if turn.declined:
        return "abstained"
    return "needs_facts" if turn.recommendation == "insufficient" else "answered"


def pieces(text: str) -> list[str]:
    """The text cut after sentences and lines; joined again it is the same text."""
    return _PIECE.findall(text)


def as_object(answer: Answer) -> dict[str, Any]:
    """The answer as the contract's JSON object (design.md section 6)."""
    told_anew = {"case", "corpus_name", "corpus_hash", "criteria"}
    # Only an answer that a language model was asked for tells of one.
    record = answer.model_dump(mode="json", exclude=told_anew | (set() if answer.model else _OF_MODELS))
    if not answer.mended:
        del record["mended"]
    record["case"] = answer.case.values() if answer.case else {}
    record["corpus"] = {"name": answer.corpus_name, "hash": answer.corpus_hash}
    record["criteria"] = [
        state.model_dump(mode="json", include={"id", "point", "effect", "weight", "toward", "state", "locators"})
        for state in answer.criteria
    ]
    return record
