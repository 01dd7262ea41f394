"""Write docs/criteria.md anew from the criteria.

Run it after any change to corpus/criteria or corpus/facts.yaml: `.venv/bin/python scripts/criteria.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """The file, written whole."""
    from assistant.criteria.page import markdown
    from corpus.criteria import load_criteria
    from corpus.digest import load_digest

    (ROOT / "docs" / "criteria.md").write_text(markdown(load_digest()), encoding="utf-8")
    print(f"{len(load_criteria())} criteria")


if __name__ == "__main__":
    main()
