"""The pictures in docs/ show the page as it is: taken anew, they look the same but for a letter here and there."""

from __future__ import annotations

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e .[dev]")

from pictures import FOLDER, PICTURES, studio  # noqa: E402
from PIL import Image, ImageChops, ImageStat  # noqa: E402

pytestmark = pytest.mark.enable_socket
_SMALL = 90
"""Pixels of width at which pictures are compared: what differs in fonts' edges is gone, what moved is not."""
_UNLIKE = 5.0
"""Mean difference of brightness, of 255, from which a picture no longer shows the page."""


@pytest.fixture(scope="module")
def taken(assistant, tmp_path_factory):
    """Where the pictures taken now lie."""
    folder = tmp_path_factory.mktemp("pictures")
    with studio(assistant) as take:
        for name in PICTURES:
            take(name, folder)
    return folder


@pytest.mark.parametrize("name", PICTURES)
def test_picture_shows_the_page_as_it_is(taken, name):
    apart = _apart(taken / f"{name}.png", FOLDER / f"{name}.png")
    assert apart < _UNLIKE, f"docs/{name}.png no longer shows the page: take it anew with `make pictures`"


def test_pictures_of_unlike_views_are_told_apart(taken):
    assert _apart(taken / "screenshot.png", taken / "screenshot-compare.png") > _UNLIKE
    assert _apart(taken / "screenshot.png", taken / "screenshot-patient.png") > 0


def _apart(one, other) -> float:
    small = [Image.open(path).convert("L") for path in (one, other)]
    assert small[0].size == small[1].size
    small = [image.resize((_SMALL, _SMALL * image.height // image.width), Image.Resampling.BOX) for image in small]
    return float(ImageStat.Stat(ImageChops.difference(*small)).mean[0])
