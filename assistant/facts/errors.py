"""What can go wrong with patient facts.

FactError      a case given as data cannot be used: the user mends the named key
LexiconError   a phrase file under corpus/lexicon/facts is broken: the maintainer mends the file
WeightsError   what was learned from corpus/meaning is missing, damaged or of another version: it is learned anew
"""

from __future__ import annotations


class FactError(ValueError):
    """A fact of a given case cannot be used; the message names key, value, what was wanted and the remedy."""

    def __init__(self, key: str, value: object, wanted: str, remedy: str) -> None:
        self.key, self.value, self.wanted, self.remedy = key, value, wanted, remedy
        super().__init__(f"case key {key!r}: got {value!r}, wanted {wanted}. {remedy}")


class LexiconError(ValueError):
    """A phrase file cannot be read or compiled; the message names file, entry and fault."""

    def __init__(self, file: str, entry: str, fault: str) -> None:
        self.file, self.entry, self.fault = file, entry, fault
        super().__init__(f"corpus/lexicon/facts/{file}, {entry!r}: {fault}")


class WeightsError(ValueError):
    """The weights learned from the phrase banks cannot be used."""

    def __init__(self, file: str, got: str, fault: str) -> None:
        self.file, self.got, self.fault = file, got, fault
        super().__init__(
            f"corpus/meaning/{file}: got {got}, wanted weights learned from the phrase banks beside it ({fault}). "
            "Learn them anew: python scripts/meaning.py"
        )
