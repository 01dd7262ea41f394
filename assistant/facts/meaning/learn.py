"""Weights from the phrase banks and marked notes: middle layers of the embedding model, made to tell facts.

1. A text goes through the model's first `FIRST` layers unchanged; the next `LAYERS` learn, and so does one linear head
   that says of each token what it tells of each fact.
2. Whole notes are learned from as they are; phrases of the banks in ever new made-up notes, so that a clause is read
   beside others.
3. The softmax loss of each fact is smoothed, and words that nobody marked count less (`lessons`).

Needs torch; reading a note does not. The same examples, seed and machine give the same weights, up to the order in
which its cores add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import numpy as np

from assistant.facts.meaning.lessons import Lesson, note_lesson, phrase_lesson, phrase_notes
from assistant.facts.meaning.weights import Weights, heads_of
from corpus.meaning import MarkedNote, PhraseBank
from index.adapted import Adapters, layers_of, through

FIRST, LAYERS = 2, 2
_EPOCHS = 8
_RATES = (4e-4, 3e-3)
"""Peak learning rates of the layers and of the head; both rise over a tenth of the steps, then fall to nothing."""
_RISE = 0.1
_TOKENS = 1600
"""Tokens of one step, padding included."""
_SMOOTHING = 0.02
_DROPOUT = 0.1
_LONGEST_STEP = 1.0
"""Gradients are cut to this length."""


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
    import torch

    torch.manual_seed(seed)
    chance, heads = Random(seed), heads_of(banks)
    layers = layers_of(transformer, FIRST, LAYERS)
    head = torch.nn.Linear(transformer.config.hidden_size, heads[-1].columns.stop)
    rates = [
        {"params": list(layers.parameters()), "lr": _RATES[0]},
        {"params": list(head.parameters()), "lr": _RATES[1]},
    ]
    descent = torch.optim.AdamW(rates, weight_decay=0.01)
    known = [note_lesson(note, banks, tokenizer) for note in notes]
    step, steps = 0, 0
    for epoch in range(epochs):
        # Every other time phrases stand alone too, as short messages do.
        made_up = [phrase_lesson(note, banks, tokenizer) for note in phrase_notes(banks, chance, 2 - epoch % 2)]
        batches = list(_batches([*known, *made_up], chance))
        steps = steps or len(batches) * epochs
        layers.train()
        for batch in batches:
            share = step / steps
            for group, peak in zip(descent.param_groups, _RATES, strict=True):
                group["lr"] = peak * max(min(1.0, share / _RISE) * (1 - share), 0.02)
            ids, mask, kinds, weights = _padded(batch)
            states = through(layers, _below(transformer, ids, mask), mask)
            scores = head(torch.nn.functional.dropout(states, _DROPOUT))
            loss = _loss(scores, kinds, weights, heads)
            descent.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*layers.parameters(), *head.parameters()], _LONGEST_STEP)
            descent.step()
            step += 1
        done(epoch + 1, epochs)
    own = layers_of(transformer, FIRST, LAYERS).state_dict()
    changes = {name: (weight - own[name]).numpy() for name, weight in layers.state_dict().items()}
    slopes, bias = head.weight.detach().T.numpy(), head.bias.detach().numpy()
    return Adapters(FIRST, LAYERS, changes), Weights(heads, slopes.copy(), bias, examples_hash)


def _below(transformer: Any, ids: Any, mask: Any) -> Any:
    """States before the layers that learn."""
    import torch

    with torch.no_grad():
        return through(transformer.encoder.layer[:FIRST], transformer.embeddings(input_ids=ids), mask)


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


def _batches(lessons: Sequence[Lesson], chance: Random) -> Iterator[list[Lesson]]:
    """Lessons of like length together, in a random order."""
    ordered = sorted(lessons, key=lambda lesson: len(lesson.ids) + 8 * chance.random())
    batches: list[list[Lesson]] = [[]]
    for lesson in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(lesson.ids) > _TOKENS:
            batches.append([])
        batches[-1].append(lesson)
    chance.shuffle(batches)
    return iter(batches)


def _padded(batch: Sequence[Lesson]) -> tuple[Any, ...]:
    """Token ids, mask, kinds and weights of lessons, filled up to the longest one."""
    import torch

    longest, facts = max(len(lesson.ids) for lesson in batch), batch[0].kinds.shape[1]
    ids, mask = (np.zeros((len(batch), longest), np.int64) for _ in range(2))
    kinds = np.zeros((len(batch), longest, facts), np.int64)
    weights = np.zeros((len(batch), longest, facts), np.float32)
    for row, lesson in enumerate(batch):
        here = slice(len(lesson.ids))
        ids[row, here], mask[row, here], kinds[row, here], weights[row, here] = lesson.ids, 1, *lesson[1:]
    return tuple(torch.from_numpy(array) for array in (ids, mask, kinds, weights))
