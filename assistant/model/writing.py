"""How a model's answer comes about: draft, check of each sentence, one repair, cut back. Pure over a Chat.

1. The model drafts. Each sentence is held against the gate as soon as it is whole; one that passes is given out.
2. What failed is sent back once, with what was found; sentences of the new text that pass follow those given out.
3. What still fails is not shown. What was given out is never taken back or changed: it can be streamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from assistant.checker.claims import Claim
from assistant.model.brief import Brief
from assistant.model.errors import FailedError, Kind
from assistant.model.gate import Gate
from assistant.model.marking import Marking
from assistant.model.open import Chat
from assistant.model.prompts import Prompts
from assistant.model.sentences import spoken
from assistant.models import Citation
from corpus.lexicon import fold
from corpus.models import Frozen

_MOST_SENTENCES = 24
"""Sentences read of one reply; a small model may go on for ever."""
_MOST_FINDINGS = 6


class Cut(Frozen):
    """A sentence of the model that is not shown, and why."""

    text: str
    why: str


class Written(Frozen):
    """What became of a model's writing."""

    text: str = ""
    citations: tuple[Citation, ...] = ()
    tells_verdict: bool = False
    tried: int = 0
    """Sentences it wrote, repeated ones left out."""
    kept: int = 0
    cut: tuple[Cut, ...] = ()
    repaired: int = 0
    """Sentences kept from the second text, in place of failed ones."""
    marked: int = 0
    """Sentences kept whose mark was missing or wrong, and set to the passage that carries them."""
    failure: Kind | None = None
    """What ended the writing early."""
    detail: str = ""
    """Of the failure, without secrets."""

    @property
    def cut_back(self) -> bool:
        """Whether something it wrote is missing from what is shown."""
        return len(self.cut) > self.repaired or self.failure is not None


class Writing:
    """One answer being written; `pieces` runs it, `written` tells what came of it."""

    def __init__(self, brief: Brief, prompts: Prompts, chat: Chat, gate: Gate) -> None:
        self._brief, self._prompts, self._chat, self._gate = brief, prompts, chat, gate
        self._marking = Marking(brief.passages)
        self._shown: list[str] = []
        self._seen: set[str] = set()
        self._told: list[frozenset[str]] = []
        """Words of each sentence shown: one that only says less again is not shown."""
        self._cut: list[Cut] = []
        self._tells_verdict, self._repaired, self._marked = False, 0, 0
        self._failure: FailedError | None = None

    def pieces(self) -> Iterator[str]:
        """The sentences that pass, each as soon as it has; joined they are the text."""
        try:
            yield from self._round(self._prompts.answer)
            if self._findings():
                drafted = len(self._shown)
                yield from self._round(self._prompts.repair, self._findings())
                self._repaired = len(self._shown) - drafted
        except FailedError as failure:
            self._failure = failure

    def written(self) -> Written:
        """What was kept, cut and tried so far."""
        return Written(
            text="".join(self._shown), citations=self._marking.citations(), tells_verdict=self._tells_verdict,
            tried=len(self._shown) + len(self._cut), kept=len(self._shown), cut=tuple(self._cut),
            repaired=self._repaired, marked=self._marked, failure=self._failure.kind if self._failure else None,
            detail=self._failure.detail if self._failure else "",
        )  # fmt: skip

    def _round(self, prompt: str, findings: str = "") -> Iterator[str]:
        messages = self._brief.messages(prompt, findings)
        for claim in islice(_read(self._chat(messages)), _MOST_SENTENCES):
            piece = self._piece(claim)
            if piece:
                yield piece

    def _piece(self, claim: Claim) -> str:
        """The sentence as it is shown; empty where it repeats another or fails."""
        said = frozenset(re.findall(r"\w+", fold(claim.clean)))
        if claim.text in self._seen or any(said <= earlier for earlier in self._told):
            return ""
        self._seen.add(claim.text)
        judged = self._gate.judged(claim)
        if judged.fault:
            self._cut.append(Cut(text=claim.text, why=judged.fault))
            return ""
        self._told.append(said)
        self._marked += judged.marked
        self._tells_verdict = self._tells_verdict or self._gate.tells_verdict(claim)
        piece = (" " if self._shown else "") + self._marking.kept(judged.claim)
        self._shown.append(piece)
        return piece

    def _findings(self) -> str:
        """The failed sentences with what was found, as many as there is room for."""
        told: list[str] = []
        room = self._brief.hints
        for cut in self._cut[:_MOST_FINDINGS]:
            line = f"- {cut.text}\n  Found: {cut.why}"
            room -= len(line) + 1
            if room < 0:
                break
            told.append(line)
        return "\n".join(told)


def _read(reply: Iterable[str]) -> Iterator[Claim]:
    """The sentences of a reply. Raises FailedError, also where the text is such that it cannot be cut into any."""
    try:
        yield from spoken(reply)
    except FailedError:
        raise
    except Exception as error:  # a text that breaks the splitter is no answer
        raise FailedError("broken", type(error).__name__) from error
