"""Errors of the page.

UiError            the page cannot be served as asked; the message says how to mend it
├── FactError      a correction that is not a value of its fact
├── InputError     a program gave a function something it cannot use
└── ClosingError   the page is being stopped while an answer is written
"""

from __future__ import annotations


class UiError(Exception):
    """The page cannot do what was asked; the message says why and how to mend it."""


class FactError(UiError):
    """A correction typed on the page that is not a value of its fact."""

    def __init__(self, key: str, got: str, wanted: str) -> None:
        super().__init__(f"{key}: got {got!r}, wanted {wanted}.")
        self.key, self.got, self.wanted = key, got, wanted


class InputError(UiError):
    """What a program gave to a function of the page; the message says where, what came, what was wanted, the remedy."""

    def __init__(self, where: str, name: str, got: str, wanted: str, remedy: str) -> None:
        super().__init__(f"{where}: {name}: got {got}; wanted {wanted}. {remedy}")
        self.where, self.name, self.got, self.wanted, self.remedy = where, name, got, wanted, remedy


class ClosingError(UiError):
    """The page is being stopped."""

    def __init__(self) -> None:
        super().__init__("The page is being stopped, so this answer ends here. Your question is kept; ask again later.")
