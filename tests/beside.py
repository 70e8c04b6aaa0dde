"""Where the reports and labels beside the project are, if they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_SHARED = ROOT.parent / "shared"
REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", _SHARED / "reports"))
LABELS = Path(os.environ.get("FINDINGSGRAPH_LABELS", _SHARED / "labels"))
HARTLEPOOL_TEXT = ROOT / "reports" / "hartlepool-2014.txt"
HARTLEPOOL_PDF = REPORTS / "80473_hartlepool" / "children's services inspection - 11 february 2014.pdf"

needs_reports = pytest.mark.skipif(
    not (REPORTS.is_dir() and LABELS.is_dir()),
    reason="no reports and labels beside the project (FINDINGSGRAPH_REPORTS, FINDINGSGRAPH_LABELS)",
)
