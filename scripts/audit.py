"""Write docs/audit.md, corpus/audit/findings.json and corpus/audit/remarks.json anew from the audit of the review.

Run it after any change to corpus/tables or corpus/audit: `.venv/bin/python scripts/audit.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """The three files, written whole."""
    from corpus.audit.kept import PATH, REMARKS_PATH, as_json
    from corpus.audit.page import markdown
    from corpus.audit.run import audit_review

    audit = audit_review()
    PATH.write_text(as_json(audit.findings), encoding="utf-8")
    REMARKS_PATH.write_text(as_json(audit.remarks), encoding="utf-8")
    (ROOT / "docs" / "audit.md").write_text(markdown(audit), encoding="utf-8")
    print(f"{len(audit.findings)} findings, {len(audit.remarks)} remarks, {len(audit.confirmed)} add up")


if __name__ == "__main__":
    main()
