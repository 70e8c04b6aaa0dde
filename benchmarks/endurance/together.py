"""Readers beside a build, and surroundings that must not change a byte."""

from __future__ import annotations

import subprocess
from pathlib import Path

from findingsgraph.benchmarks.endurance.trial import TEXT, Outcome, command, quads, run, sample


def readers_beside_builds(scratch: Path, count: int) -> Outcome:
    """Two processes ask without pause while so many builds each add a report."""
    graph = scratch / "shared.graph"
    run(["build", TEXT, "--out", graph])
    answers, faults, asked = {1}, [], 0
    for number, report in enumerate(sample(count), start=2):
        builder = subprocess.Popen(
            command("build", report, "--out", graph), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        answers.add(number)
        while builder.poll() is None:
            ask = ["query", "inspections", "--graph", str(graph), "--format", "csv"]
            readers = [subprocess.Popen(command(*ask), stdout=-1, stderr=-1, text=True) for _ in range(2)]
            for reader in readers:
                out, said = reader.communicate(timeout=120)
                asked += 1
                rows = out.count("\n") - 1
                if reader.returncode or rows not in (number - 1, number):
                    faults.append(f"{rows} rows, expected {number - 1} or {number}: {said[-200:]}")
        if builder.returncode:
            faults.append(f"build {number}: exit {builder.returncode}")
    figures = f"{asked} questions, each answered by the graph before or after"
    return Outcome("two readers beside builds", count, not faults, "; ".join([figures, *faults]))


SURROUNDINGS: tuple[dict[str, str], ...] = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    {"TZ": "UTC", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "3", "OMP_NUM_THREADS": "1"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4", "COLUMNS": "20", "TERM": "dumb"},
)


def surroundings(scratch: Path, count: int) -> Outcome:
    """Build under other time zones, locales, hash seeds, numbers of workers, and on a later day."""
    sources = [TEXT, *sample(max(1, count - 1))]
    expected, faults = "", []
    for number, env in enumerate(SURROUNDINGS):
        graph = scratch / f"surroundings-{number}.graph"
        run(["build", *sources, "--out", graph, "--jobs", str(1 + number % 2)], env=env)
        found = quads(graph)
        expected = expected or found
        if found != expected:
            faults.append(f"other bytes under {env}")
    clock = _clock(scratch, sources)
    if clock is not None and clock != expected:
        faults.append("other bytes on another day")
    figures = f"{len(SURROUNDINGS)} surroundings, {expected.count(chr(10)):,} quads, the same bytes"
    figures += "" if clock is not None else "; clock not tried: faketime is not installed"
    return Outcome("time zone, locale, hash seed, workers, clock", len(SURROUNDINGS), not faults, figures)


def _clock(scratch: Path, sources: list[Path]) -> str | None:
    graph = scratch / "later.graph"
    try:
        subprocess.run(
            ["faketime", "2031-02-28 23:59:58", *command("build", *sources, "--out", graph)],
            capture_output=True, check=True, timeout=300,
        )  # fmt: skip
    except FileNotFoundError:
        return None
    return quads(graph)
