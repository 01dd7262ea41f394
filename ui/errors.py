"""Errors of the page.

UiError            the page cannot be served as asked; the message says how to mend it
└── FactError      a correction that is not a value of its fact
"""

from __future__ import annotations


class UiError(Exception):
    """The page cannot do what was asked; the message says why and how to mend it."""


class FactError(UiError):
    """A correction typed on the page that is not a value of its fact."""

    def __init__(self, key: str, got: str, wanted: str) -> None:
        super().__init__(f"{key}: got {got!r}, wanted {wanted}.")
        self.key, self.got, self.wanted = key, got, wanted
