"""What can go wrong in study.

StudyError   something was asked for that study has not: say what we got, what was wanted, how to mend it
"""

from __future__ import annotations


class StudyError(Exception):
    """A seed, id, topic or file that cannot be used."""

    def __init__(self, got: str, wanted: str, remedy: str) -> None:
        super().__init__(f"{got}: wanted {wanted}. {remedy}")
        self.got, self.wanted, self.remedy = got, wanted, remedy
