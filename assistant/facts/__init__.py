"""Patient facts: read from a note, checked when given as data."""

from assistant.facts.errors import FactError, LexiconError
from assistant.facts.reader import read_case
from assistant.facts.validate import implausible, validate

__all__ = ["FactError", "LexiconError", "implausible", "read_case", "validate"]
