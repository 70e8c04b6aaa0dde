"""The browser that pages are tested in, and how it is started: the same for all tests and benchmarks."""

from __future__ import annotations

from shutil import which

import pytest
from beside import ROOT

CHROMIUM = which("chromium") or ""
OPTIONS = (ROOT / "tests" / "browser" / "options.txt").read_text(encoding="utf-8").split()
AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here (apt-get install chromium)"),
]
