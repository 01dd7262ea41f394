"""Learns how notes tell facts anew, from the phrases and notes under corpus/meaning; run it after a change to them.

.venv/bin/python scripts/meaning.py            learn and write layers.npz and heads.npz there (a quarter of an hour)
.venv/bin/python scripts/meaning.py --try      learn from five sixths, say how well the rest is read
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import Progress

from assistant.facts.meaning.learn import learn
from assistant.facts.meaning.scorer import told
from assistant.facts.meaning.weights import HEADS, LAYERS
from assistant.facts.view import view_of
from corpus.meaning import UNSTATED, MarkedNote, PhraseBank, examples_hash, load_marked_notes, load_phrase_banks
from index.adapted import adapted_layers, through, write_adapters
from index.embed import States
from index.model import find_model

_FOLDS = 6
_TOKENS = 256


def main(arguments: Sequence[str]) -> None:
    """Learns, and writes or tries."""
    transformer, tokenizer = _model()
    notes, banks = load_marked_notes(), load_phrase_banks()
    held = (
        np.random.default_rng(0).integers(0, _FOLDS, len(notes)) == 0 if "--try" in arguments else [False] * len(notes)
    )
    kept = [note for note, out in zip(notes, held, strict=True) if not out]
    with Progress() as progress:
        task = progress.add_task("Learning", total=None)
        adapters, weights = learn(
            banks, kept, transformer, tokenizer, examples_hash(),
            lambda done, of: progress.update(task, completed=done, total=of),
        )  # fmt: skip
    if "--try" in arguments:
        layers = adapted_layers(transformer, adapters).eval()
        asked = [note for note, out in zip(notes, held, strict=True) if out]
        return _say(
            asked, banks, [_states(note, transformer, layers, adapters.first, tokenizer) for note in asked], weights
        )
    write_adapters(LAYERS, adapters)
    HEADS.write_bytes(weights.as_bytes())


def _model() -> tuple[Any, Any]:
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    torch.set_num_threads(os.cpu_count() or 1)
    source = find_model().source
    tokenizer = Tokenizer.from_file(str(Path(source) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_TOKENS)
    return AutoModel.from_pretrained(source, local_files_only=True).eval(), tokenizer


def _states(note: MarkedNote, transformer: Any, layers: Any, first: int, tokenizer: Any) -> States:
    import torch

    encoding = tokenizer.encode(view_of(note.text).text)
    ids = torch.tensor([encoding.ids])
    with torch.no_grad():
        mask = torch.ones_like(ids)
        below = through(transformer.encoder.layer[:first], transformer.embeddings(input_ids=ids), mask)
        return States(through(layers, below, mask)[0].numpy(), tuple(encoding.offsets))


def _say(notes: Sequence[MarkedNote], banks: Sequence[PhraseBank], states: Sequence[States], weights: Any) -> None:
    """Of the values that notes tell: how many are read at each chance, and how often a reading of it is right."""
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        count: Counter[str] = Counter()
        for note, state in zip(notes, states, strict=True):
            for bank, head in zip(banks, weights.heads, strict=True):
                truth = {bank.value(m.value) for m in note.marks if m.key == bank.key and m.value != UNSTATED}
                best = told(weights.scores(state.vectors), state.spans, head)
                count["told"] += bool(truth)
                if best and best.chance >= least:
                    count["right" if best.value in truth else "wrong" if truth else "invented"] += 1
        print(f"chance >= {least}: {dict(count)}")


if __name__ == "__main__":
    main(sys.argv[1:])
