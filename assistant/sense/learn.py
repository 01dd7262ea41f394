"""Weights from the example questions: layers of the embedding model, made to tell what a question asks.

1. The head reads the pooled states: a sigmoid for each thing that may be asked, a softmax over the kinds.
2. Each time an example is seen, other studies are named in it, and now and then a letter is lost or swapped, so that
   neither names nor spelling are what is learned.
3. Examples of which nobody has said what they ask for teach their kind alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from assistant.learning import Batch, Task, learn_task
from assistant.sense.weights import Weights
from corpus.asking import KINDS, OTHER, STUDY, Example
from index.adapted import Adapters

_EPOCHS = 9
_BATCH = 48
_TOKENS = 96
_SMOOTHING = 0.03
_ASKED = 3.0
"""What something that is asked for counts against one thing that is not: most are not."""
_KIND = 1.5
"""What the kind counts against what is asked for."""
_TYPO, _SMALL, _BARE = 0.15, 0.2, 0.1
"""How often a letter goes wrong, capitals are lost, and the last stop is."""


def learn(
    examples: Sequence[Example],
    names: Sequence[str],
    transformer: Any,
    tokenizer: Any,
    examples_hash: str,
    done: Callable[[int, int], None] = lambda at, of: None,
    epochs: int = _EPOCHS,
    seed: int = 0,
) -> tuple[Adapters, Weights]:
    """Changes to the transformer's layers and weights of the labels; `names`: studies; `done` hears of each epoch."""
    chance, asks = Random(seed), asked_in(examples)

    def batches(epoch: int) -> tuple[int, Iterator[Batch]]:
        laid_out = _laid_out(examples, chance)
        return len(laid_out), (_encoded(batch, names, tokenizer, chance) for batch in laid_out)

    def loss(scores: Any, batch: Sequence[Example]) -> Any:
        return _loss(scores, batch, asks)

    task = Task(2 * transformer.config.hidden_size, len(asks) + len(KINDS), epochs, batches, _pooled, loss)
    adapters, slopes, bias = learn_task(task, transformer, done, seed)
    return adapters, Weights(asks, KINDS, slopes, bias, examples_hash)


def _encoded(batch: Sequence[Example], names: Sequence[str], tokenizer: Any, chance: Random) -> Batch:
    """Questions as they may be asked today."""
    texts = [worn(named(one.text, names, chance), chance) for one in batch]
    encoded = tokenizer(texts, padding=True, truncation=True, max_length=_TOKENS, return_tensors="pt")
    return Batch(encoded["input_ids"], encoded["attention_mask"], batch)


def asked_in(examples: Sequence[Example]) -> tuple[str, ...]:
    """All that some example asks for, each once."""
    return tuple(dict.fromkeys(ask for one in examples for ask in one.asks or ()))


def named(text: str, names: Sequence[str], chance: Random) -> str:
    """The example with studies named in it."""
    return text.replace(STUDY, chance.choice(names)).replace(OTHER, chance.choice(names))


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
