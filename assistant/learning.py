"""Middle layers of the embedding model, with one linear head over their states, made to tell something.

1. A text goes through the model's first `FIRST` layers unchanged; copies of the next `LAYERS` learn, and so does the
   head.
2. What is told, from which states, and how it is judged is the caller's: `facts.meaning.learn` and `sense.learn`.

Needs torch; using what was learned does not. The same batches, seed and machine give the same weights, up to the order
in which its cores add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.adapted import Adapters, layers_of, through

FIRST, LAYERS = 2, 2
_RATES = (4e-4, 3e-3)
"""Peak learning rates of the layers and of the head; both rise over a tenth of the steps, then fall to nothing."""
_RISE, _LEAST = 0.1, 0.02
_DECAY = 0.01
_DROPOUT = 0.1
_LONGEST_STEP = 1.0
"""Gradients are cut to this length."""


class Batch(NamedTuple):
    """Texts of one step: token ids and mask (texts, tokens), and what they should be told as."""

    ids: Any
    mask: Any
    wanted: Any


class Task(NamedTuple):
    """What is learned."""

    inputs: int
    """Numbers the head reads, for a token or a text."""
    outputs: int
    epochs: int
    batches: Callable[[int], tuple[int, Iterable[Batch]]]
    """How many batches an epoch has, about as many in each, and the batches, made as they are needed."""
    read: Callable[[Any, Any], Any]
    """What the head reads of the layers' states (texts, tokens, dimension) and the mask."""
    loss: Callable[[Any, Any], Any]
    """Of the head's scores and what was wanted."""


class Learned(NamedTuple):
    """Changes to the layers, and the head: slopes (inputs, outputs) and bias."""

    adapters: Adapters
    slopes: NDArray[np.float32]
    bias: NDArray[np.float32]


def learn_task(task: Task, transformer: Any, done: Callable[[int, int], None], seed: int) -> Learned:
    """Layers and a head that tell what the task wants; `done` hears of each epoch."""
    import torch

    torch.manual_seed(seed)
    layers, head = layers_of(transformer, FIRST, LAYERS), torch.nn.Linear(task.inputs, task.outputs)
    parts = zip((layers, head), _RATES, strict=True)
    descent = torch.optim.AdamW(
        [{"params": list(part.parameters()), "lr": rate} for part, rate in parts], weight_decay=_DECAY
    )
    step, steps = 0, 0
    for epoch in range(task.epochs):
        layers.train()
        count, batches = task.batches(epoch)
        steps = steps or count * task.epochs
        for batch in batches:
            for group, peak in zip(descent.param_groups, _RATES, strict=True):
                group["lr"] = peak * max(min(1.0, step / steps / _RISE) * (1 - step / steps), _LEAST)
            states = through(layers, _below(transformer, batch), batch.mask)
            read = torch.nn.functional.dropout(task.read(states, batch.mask), _DROPOUT)
            loss = task.loss(head(read), batch.wanted)
            descent.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*layers.parameters(), *head.parameters()], _LONGEST_STEP)
            descent.step()
            step += 1
        done(epoch + 1, task.epochs)
    own = layers_of(transformer, FIRST, LAYERS).state_dict()
    changes = {name: (weight - own[name]).numpy() for name, weight in layers.state_dict().items()}
    slopes = head.weight.detach().T.numpy().copy()
    return Learned(Adapters(FIRST, LAYERS, changes), slopes, head.bias.detach().numpy())


def _below(transformer: Any, batch: Batch) -> Any:
    """States before the layers that learn."""
    import torch

    with torch.no_grad():
        return through(transformer.encoder.layer[:FIRST], transformer.embeddings(input_ids=batch.ids), batch.mask)
