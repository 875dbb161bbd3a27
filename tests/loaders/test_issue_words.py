"""Every kind of issue has its words in both languages, and the document is what the catalogue says."""

from __future__ import annotations

import re
from pathlib import Path

from indicators.issue_document import document
from indicators.issues import Issue, kinds
from language import using


def test_every_kind_reads_in_both_languages() -> None:
    for kind in kinds().values():
        issue = Issue.about(kind.id, kind.example, "表", "B4")
        assert "…" not in issue.text(), kind.id
        with using("en"):
            fixed = re.sub(r"\{\w+\}", "", kind.headline)
            assert issue.headline() != fixed, f"{kind.id} has no English"
            assert issue.text()


def test_the_document_is_what_the_catalogue_says() -> None:
    path = Path(__file__).parents[2] / "docs" / "issues.md"
    assert path.read_text(encoding="utf-8") == document(), "run: python -m indicators.issue_document"
