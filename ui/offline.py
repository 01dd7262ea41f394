"""Gradio told, before it is imported, to send nothing anywhere."""

from __future__ import annotations

import os


def keep_quiet() -> None:
    """Switch off Gradio's analytics and run history for this process; must run before gradio is imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"
    # Gradio asks Matplotlib before each event what it draws on; left to find out, that takes a second the first time.
    os.environ["MPLBACKEND"] = "agg"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    # Gradio sums up all past events after each new one, for a page of statistics we do not serve: as seldom as can be.
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"
