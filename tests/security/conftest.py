"""The command line as a process of its own, as the assistant's tests run it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_SHARED = Path(__file__).parents[1] / "assistant" / "conftest.py"
_spec = importlib.util.spec_from_file_location("assistant_conftest", _SHARED)
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
cd19 = _module.cd19
