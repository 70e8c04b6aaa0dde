"""What a trial of endurance returns, and the commands that all trials run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "reports" / "hartlepool-2014.txt"
REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", ROOT.parent / "shared" / "reports"))


@dataclass(frozen=True)
class Outcome:
    """One line of the table: what was tried, how often, whether it held, and the figures."""

    what: str
    tried: int
    held: bool
    figures: str


def command(*arguments: str | Path) -> list[str]:
    """The findingsgraph command of this environment, with its arguments."""
    return [str(Path(sys.executable).with_name("findingsgraph")), *map(str, arguments)]


def run(
    arguments: Sequence[str | Path], seconds: float = 600, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run findingsgraph to its end; raises `subprocess.TimeoutExpired` after so many seconds."""
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds,
        env={**os.environ, **(env or {})},
        check=False,
    )


def has_traceback(done: subprocess.CompletedProcess[str]) -> bool:
    """Say whether a user would have seen a traceback."""
    return "Traceback (most recent call last)" in done.stderr + done.stdout


def quads(graph: Path) -> str:
    """The graph's N-Quads; raises `RuntimeError` when it cannot be opened."""
    done = run(["export", "nquads", "--graph", graph])
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


def sample(count: int) -> list[Path]:
    """So many reports (PDF) beside the project, evenly over all, the same ones each time."""
    found = sorted(REPORTS.rglob("*.pdf"))
    step = max(1, len(found) // count)
    return found[::step][:count]
