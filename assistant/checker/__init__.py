"""The rule checker: holds any answer against the passages it cites and the criteria's verdict."""

from assistant.checker.check import check_answer

__all__ = ["check_answer"]
