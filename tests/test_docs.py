"""Every command in the documentation runs and prints what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from beside import needs_reports
from docs_commands import ROOT, builds_all, pages, run_page, uses_reports

PAGES = [
    pytest.param(
        page,
        id=str(page.relative_to(ROOT)),
        marks=[pytest.mark.reports, needs_reports] if uses_reports(page) else [],
    )
    for page in pages()
    if not builds_all(page)
]


@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_shows(page: Path) -> None:
    assert run_page(page) == page.read_text(encoding="utf-8"), "run: python tests/docs_commands.py --write"


def test_every_kind_of_issue_is_explained() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "loaders").rglob("*.py")))
    kinds = set(re.findall(r'\bIssue\(\s*"([a-z-]+)"', code))
    page = (ROOT / "docs" / "reference" / "issues.md").read_text(encoding="utf-8")
    assert kinds == set(re.findall(r"^\| `([a-z-]+)` \|", page, flags=re.MULTILINE))
    assert len(kinds) >= 10


def test_the_readme_is_among_them() -> None:
    assert ROOT / "README.md" in pages()
