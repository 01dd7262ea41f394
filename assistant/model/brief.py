"""What the model is given: numbered passages, the verdict and its criteria, the question. Pure.

The built-in answer is not part of it: the passages that it cites are, first among those found by search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.answer.wording import wording
from assistant.model.errors import FailedError
from assistant.model.prompts import Prompts
from assistant.models import Verdict
from assistant.turn import Turn
from corpus.digest import Digest
from corpus.models import Frozen, Passage

_MOST = 12
"""Passages: more of them than an answer of six sentences can use only draw a model away from the best."""
_CRITERIA = 8
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class Message(Frozen):
    """One message to a chat model."""

    role: Literal["system", "user"]
    text: str


class Brief(Frozen):
    """All that a model is given for one question, and all that it may cite."""

    system: str
    passages: tuple[Passage, ...]
    """As numbered: the first is [1]."""
    listed: str
    """The passages with their marks, as they stand in the prompts."""
    verdict: str
    """The verdict and criteria as they stand in the prompts; empty where no patient is asked about."""
    question: str
    limit: int
    """Characters of all that is sent at once."""
    hints: int
    """Characters of them kept free for the findings of a repair."""

    def messages(self, prompt: str, findings: str = "") -> tuple[Message, ...]:
        """The messages of one request. Raises FailedError where they are longer than the limit."""
        fields = {"passages": self.listed, "verdict": self.verdict, "question": self.question}
        user = prompt.format(**fields, **({"findings": findings} if findings else {}))
        if len(self.system) + len(user) > self.limit:
            raise FailedError("limited", f"{len(self.system) + len(user)} characters to send, {self.limit} allowed")
        return (Message(role="system", text=self.system), Message(role="user", text=user))


def brief_of(turn: Turn, digest: Digest, prompts: Prompts, limit: int) -> Brief:
    """The brief of a turn that is not declined, within `limit` characters.

    Raises FailedError where no passage fits: a model with nothing to cite could only invent.
    """
    verdict = _verdict_part(turn.verdict, prompts) if turn.verdict else ""
    question = " ".join(turn.request.question.split())
    fixed = len(prompts.system) + max(len(prompts.answer), len(prompts.repair)) + len(verdict) + len(question)
    passages = _within(_offered(turn, digest), limit - fixed - room_for_findings(limit))
    if not passages:
        raise FailedError("limited", f"no passage fits into {limit} characters beside the question")
    listed = "\n".join(_line(number, passage) for number, passage in enumerate(passages, 1))
    return Brief(
        system=prompts.system, passages=passages, listed=listed, verdict=verdict, question=question, limit=limit,
        hints=room_for_findings(limit),
    )  # fmt: skip


def room_for_findings(limit: int) -> int:
    """Characters kept free for what is sent back with a draft's failed sentences."""
    return limit // 6


def verdict_said(verdict: Verdict) -> str:
    """The verdict as a sentence without mark or markup."""
    return str(wording()["bottom_line"][verdict.recommendation]).format(marks="").replace("**", "").replace(" .", ".")


def _verdict_part(verdict: Verdict, prompts: Prompts) -> str:
    true = [state for state in verdict.criteria if state.state == "true"][:_CRITERIA]
    points = "\n".join(f"- {state.point}" for state in true) or "- none so far"
    return prompts.verdict.format(verdict=verdict_said(verdict), criteria=points)


def _offered(turn: Turn, digest: Digest) -> list[Passage]:
    """Passages worth citing, the evidence of the criteria or of the cells asked for first; each once."""
    first = [passage for citation in turn.citations for passage in digest.at(citation.locators[0])[:1]]
    wanted = turn.asked is not None and turn.asked.source
    found = [item.passage for item in turn.ranked if wanted or item.passage.kind != "reference"]
    return list({passage.id: passage for passage in (*first, *found)}.values())[:_MOST]


def _within(passages: Sequence[Passage], room: int) -> tuple[Passage, ...]:
    """As many of the passages, from the first, as fit."""
    kept: list[Passage] = []
    for number, passage in enumerate(passages, 1):
        room -= len(_line(number, passage)) + 1
        if room < 0:
            break
        kept.append(passage)
    return tuple(kept)


def _line(number: int, passage: Passage) -> str:
    """A passage as a model reads it: its mark where an answer has it, so that even copying marks rightly."""
    if passage.kind == "reference":
        return f"- {passage.text.rstrip('.')} [{number}]."
    said = [f"{sentence.rstrip('.')} [{number}]." for sentence in _SENTENCE_END.split(passage.text.strip())]
    return f"- {' '.join(said)}"
