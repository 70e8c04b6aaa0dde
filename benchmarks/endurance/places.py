"""Places that are hard to read from or to write to."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from findingsgraph.benchmarks.endurance.trial import TEXT, Outcome, has_traceback, quads, run, sample


def full_disk(scratch: Path, count: int) -> Outcome:
    """Build on file systems of a few megabytes, made for this; the graph before stays as it was."""
    what = "a build on a full disk"
    if os.geteuid() != 0 or not shutil.which("mount"):
        return Outcome(what, 0, True, "not tried: needs root to make a small file system")
    faults, kept, said = [], 0, ""
    for number in range(count):
        place = scratch / f"small-{number}"
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={9 + number}m", "tmpfs", place], check=True)
        try:
            graph = place / "graph"
            first = run(["build", TEXT, "--out", graph])
            before = quads(graph) if first.returncode == 0 else None
            done = run(["build", *sample(25), "--out", graph, "--jobs", "2"])
            said = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
            told = "cannot be written" in done.stderr
            if not told or done.returncode == 0 or has_traceback(done) or has_traceback(first):
                faults.append(f"{9 + number} MB: exit {done.returncode}: {done.stderr[-300:]}")
            if before is not None:
                kept += quads(graph) == before
                if quads(graph) != before:
                    faults.append(f"{9 + number} MB: the graph changed")
        finally:
            subprocess.run(["umount", place], check=True)
    figures = f"{kept} graphs as before; it says: {said.replace(str(scratch), '...')}"
    return Outcome(what, count, not faults, "; ".join([figures, *faults]))


def odd_folders(scratch: Path, count: int) -> Outcome:
    """Build a folder of so many files that are no reports, beside odd names, loops, closed files."""
    folder = scratch / "odd"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(f"Note {number}\nNothing of a report.\n", encoding="utf-8")
    (folder / "a\nline and a \"quote\" 'too' \U0001f600.txt").write_bytes(TEXT.read_bytes())
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.pdf").symlink_to(folder / "gone.pdf")
    closed = folder / "closed.txt"
    closed.write_text("closed", encoding="utf-8")
    closed.chmod(0)
    started = time.perf_counter()
    done = run(["build", folder, "--out", scratch / "odd.graph", "--jobs", "2"], 900)
    seconds = time.perf_counter() - started
    verified = run(["verify", "--graph", scratch / "odd.graph"])
    held = done.returncode == 1 and not has_traceback(done) and verified.returncode == 0
    figures = f"{seconds:.0f} s, one report read, exit {done.returncode}; verify: {verified.stderr.strip()}"
    return Outcome("a folder of files that are no reports, with links in a loop", count, held, figures)
