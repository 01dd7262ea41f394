"""The page's own styles and scripts: those of ui/ first, then each view's."""

from __future__ import annotations

from pathlib import Path

_UI = Path(__file__).parent


def styles() -> str:
    """All style sheets, joined."""
    return _joined("css")


def scripts() -> str:
    """All scripts, joined; each minds its own scope."""
    return _joined("js")


def _joined(kind: str) -> str:
    paths = sorted(_UI.rglob(f"*.{kind}"), key=lambda path: (len(path.relative_to(_UI).parts), path.as_posix()))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)
