"""Faults in whom a statement is about: the other therapy, the other group, another study."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checker.claims import Claim
from evals.mutation.edits import Bench, Edit, read_words

_BLINATUMOMAB = r"\bblinatumomab\b"
_CAR_T = r"\b(?<!CD22 )(?<!allogeneic )(?:CD19 )?CAR(?:-T| T)(?:[- ]cells?)?\b(?!-cell stud)"
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")


def swapped_therapy(bench: Bench) -> Iterator[Edit]:
    """Each therapy named in a claim replaced by the other; claims that hold for both are left alone."""
    both = re.compile("|".join(read_words("therapies")["both_hold"]), re.IGNORECASE)
    for claim in bench.claims:
        said = _exchanged(bench.body(claim))
        if said and not both.search(claim.text) and not chooses(claim.text):
            yield Edit(claim.start, claim.end, _with_marks(said, claim))


def wrong_study(bench: Bench) -> Iterator[Edit]:
    """A study's name replaced by that of another in its table or paragraph, which reports something else."""
    for claim in bench.claims:
        for group in read_words("studies"):
            for name, place in group.items():
                found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", bench.body(claim))
                others = [other for other, at in group.items() if at != place and not _same(bench, claim, at)]
                if found and others:
                    new = bench.rng.choice(others)
                    yield Edit(claim.start + found.start(), claim.start + found.end(), new)


def swapped_group(bench: Bench) -> Iterator[Edit]:
    """The opposite group: younger for older, light for heavy burden, without for with a transplant."""
    for claim in bench.claims:
        for entry in read_words("groups"):
            if not re.search(entry.get("not", "(?!)"), claim.text, re.IGNORECASE):
                yield from bench.swaps(claim, entry["said"], entry["new"])


def chooses(said: str) -> bool:
    """Whether a sentence makes a choice for the patient: such faults are made elsewhere."""
    return re.search("|".join(read_words("therapies")["choosing"]), said, re.IGNORECASE) is not None


def _exchanged(body: str) -> str:
    """A claim with the therapies exchanged; "" where it names none."""
    pattern = re.compile(rf"(?P<blina>{_BLINATUMOMAB})|(?P<car>{_CAR_T})", re.IGNORECASE)
    said = pattern.sub(lambda found: "CD19 CAR T cells" if found["blina"] else "blinatumomab", body)
    return said if said != body else ""


def _with_marks(said: str, claim: Claim) -> str:
    """The claim's marks put back at its end, a row's into its last cell."""
    marks = "".join(f"[{number}]" for number in claim.numbers)
    bare = re.sub(r"\s{2,}", " ", said).rstrip(" |.")
    return f"{bare} {marks}{' |' if claim.kind == 'row' else '.'}"


def _same(bench: Bench, claim: Claim, place: str) -> bool:
    """Whether another study reports the very figures of a claim."""
    told = " ".join(passage.text for passage in bench.digest.at(place))
    figures = set(_FIGURE.findall(bench.body(claim)))
    return bool(figures) and all(re.search(rf"(?<![\w.]){re.escape(one)}(?!\w)", told) for one in figures)
