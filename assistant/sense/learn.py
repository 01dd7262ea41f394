"""Weights from the example questions: layers of the embedding model, made to tell what a question asks.

1. The head reads the pooled states: a sigmoid for each thing that may be asked, a softmax over the kinds, and a shift
   that brings the question's own vector nearest to the passage that answers it, of all passages (a softmax over their
   cosines).
2. Each time an example is seen, other studies are named in it, and now and then a letter is lost or swapped, so that
   neither names nor spelling are what is learned.
3. Examples of which nobody has said what they ask for, or what answers them, teach the rest alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from assistant.learning import Batch, Task, learn_task
from assistant.sense.weights import Weights
from corpus.asking import KINDS, OTHER, STUDY, Example
from index.adapted import Adapters
from index.embed import Vectors

_EPOCHS = 8
_BATCH = 48
_TOKENS = 96
_SMOOTHING = 0.03
_ASKED = 5.0
"""What something that is asked for counts against one thing that is not: most are not."""
_KIND, _ANSWER = 1.5, 0.7
"""What the kind, and the passage that answers, count against what is asked for."""
_SHARPNESS = 30.0
"""Cosines times this are what the softmax over the passages sees."""
_TYPO, _SMALL, _BARE = 0.15, 0.2, 0.1
"""How often a letter goes wrong, capitals are lost, and the last stop is."""


class Passages(NamedTuple):
    """What may answer: ids, and vectors of length 1 (passages, dimension); `embed` gives those of questions."""

    ids: Sequence[str]
    vectors: Vectors
    embed: Callable[[Sequence[str]], Vectors]


class _Lesson(NamedTuple):
    """A batch's examples, their texts' own vectors, and the number of the passage that answers each, -1 for none."""

    examples: Sequence[Example]
    vectors: Any
    answers: Any


def learn(
    examples: Sequence[Example],
    names: Mapping[str, Sequence[str]],
    passages: Passages,
    transformer: Any,
    tokenizer: Any,
    examples_hash: str,
    done: Callable[[int, int], None] = lambda at, of: None,
    epochs: int = _EPOCHS,
    seed: int = 0,
) -> tuple[Adapters, Weights]:
    """Changes to the transformer's layers and weights of the labels.

    `names`: what studies are called, by their row's locator; `done` hears of each epoch.
    """
    import torch

    chance, asks = Random(seed), asked_in(examples)
    numbers = {own: number for number, own in enumerate(passages.ids)}
    vectors = torch.from_numpy(passages.vectors)

    def batches(epoch: int) -> tuple[int, Iterator[Batch]]:
        laid_out = _laid_out(examples, chance)
        return len(laid_out), (encoded(batch) for batch in laid_out)

    def encoded(batch: Sequence[Example]) -> Batch:
        """Questions as they may be asked today."""
        today = [named(one, names, chance) for one in batch]
        texts = [worn(one.text, chance) for one in today]
        answers = torch.tensor([numbers.get(one.answered_by, -1) for one in today])
        ids = tokenizer(texts, padding=True, truncation=True, max_length=_TOKENS, return_tensors="pt")
        lesson = _Lesson(batch, torch.from_numpy(passages.embed(texts)), answers)
        return Batch(ids["input_ids"], ids["attention_mask"], lesson)

    def loss(scores: Any, lesson: _Lesson) -> Any:
        labels = len(asks) + len(KINDS)
        answered = _answer_loss(scores[:, labels:], lesson, vectors)
        return _loss(scores[:, :labels], lesson.examples, asks) + _ANSWER * answered

    outputs = len(asks) + len(KINDS) + vectors.shape[1]
    task = Task(2 * transformer.config.hidden_size, outputs, epochs, batches, _pooled, loss)
    adapters, slopes, bias = learn_task(task, transformer, done, seed)
    return adapters, Weights(asks, KINDS, slopes, bias, examples_hash)


def asked_in(examples: Sequence[Example]) -> tuple[str, ...]:
    """All that some example asks for, each once."""
    return tuple(dict.fromkeys(ask for one in examples for ask in one.asks or ()))


def named(one: Example, names: Mapping[str, Sequence[str]], chance: Random) -> Example:
    """The example with studies named in it, and the first one's cell as what answers it."""
    study, other = chance.choice(list(names)), chance.choice(list(names))
    text = one.text.replace(STUDY, chance.choice(names[study])).replace(OTHER, chance.choice(names[other]))
    return one.model_copy(update={"text": text, "answered_by": one.answered_by.replace(STUDY, study)})


def worn(text: str, chance: Random) -> str:
    """The question as it might be typed in haste."""
    if chance.random() < _TYPO and len(text) > 12:
        at = chance.randrange(1, len(text) - 2)
        lost = chance.random() < 0.5
        text = text[:at] + ("" if lost else text[at + 1] + text[at]) + text[at + (1 if lost else 2) :]
    if chance.random() < _SMALL:
        text = text.lower()
    return text.rstrip("?.") if chance.random() < _BARE else text


def _laid_out(examples: Sequence[Example], chance: Random) -> list[list[Example]]:
    """Examples of like length together, in a random order."""
    ordered = sorted(examples, key=lambda one: len(one.text) + 20 * chance.random())
    batches = [ordered[at : at + _BATCH] for at in range(0, len(ordered), _BATCH)]
    chance.shuffle(batches)
    return batches


def _pooled(states: Any, mask: Any) -> Any:
    """The pooled states (texts, 2 x dimension), as `weights.pooled` pools them."""
    import torch

    real = mask.unsqueeze(-1).float()
    mean = (states * real).sum(1) / real.sum(1)
    return torch.cat([mean, (states + (real - 1) * 1e4).max(1).values], 1)


def _loss(scores: Any, batch: Sequence[Example], asks: Sequence[str]) -> Any:
    import torch

    said = torch.tensor([one.asks is not None for one in batch])
    wanted = torch.tensor([[float(ask in (one.asks or ())) for ask in asks] for one in batch])
    each = torch.nn.functional.binary_cross_entropy_with_logits(scores[:, : len(asks)], wanted, reduction="none")
    asked = (each * (1 + (_ASKED - 1) * wanted)).sum(1)[said].sum() / len(batch)
    kinds = torch.tensor([KINDS.index(one.kind) for one in batch])
    kind = torch.nn.functional.cross_entropy(scores[:, len(asks) :], kinds, label_smoothing=_SMOOTHING)
    return asked + _KIND * kind


def _answer_loss(shifts: Any, lesson: _Lesson, passages: Any) -> Any:
    """How far from the passages that answer the shifted questions are; 0 where none has such a passage."""
    import torch

    known = lesson.answers >= 0
    if not known.any():
        return shifts.sum() * 0.0
    toward = torch.nn.functional.normalize(lesson.vectors[known] + shifts[known], dim=1)
    scores = _SHARPNESS * toward @ passages.T
    each = torch.nn.functional.cross_entropy(
        scores, lesson.answers[known], label_smoothing=_SMOOTHING, reduction="none"
    )
    return each.sum() / len(known)
