"""Colours of the page: WCAG 2.2 AA, 4.5 to 1 for text, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui import serve

CSS = Path(serve.__file__).with_name("style.css").read_text(encoding="utf-8")
SCHEMES = dict(zip(("light", "dark"), re.findall(r"(?:^:root|^\.dark) \{(.*?)^\}", CSS, re.S | re.M), strict=True))
TONES = ("blue", "green", "red", "amber", "violet", "grey")
PAIRS = (
    *((text, ground) for text in ("ink", "soft", "accent") for ground in ("ground", "surface", "raised")),
    *((tone, f"{tone}-wash") for tone in TONES),
    *(("ink", f"{tone}-wash") for tone in TONES),
    *(("accent", "wash"), ("ink", "wash"), ("soft", "wash"), ("on-accent", "accent")),
    *(("green", "surface"), ("red", "surface")),
)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=[f"{text}-on-{ground}" for text, ground in PAIRS])
def test_text_has_enough_contrast(scheme, text, ground):
    colours = dict(re.findall(r"--cd19-([\w-]+): (#[0-9a-f]{6})", SCHEMES[scheme]))
    light, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
