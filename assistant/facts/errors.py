"""What can go wrong with patient facts.

FactError      a case given as data cannot be used: the user mends the named key
LexiconError   a phrase file under corpus/lexicon/facts is broken: the maintainer mends the file
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
