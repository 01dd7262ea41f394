"""What can go wrong with a language model, by what is done about it.

LanguageModelError
├── SpecError           the model is named in a way we cannot use: the user mends the option or variable
├── SettingError        a number given for it is out of bounds: the user mends the variable
├── MissingExtraError   the packages that speak to models are not installed: the user installs them
├── PromptError         a prompt file is broken: the maintainer mends the file
└── FailedError         the model did not answer: the built-in answer is given, with a note
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["timeout", "unreachable", "refused", "limited", "denied", "empty", "broken", "failed"]
"""Why there is no answer: `refused` by the model, `denied` by the server (key), `limited` by its rate or context."""


class LanguageModelError(Exception):
    """Anything that keeps a language model from writing."""


class SpecError(LanguageModelError):
    """A model's name or address cannot be used."""

    def __init__(self, option: str, got: str, fault: str, wanted: str) -> None:
        super().__init__(f"{option}: got {got!r} ({fault}); wanted {wanted}")
        self.option, self.got = option, got


class SettingError(LanguageModelError):
    """A setting of the model is no number, or out of bounds."""

    def __init__(self, variable: str, got: object, wanted: str) -> None:
        super().__init__(f"{variable}: got {got!r}; wanted {wanted}. Set {variable} anew, or unset it.")
        self.variable, self.got = variable, got


class MissingExtraError(LanguageModelError):
    """A package that speaks to the model is not installed."""

    def __init__(self, package: str, install: str) -> None:
        super().__init__(f"--model needs the package {package}, which is not installed. Install it with: {install}")
        self.package, self.install = package, install


class PromptError(LanguageModelError):
    """A prompt file lacks a variable, or has one that nothing fills."""

    def __init__(self, file: str, got: object, wanted: object) -> None:
        super().__init__(f"assistant/model/prompts/{file}: got the variables {got}, wanted {wanted}. Mend the file.")
        self.file = file


class FailedError(LanguageModelError):
    """The model did not answer; the message has no secrets in it."""

    def __init__(self, kind: Kind, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind, self.detail = kind, detail
