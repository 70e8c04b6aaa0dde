"""Builds killed at random moments: the graph opens and is the old one or the new one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from findingsgraph.benchmarks.endurance.trial import TEXT, Outcome, command, quads, run, sample

LATEST = 1.3
"""Times the length of a build that was let finish: some are killed after the switch to the new graph."""


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # its own session: the build and its workers
    process.wait()


def killed_builds(scratch: Path, count: int) -> Outcome:
    """Kill so many builds, each at another moment from its first instant to a little beyond its end."""
    dice = random.Random(1933)
    first, after = scratch / "before.graph", scratch / "after.graph"
    run(["build", TEXT, "--out", first])
    shutil.copytree(first, after)
    build: list[str | Path] = ["build", *sample(4), "--out"]
    started = time.perf_counter()
    run([*build, after])
    whole = time.perf_counter() - started
    states = {quads(first): "old", quads(after): "new"}
    seen = {"old": 0, "new": 0}
    faults = []
    for number in range(count):
        graph = scratch / f"killed-{number}.graph"
        shutil.copytree(first, graph)
        process = subprocess.Popen(
            command(*build, graph),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(dice.uniform(0, LATEST * whole))
        _kill_group(process)
        try:
            state = states.get(quads(graph))
        except RuntimeError as problem:
            state = None
            faults.append(f"killed build {number}: {problem}")
        if state:
            seen[state] += 1
        else:
            faults.append(f"killed build {number}: neither of the two states")
        shutil.rmtree(graph)
    figures = (
        f"{seen['old']} times the old graph, {seen['new']} times the new one, of builds of {whole:.1f} s"
    )
    return Outcome("builds killed at random moments", count, not faults, "; ".join([figures, *faults]))
