"""Run the commands that the documentation shows, and write their output into it.

    python tests/docs_commands.py          compare every ```console block with what its commands print
    python tests/docs_commands.py --write  write what they print into the pages

Names of pages after that narrow it to those; docs/questions.md, which builds all reports, is only
run when it is named (`make questions`).

A block's lines that begin with `$ ` are commands, run one after the other by bash in a
folder that holds the bundled report; what follows is their output. A page is one
session: a graph that a command builds is there for the next one. The reports beside the
project are there as `ofsted/`; pages that use them are checked where they are.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from beside import REPORTS

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console( reports)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""A block marked `reports` builds all reports beside the project: only run when its page is named."""
BESIDE = "ofsted"
"""The folder of the reports beside the project, as pages call it."""
TIME = re.compile(r"\b\d+\.\d\d s\b")


def pages() -> list[Path]:
    """List the pages with commands."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in found if BLOCK.search(page.read_text(encoding="utf-8"))]


def builds_all(page: Path) -> bool:
    """Say whether a page's commands build all reports: minutes, not seconds."""
    return any(mark for mark, _ in BLOCK.findall(page.read_text(encoding="utf-8")))


def uses_reports(page: Path) -> bool:
    """Say whether a page's commands read the reports beside the project."""
    return any(f"{BESIDE}/" in block for _, block in BLOCK.findall(page.read_text(encoding="utf-8")))


def run_page(page: Path) -> str:
    """Run all commands of a page and give the page with what they printed."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "reports").symlink_to(ROOT / "reports")
        Path(folder, BESIDE).symlink_to(REPORTS)
        text = page.read_text(encoding="utf-8")
        return BLOCK.sub(lambda block: f"```console{block[1] or ''}\n{_run_block(block[2], folder)}```", text)


def _run_block(block: str, folder: str) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_run(command, folder)}" for command in commands)


def _run(command: str, folder: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "110", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    printed = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
    return TIME.sub("0.00 s", printed) + "\n" if printed else ""


def main() -> int:
    """Write the pages, or say which differ."""
    stale = []
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    for page in pages():
        if named and not any(str(page).endswith(name) for name in named):
            continue
        if builds_all(page) and not named:
            continue
        if uses_reports(page) and not REPORTS.is_dir():
            continue
        fresh = run_page(page)
        if fresh == page.read_text(encoding="utf-8"):
            continue
        if "--write" in sys.argv:
            page.write_text(fresh, encoding="utf-8")
        stale.append(str(page.relative_to(ROOT)))
    print("written" if "--write" in sys.argv else "differ", ", ".join(stale) or "none")
    return 0 if "--write" in sys.argv else bool(stale)


if __name__ == "__main__":
    sys.exit(main())
