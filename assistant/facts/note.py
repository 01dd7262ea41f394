"""A note prepared for reading: its plain view, its sentences, and the context of any place in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.facts.clause import Sentence, is_general, sentence_at, sentences
from assistant.facts.context import Context, context_of
from assistant.facts.view import View, view_of
from assistant.models import Fact, FactValue

_REACH = 600
"""Characters on either side of a phrase that can bear on it: more than any sentence of a note has. A row of a thousand
ages without a full stop would else be read whole for each of them."""
_GENERAL = Context(feared=True, conditional=True, other=True)


@dataclass(frozen=True)
class Note:
    """The note as all readers see it."""

    view: View
    sentences: tuple[Sentence, ...]
    supposed: bool = False
    """Whether "if" and "suppose" posit facts (a what-if is being asked) rather than leave them open."""
    seen: dict[tuple[int, int], Context] = field(default_factory=dict, compare=False, repr=False)
    generals: dict[Sentence, bool] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The plain view's text."""
        return self.view.text

    def sentence(self, place: int) -> Sentence:
        """The sentence that holds a place."""
        return sentence_at(self.sentences, place)

    def near(self, start: int, end: int) -> Sentence:
        """The sentence that holds a span, no further than what can bear on it."""
        whole = self.sentence(start)
        begin, stop = max(whole.start, start - _REACH), min(whole.end, end + _REACH)
        return whole._replace(start=begin, end=stop)

    def context(self, start: int, end: int) -> Context:
        """How the phrase at a span is meant."""
        if self.general(start):
            return _GENERAL
        if (start, end) not in self.seen:
            found = context_of(self.text, self.near(start, end), start, end)
            self.seen[start, end] = found._replace(conditional=False) if self.supposed else found
        return self.seen[start, end]

    def general(self, place: int) -> bool:
        """Whether the sentence at a place speaks of no single patient."""
        sentence = self.sentence(place)
        if sentence not in self.generals:
            self.generals[sentence] = is_general(self.text, sentence)
        return self.generals[sentence]

    def has_supposed(self) -> bool:
        """Whether any of what was looked at so far stands under an "if"."""
        return any(context.conditional for context in self.seen.values())

    def as_supposed(self) -> Note:
        """The same note, its suppositions taken as stated."""
        return Note(view=self.view, sentences=self.sentences, supposed=True)

    def fact(self, key: str, value: FactValue, span: tuple[int, int], confidence: float = 0.9, note: str = "") -> Fact:
        """A fact with the user's own words at a span of the view."""
        start, end = self.view.span(*span)
        words = self.view.source[start:end]
        return Fact(key=key, value=value, words=words, start=start, end=end, confidence=confidence, note=note)


def note_of(source: str, supposed: bool = False) -> Note:
    """A note prepared for reading."""
    view = view_of(source)
    return Note(view=view, sentences=sentences(view.text), supposed=supposed)
