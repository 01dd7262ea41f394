"""Weights from the phrase banks and marked notes: layers of the embedding model, made to tell facts.

1. The head says of each token what it tells of each fact.
2. Whole notes are learned from as they are; phrases of the banks in ever new made-up notes, so that a clause is read
   beside others.
3. The softmax loss of each fact is smoothed, and words that nobody marked count less (`lessons`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import numpy as np

from assistant.facts.meaning.lessons import Lesson, note_lesson, phrase_lesson, phrase_notes
from assistant.facts.meaning.weights import Weights, heads_of
from assistant.learning import Batch, Task, learn_task
from corpus.meaning import MarkedNote, PhraseBank
from index.adapted import Adapters

_EPOCHS = 8
_TOKENS = 1600
"""Tokens of one step, padding included."""
_SMOOTHING = 0.02


def learn(
    banks: Sequence[PhraseBank],
    notes: Sequence[MarkedNote],
    transformer: Any,
    tokenizer: Any,
    examples_hash: str,
    done: Callable[[int, int], None] = lambda at, of: None,
    epochs: int = _EPOCHS,
    seed: int = 0,
) -> tuple[Adapters, Weights]:
    """Changes to the transformer's layers and weights of the facts' heads; `done` hears of each epoch."""
    chance, heads = Random(seed), heads_of(banks)
    known = [note_lesson(note, banks, tokenizer) for note in notes]

    def batches(epoch: int) -> tuple[int, Iterator[Batch]]:
        # Every other time phrases stand alone too, as short messages do.
        made_up = [phrase_lesson(note, banks, tokenizer) for note in phrase_notes(banks, chance, 2 - epoch % 2)]
        laid_out = _laid_out([*known, *made_up], chance)
        return len(laid_out), map(_padded, laid_out)

    def loss(scores: Any, wanted: tuple[Any, Any]) -> Any:
        return _loss(scores, *wanted, heads)

    task = Task(transformer.config.hidden_size, heads[-1].columns.stop, epochs, batches, _each_token, loss)
    adapters, slopes, bias = learn_task(task, transformer, done, seed)
    return adapters, Weights(heads, slopes, bias, examples_hash)


def _each_token(states: Any, mask: Any) -> Any:
    return states


def _loss(scores: Any, kinds: Any, weights: Any, heads: Sequence[Any]) -> Any:
    import torch

    total = 0
    for at, head in enumerate(heads):
        own = scores[..., head.columns]
        each = torch.nn.functional.cross_entropy(
            own.reshape(-1, own.shape[-1]), kinds[..., at].reshape(-1), reduction="none", label_smoothing=_SMOOTHING
        )
        total = total + (each * weights[..., at].reshape(-1)).sum()
    return total / weights.sum() * len(heads)


def _laid_out(lessons: Sequence[Lesson], chance: Random) -> list[list[Lesson]]:
    """Lessons of like length together, in a random order."""
    ordered = sorted(lessons, key=lambda lesson: len(lesson.ids) + 8 * chance.random())
    batches: list[list[Lesson]] = [[]]
    for lesson in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(lesson.ids) > _TOKENS:
            batches.append([])
        batches[-1].append(lesson)
    chance.shuffle(batches)
    return batches


def _padded(batch: Sequence[Lesson]) -> Batch:
    """Lessons filled up to the longest one; wanted are kinds and weights."""
    import torch

    longest, facts = max(len(lesson.ids) for lesson in batch), batch[0].kinds.shape[1]
    ids, mask = (np.zeros((len(batch), longest), np.int64) for _ in range(2))
    kinds = np.zeros((len(batch), longest, facts), np.int64)
    weights = np.zeros((len(batch), longest, facts), np.float32)
    for row, lesson in enumerate(batch):
        here = slice(len(lesson.ids))
        ids[row, here], mask[row, here], kinds[row, here], weights[row, here] = lesson.ids, 1, *lesson[1:]
    wanted = (torch.from_numpy(kinds), torch.from_numpy(weights))
    return Batch(torch.from_numpy(ids), torch.from_numpy(mask), wanted)
